#!/bin/sh
# offline_test.sh - libgit2 finds our own empty functions, not those of the network libraries, whose
# start-up reads every certificate of the system and takes five times as long as git itself.
set -eu

said=$(mktemp)
trap 'rm -f "$said"' EXIT

# Linked statically, without the network libraries, there is nothing to find.
if ! ldd "$CROSSDEP" | grep -q -e libgit2 -e libmbedtls -e libssh2; then
	exit 0
fi
LD_BIND_NOW=1 LD_DEBUG=bindings "$CROSSDEP" --version >/dev/null 2>"$said"
for name in mbedtls_x509_crt_parse_file mbedtls_x509_crt_parse_path libssh2_init libssh2_exit; do
	if ! grep -q "libgit2[^ ]* .* to [^ ]*/crossdep .*\`$name'" "$said"; then
		echo "libgit2 does not find our $name:"
		grep "\`$name'" "$said" || echo 'nobody asks for it'
		exit 1
	fi
done
