services/cart/main.go
