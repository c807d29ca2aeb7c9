plugins { java }
sourceSets { main { resources { srcDir("../shared/brand") } } }
sourceSets["main"].resources.srcDirs("../shared/i18n")
tasks.named<ProcessResources>("processResources") { from("../shared/i18n") { into("i18n") } }
tasks.register<Copy>("copyTexts") {
    from(layout.projectDirectory.dir("../shared/i18n"))
    into(layout.projectDirectory.dir("public/i18n"))
}
tasks.register<Copy>("copyBrand") {
    from("../shared/brand")
    into(layout.buildDirectory.dir("brand"))
}
