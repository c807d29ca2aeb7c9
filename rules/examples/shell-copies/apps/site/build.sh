#!/bin/sh
cd "$(dirname "$0")" || exit
if [ -d ../../shared/i18n ]; then
	cp -r ../../shared/i18n/. public/locales/
fi
cp ../../shared/brand/logo.svg public/
cp "$LOGO" public/other.svg
