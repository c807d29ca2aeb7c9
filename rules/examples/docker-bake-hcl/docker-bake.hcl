target "shop" {
  context = "apps/shop"
  dockerfile = "Dockerfile"
  contexts = { texts = "./shared/i18n", base = "docker-image://alpine" }
}
target "all" {
  dockerfile = "tools/all.Dockerfile"
}
