plugins { java }
sourceSets { main { resources { srcDir("../shared/brand") } } }
tasks.named<ProcessResources>("processResources") { from("../shared/i18n") { into("i18n") } }
tasks.register<Copy>("copyTexts") {
    from("../shared/i18n")
    into("public/i18n")
}
