import shutil
shutil.copytree("shared/locales", "out/i18n")
