module example.org/i18n
