#!/bin/sh
# The sample repositories have the same commits everywhere, whatever the user's git is told.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

# A configuration that would change them if it were read.
mkdir -p "$work/template/hooks" "$XDG_CONFIG_HOME/git"
printf '#!/bin/sh\nexit 1\n' >"$work/template/hooks/post-checkout"
chmod +x "$work/template/hooks/post-checkout"
echo '* text eol=crlf' >"$XDG_CONFIG_HOME/git/attributes"
git config --global init.defaultBranch trunk
git config --global init.templateDir "$work/template"
git config --global core.autocrlf true
git config --global commit.gpgSign true

for name in translations-moved translations-moved-unconfigured translations-moved-unreadable two-green-branches workspace \
	apps-come-and-go texts-by-key many-builds more-builds; do
	holds "$name can be unpacked" unpack "$name"
	cd "$work/$name"
	says 0 "$samples/$name/expected/commits" git for-each-ref \
		--format='%(objectname) %(refname:short)' refs/heads
	holds "$name is at main" test "$(git symbolic-ref HEAD)" = refs/heads/main
	holds "$name is clean" test -z "$(GIT_CONFIG_GLOBAL=/dev/null XDG_CONFIG_HOME=/ git status -s)"
	holds "$name has no hooks" test ! -e .git/hooks
done
ends
