#!/bin/sh
# A copy that a build hands over to somebody who is not read is still made: what hung on it is not
# judged, and that is said. A copy that is made no more breaks what hung on it.
# shellcheck source=lib.sh
. "$SOURCE_DIR/tests/story/lib.sh"

# edits NAME FILE: on a new branch NAME from main, FILE holds what is read.
edits() {
	git switch --quiet -c "$1" main
	cat >"$2"
	git add "$2"
	git commit --quiet -m "Let $2 say it otherwise"
}

needs_programs
unpack many-builds

edits command-in-script apps/shop/package.json <<'EOF'
{
  "name": "@acme/shop",
  "private": true,
  "scripts": {
    "build": "node scripts/texts.js"
  }
}
EOF
says 0 "$expected/command-in-script" crossdep check main..command-in-script

edits command-gone apps/shop/package.json <<'EOF'
{
  "name": "@acme/shop",
  "private": true,
  "scripts": {
    "build": "tsc"
  }
}
EOF
says 1 "$expected/command-gone" crossdep check main..command-gone

edits mount-in-module apps/api/server.js <<'EOF'
const express = require("express");

const app = express();
require("./mounts")(app);
app.listen(8080);
EOF
says 0 "$expected/mount-in-module" crossdep check main..mount-in-module

edits mount-of-environment apps/api/server.js <<'EOF'
const express = require("express");

const app = express();
app.use("/i18n", express.static(process.env.TEXTS));
app.listen(8080);
EOF
says 0 "$expected/mount-of-environment" crossdep check main..mount-of-environment

edits mount-gone apps/api/server.js <<'EOF'
const express = require("express");

const app = express();
app.listen(8080);
EOF
says 1 "$expected/mount-gone" crossdep check main..mount-gone

edits task-in-directory apps/docs/gulpfile.js <<'EOF'
require("require-dir")("./tasks");
EOF
says 0 "$expected/task-in-directory" crossdep check main..task-in-directory

edits task-gone apps/docs/gulpfile.js <<'EOF'
const { src, dest } = require("gulp");

exports.default = () => src("src/*.css").pipe(dest("public"));
EOF
says 1 "$expected/task-gone" crossdep check main..task-gone

edits plugin-of-others apps/site/vite.config.js <<'EOF'
import { defineConfig } from "vite";
import copyTexts from "@corp/copy-texts";

export default defineConfig({ plugins: [copyTexts()] });
EOF
says 0 "$expected/plugin-of-others" crossdep check main..plugin-of-others

edits plugin-gone apps/site/vite.config.js <<'EOF'
import { defineConfig } from "vite";

export default defineConfig({ plugins: [] });
EOF
says 1 "$expected/plugin-gone" crossdep check main..plugin-gone

# So may a configuration that several apps share.
edits function-of-others tools/bundle/config.js <<'EOF'
const path = require("path");
const copyTexts = require("@corp/copy-texts");

module.exports = (dir) => ({
  entry: path.join(dir, "src/index.js"),
  output: { path: path.join(dir, "dist") },
  plugins: [copyTexts(dir)],
});
EOF
says 0 "$expected/function-of-others" crossdep check main..function-of-others

# What the change takes away is told as before.
git switch --quiet mount-in-module
git mv shared/i18n shared/texts
git commit --quiet -m 'Rename the texts'
says 1 "$expected/mount-in-module-of-nothing" crossdep check main..mount-in-module
ends
