#!/bin/sh
# Texts that are named by their key, in a file that somebody else keeps.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

unpack texts-by-key
sample=$samples/texts-by-key/expected

says 1 "$sample/key-renamed" crossdep check main..key-renamed
says 1 "$sample/key-renamed" crossdep check main..key-renamed --format json
says 0 "$sample/key-renamed-everywhere" crossdep check main..key-renamed-everywhere
says 0 "$sample/other-key" crossdep check main..other-key
says 0 "$sample/one-language" crossdep check main..one-language
says 1 "$sample/texts-moved" crossdep check main..texts-moved
says 0 "$sample/own-message" crossdep check main..own-message
ends
