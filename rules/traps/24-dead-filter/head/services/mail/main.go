services/mail/main.go
