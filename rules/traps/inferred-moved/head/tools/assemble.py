import shutil
shutil.copytree("shared/i18n", "out/i18n")
