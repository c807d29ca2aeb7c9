module "net" {
  source = "../modules/net"
}
module "gone" {
  source = "./gone"
}
module "far" {
  source = "terraform-aws-modules/vpc/aws"
}
resource "x" "y" {
  policy = file("${path.module}/policy.json")
  user_data = templatefile("${path.module}/../shared/init.tpl", { a = 1 })
}
