terraform {
  source = "../../modules//net"
}
dependency "vpc" {
  config_path = "../vpc"
}
dependency "gone" {
  config_path = "../gone"
}
