third_party/lib/bin/lib.js
