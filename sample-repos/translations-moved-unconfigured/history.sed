# The history of translations-moved without .crossdep.json: the commit that tells crossdep of the
# copy list tells people instead.
s/^Tell crossdep how our build copies files$/Tell people how our build copies files/
/^No other tool knows copy\.json: it is ours\./,/^EOF$/c\
No tool knows copy.json: it is ours.\
EOF
/^M 100644 inline \.crossdep\.json$/,/^EOF$/c\
M 100644 inline tools/build/README.md\
data <<EOF\
copy.json says what the build copies into the app it is started in: from the root of the repository.\
EOF
