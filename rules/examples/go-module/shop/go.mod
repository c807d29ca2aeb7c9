module example.org/shop

go 1.22

require (
	example.org/i18n v0.0.0
	github.com/pkg/errors v0.9.1
)

replace example.org/i18n => ../shared/i18n
replace example.org/old => ../old
