# The history of translations-moved where nobody can read what the build copies: its list is a text
# of its own make, and .crossdep.json does not tell of it.
s/^Tell crossdep how our build copies files$/Tell people how our build copies files/
/^No other tool knows copy\.json: it is ours\./,/^EOF$/c\
No tool knows copy.txt: it is ours.\
EOF
/^M 100644 inline \.crossdep\.json$/,/^EOF$/c\
M 100644 inline tools/build/README.md\
data <<EOF\
copy.txt says what the build copies into the app it is started in: from the root of the repository.\
EOF
s/copy\.json/copy.txt/g
