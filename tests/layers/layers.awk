# layers.awk - finds what runs against the layers of the house. Arguments: the sources, each as
# .../src/ROOM/FILE. Prints one line a finding, and exits 1 if there was one.

BEGIN {
	# From the ground up. A room may include itself and what is named here.
	below["util"] = ""
	below["syntax"] = "util"
	below["rules"] = "util syntax"
	below["repo"] = "util"
	below["resolve"] = "util syntax rules repo"
	below["graph"] = "util syntax rules repo resolve"
	below["check"] = "util syntax rules repo resolve graph"
	below["report"] = "util syntax rules repo resolve graph check"
	below["example"] = "util syntax rules repo resolve graph check report"
	below["cli"] = "util syntax rules repo resolve graph check report example"

	# The libraries of others, and the only rooms or files that know them.
	owner["git2"] = "repo"
	owner["sqlite3"] = "graph"
	owner["cJSON"] = "syntax/json.c report"
	owner["yaml"] = "syntax/yaml.c"
	owner["expat"] = "syntax/xml.c"
	owner["tree_sitter"] = "syntax/script_tree.c"
}

function holds(list, word)
{
	return index(" " list " ", " " word " ") > 0
}

function complain(what)
{
	printf "%s:%d: %s\n", FILENAME, FNR, what
	findings++
}

# The line without comments and literals; `in_comment` lives on from line to line.
function code_of(line,    out, token)
{
	out = ""
	while (line != "") {
		if (in_comment) {
			if (!match(line, /\*\//))
				return out
			in_comment = 0
			line = substr(line, RSTART + RLENGTH)
			continue
		}
		if (!match(line, /\/\*|\/\/|"([^"\\]|\\.)*"|'([^'\\]|\\.)*'/))
			return out line
		out = out substr(line, 1, RSTART - 1) " "
		token = substr(line, RSTART, 2)
		line = substr(line, RSTART + RLENGTH)
		if (token == "//")
			return out
		in_comment = token == "/*"
	}
	return out
}

function check_own_include(name,    parts)
{
	if (split(name, parts, "/") != 2 || !(parts[1] in below))
		complain("\"" name "\" is not written as \"ROOM/FILE\"")
	else if (parts[1] != room && !holds(below[room], parts[1]))
		complain(room " must not include " parts[1] " (\"" name "\")")
}

function check_foreign_include(name,    stem, library)
{
	stem = name
	sub(/^.*cjson\//, "", stem)
	sub(/[.\/+].*$/, "", stem)
	for (library in owner)
		if (stem == library && !holds(owner[library], room) &&
				!holds(owner[library], room "/" file))
			complain("only " owner[library] " may include <" name ">")
}

function check_include(line)
{
	sub(/^[ \t]*#[ \t]*include[ \t]*/, "", line)
	if (match(line, /^"[^"]*"/))
		check_own_include(substr(line, 2, RLENGTH - 2))
	if (match(line, /^["<][^">]*/))
		check_foreign_include(substr(line, 2, RLENGTH - 1))
}

FNR == 1 {
	in_comment = 0
	count = split(FILENAME, parts, "/")
	room = parts[count - 1]
	file = parts[count]
	# memory.c ends the program when memory is gone, so that nobody else has to.
	may_print = room == "cli" || (room == "util" && parts[count] == "memory.c")
	if (!(room in below))
		complain("'" room "' is no room")
}

!in_comment && /^[ \t]*#[ \t]*include/ {
	check_include($0)
}

{
	code = " " code_of($0)
	if (may_print)
		next
	if (match(code, /[^A-Za-z0-9_](stdout|stderr)([^A-Za-z0-9_]|$)/))
		complain("only cli may print")
	if (match(code, /[^A-Za-z0-9_](v?printf|puts|putchar|perror)[ \t]*\(/))
		complain("only cli may print")
	if (match(code, /[^A-Za-z0-9_](exit|_exit|_Exit|quick_exit|abort)[ \t]*\(/))
		complain("only cli may end the program")
}

END {
	exit findings > 0
}
