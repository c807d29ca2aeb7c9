module a
replace (
	b v1 => ../b // c
)
use (
