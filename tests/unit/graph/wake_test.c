/*
 * wake_test.c - who is judged again when something changes, and who is left alone.
 *
 * The first table has histories: for each line of "can change only when" at least one in which the
 * answer of a manifest changes that is itself untouched. Where it is not woken, the graph that was
 * moved differs from one that was filled anew.
 */
#include "syntax/script.h"
#include "town.h"

#include <string.h>

#include "graph/graph_private.h"
#include "graph/wake.h"
#include "support/assert.h"
#include "support/trees.h"

struct history {
	const char *name, *before, *changes, *told_before, *told_after;
};

#define ANY(value)     "list.json={\"any\":[\"" value "\"]} "
#define FILES(value)   "list.json={\"file\":[\"" value "\"]} "
#define GLOB(value)    "list.json={\"glob\":[\"" value "\"]} "
#define PACKAGE(value) "list.json={\"package\":[\"" value "\"]} "
#define PACK(dir)      dir "/pack.json={\"name\":\"p\"} "
#define MAP(from, to)  "m/list.json={\"map\":[{\"from\":\"" from "\",\"to\":\"" to "\"}]} "
#define CHOICE(values) "a/b/list.json={\"context\":[" values "]} "
#define VACANT         "m/list.json={\"map\":[{\"from\":\"s\",\"to\":\"o\",\"vacant\":\"v\"}]} "
#define USE(called)    "list.json={\"any\":[\"o/x\"],\"use\":[\"p\"],\"run\":[\"" called "\"]} "
#define SERVED(value)  "a/app.json={} a/list.json={\"served\":[\"" value "\"]} "
#define SERVE          "a/m/list.json={\"serve\":{\"x\":\"s\"}} "
#define FLAT           "m/list.json={\"map\":[{\"from\":\"s\",\"to\":\"o\",\"loses\":\"flatten\"}]} "
#define LEAVES         "m/list.json={\"map\":[{\"from\":\"s\",\"to\":\"o\",\"without\":\"w.gitignore\"}]} "

#define TOOL(value) "tool.js=require('t')(" value ") "

static const struct history histories[] = {
	/* the files that a program takes values from */
	{ "a file that a program takes comes", TOOL("require('./h')") "x=1",
		"h.js=module.exports='x'", "", "tool.js x -> x" },
	{ "a file that a program takes goes", TOOL("require('./h')") "h.js=module.exports='x' x=1",
		"h.js~", "tool.js x -> x", "" },
	{ "a file that a program takes says another thing",
		TOOL("require('./h').a()") "h.js=exports.a=()=>'x' x=1", "h.js=exports.a=()=>'y'",
		"tool.js x -> x", "tool.js y -> nothing" },
	{ "a file that a program takes from afar says another thing",
		TOOL("require('./h')") "h.js=module.exports=require('./d') d/index.js=exports.a=1 "
				       "x=1",
		"d/index.js=module.exports='x'", "", "tool.js x -> x" },
	{ "a file that a program takes comes by an earlier ending",
		TOOL("require('./h')") "h.ts=export='y' x=1", "h.js=module.exports='x'",
		"tool.js y -> nothing", "tool.js x -> x" },
	{ "data that a program takes says another thing",
		TOOL("require('./h.json').a") "h.json={\"a\":\"x\"} x=1", "h.json={\"a\":\"y\"}",
		"tool.js x -> x", "tool.js y -> nothing" },
	{ "a package that a program takes is provided",
		TOOL("require('p/h')") "d/h.js=module.exports='x' x=1", PACK("d"), "",
		"tool.js x -> x" },
	{ "a package that a program takes says that it is another file",
		TOOL("require('p')") PACK("d") "d/index.js=module.exports='y' "
					       "d/h.js=module.exports='x' x=1",
		"d/package.json={\"main\":\"h.js\"}", "tool.js y -> nothing", "tool.js x -> x" },

	/* path P: it comes, goes or changes kind */
	{ "a path that comes", ANY("x"), "x=1", "list.json x -> nothing", "list.json x -> x" },
	{ "a path that goes", ANY("x") "x=1", "x~", "list.json x -> x", "list.json x -> nothing" },
	{ "a file that becomes a directory", FILES("x") "x=1", "x~ x/y=1", "list.json x -> x",
		"list.json x -> nothing" },
	{ "a directory that goes whole", ANY("d/e/x") "d/e/x=1", "d~", "list.json d/e/x -> d/e/x",
		"list.json d/e/x -> nothing" },
	{ "a path that comes with an ending", FILES("x"), "x.ts=1", "list.json x -> nothing",
		"list.json x -> x.ts" },
	{ "a path that comes inside, by an ending", FILES("x"), "x/index.ts=1",
		"list.json x -> nothing", "list.json x -> x/index.ts" },
	{ "a path that comes by an ending without a dot in front", FILES("x"), "x-2.png=1",
		"list.json x -> nothing", "list.json x -> x-2.png" },
	{ "a path that comes inside a neighbour, by an ending", FILES("x"), "x.d/x=1",
		"list.json x -> nothing", "list.json x -> x.d/x" },
	{ "a file of the root that comes by an ending", "d/list.json={\"file\":[\"..\"]} ",
		"index.ts=1", "d/list.json .. -> nothing", "d/list.json .. -> index.ts" },

	/* a symlink or submodule at P or above it comes, goes or changes */
	{ "a symlink that leads elsewhere", ANY("l") "l@x x=1 y=1", "l@y", "list.json l -> x",
		"list.json l -> y" },
	{ "a symlink that comes above", ANY("l/x") "d/x=1", "l@d", "list.json l/x -> nothing",
		"list.json l/x -> d/x" },
	{ "a symlink above that leads elsewhere", ANY("l/x") "d/x=1 e/x=1 l@d", "l@e",
		"list.json l/x -> d/x", "list.json l/x -> e/x" },
	{ "a symlink above a pattern that leads elsewhere", GLOB("l/*") "d/x=1 e/y=1 l@d", "l@e",
		"list.json l/* -> d/x", "list.json l/* -> e/y" },
	{ "a symlink above a pattern that led nowhere leads somewhere", GLOB("l/*") "d/x=1 l@e",
		"l@d", "list.json l/* -> nothing", "list.json l/* -> d/x" },
	{ "what a symlink led to goes", ANY("l") "l@d/x d/x=1", "d/x~", "list.json l -> d/x",
		"list.json l -> nothing" },
	{ "what a symlink led to comes, a hop further", ANY("l") "l@k k@x", "x=1",
		"list.json l -> nothing", "list.json l -> x" },
	{ "a submodule that comes above", ANY("s/x"), "s!1", "list.json s/x -> nothing",
		"list.json s/x -> s/x" },
	{ "a submodule that goes above", ANY("s/x") "s!1", "s~", "list.json s/x -> s/x",
		"list.json s/x -> nothing" },
	{ "a submodule that a directory takes the place of", ANY("s/x") "s!1", "s~ s/y=1",
		"list.json s/x -> s/x", "list.json s/x -> nothing" },

	{ "a submodule that comes inside, where an ending leads on", FILES("x") "x/y=1", "x/in!1",
		"list.json x -> nothing", "list.json x -> x/in/x.ts" },
	{ "a submodule that goes inside, where an ending leads on", FILES("x") "x/y=1 x/in!1",
		"x/in~", "list.json x -> x/in/x.ts", "list.json x -> nothing" },
	{ "a symlink that comes inside, where an ending leads on", FILES("x") "x/y=1 d/x.ts=1",
		"x/in@../d", "list.json x -> nothing", "list.json x -> d/x.ts" },

	/* a mapping whose `to` is P or above P, where the tree does not answer */
	{ "a mapping to the path comes", ANY("o") "s=1", MAP("s", "o"), "list.json o -> nothing",
		"list.json o -> s" },
	{ "a mapping to the path goes", ANY("o") "s=1 " MAP("s", "o"), "m~", "list.json o -> s",
		"list.json o -> nothing" },
	{ "a mapping to above the path comes", ANY("o/x") "s/x=1", MAP("s", "o"),
		"list.json o/x -> nothing", "list.json o/x -> s/x" },
	{ "a mapping to everything comes", ANY("o/x") "s/o/x=1", MAP("s", "."),
		"list.json o/x -> nothing", "list.json o/x -> s/o/x" },
	{ "a mapping to everything comes, for a path that sorts behind all others",
		ANY("\xff\xff/x") "s/\xff\xff/x=1", MAP("s", "."),
		"list.json \xff\xff/x -> nothing", "list.json \xff\xff/x -> s/\xff\xff/x" },
	{ "a mapping below everything comes, to a path that sorts behind all others",
		GLOB("\xff*/x.c") "s/x.c=1", MAP("s", "\xff\xff\xff"),
		"list.json \xff*/x.c -> nothing", "list.json \xff*/x.c -> s/x.c" },
	{ "a mapping to the path with an ending comes", FILES("o") "s=1", MAP("s", "o.ts"),
		"list.json o -> nothing", "list.json o -> s" },
	{ "a mapping to what is inside, by an ending, comes", FILES("o") "s=1",
		MAP("s", "o/index.ts"), "list.json o -> nothing", "list.json o -> s" },
	{ "a mapping to where an ending leads on comes", FILES("o") "s/x.ts=1", MAP("s", "o/in"),
		"list.json o -> nothing", "list.json o -> s/x.ts" },
	{ "a mapping to where an ending leads on goes", FILES("o") "s/x.ts=1 " MAP("s", "o/in"),
		"m~", "list.json o -> s/x.ts", "list.json o -> nothing" },
	{ "a mapping to where an ending leads on goes, where nothing was found",
		FILES("o") MAP("s", "o/in"), "m~", "list.json o -> nothing",
		"list.json o -> nothing" },
	{ "a mapping to the path with an ending without a dot in front comes", FILES("o") "s=1",
		MAP("s", "o-2.png"), "list.json o -> nothing", "list.json o -> s" },
	{ "a mapping to a neighbour, by an ending, comes", FILES("o") "s/x=1", MAP("s", "o.d"),
		"list.json o -> nothing", "list.json o -> s/x" },
	{ "a mapping that fills a directory with what passes its filter goes",
		ANY("o") "s/x.c=1 "
			 "m/list.json={\"map\":[{\"from\":\"s\",\"to\":\"o\",\"only\":\"*.c\"}]}",
		"m~", "list.json o -> s", "list.json o -> nothing" },
	{ "a pattern that leaves something out comes", ANY("o/x") LEAVES "s/x=1 w.gitignore=y",
		"w.gitignore=x", "list.json o/x -> s/x", "list.json o/x -> nothing" },
	{ "a list of what is left out comes", ANY("o/x") LEAVES "s/x=1", "w.gitignore=x",
		"list.json o/x -> s/x", "list.json o/x -> nothing" },
	{ "a list of what is left out goes", ANY("o/x") LEAVES "s/x=1 w.gitignore=x",
		"w.gitignore~", "list.json o/x -> nothing", "list.json o/x -> s/x" },
	{ "a way loses directories from now on", ANY("o/x") MAP("s", "o") "s/a/x=1", FLAT,
		"list.json o/x -> nothing", "list.json o/x -> s/a/x" },
	{ "a file that lost its directories comes", ANY("o/x") FLAT, "s/a/x=1",
		"list.json o/x -> nothing", "list.json o/x -> s/a/x" },
	{ "a file that lost its directories goes", ANY("o/x") FLAT "s/a/x=1", "s~",
		"list.json o/x -> s/a/x", "list.json o/x -> nothing" },
	{ "the source of a mapping comes", ANY("o/x") MAP("s", "o"), "s/x=1",
		"list.json o/x -> nothing", "list.json o/x -> s/x" },
	{ "the source of a mapping goes", ANY("o/x") MAP("s", "o") "s/x=1", "s~",
		"list.json o/x -> s/x", "list.json o/x -> nothing" },
	{ "a package comes", PACKAGE("p/x") "d/x=1", PACK("d"), "list.json p/x -> nothing",
		"list.json p/x -> d/x" },
	{ "a package moves", PACKAGE("p/x") PACK("d") "d/x=1", "d~ e/x=1 " PACK("e"),
		"list.json p/x -> d/x", "list.json p/x -> e/x" },
	{ "a name goes", "list.json={\"name\":[\"p\"]} " PACK("d"), "d~",
		"list.json p -> d/pack.json", "list.json p -> nothing" },
	{ "an app comes in between", "a/b/list.json={\"app\":[\"x\"]} a/app.json={} a/x=1",
		"a/b/app.json={}", "a/b/list.json x -> a/x", "a/b/list.json x -> a/x" },
	{ "an app goes", "a/b/list.json={\"app\":[\"x\"]} a/app.json={} a/x=1", "a/app.json~",
		"a/b/list.json x -> a/x", "a/b/list.json x -> nothing" },

	/* what a mapping hangs on besides names */
	{ "a file comes where none may be", ANY("o") VACANT "s=1", "v=1", "list.json o -> s",
		"list.json o -> nothing" },
	{ "a file goes where none may be", ANY("o") VACANT "s=1 v=1", "v~",
		"list.json o -> nothing", "list.json o -> s" },
	{ "a file that calls comes", USE("r.json") "d/x=1 " PACK("d"), "r.json={\"run\":[\"p\"]}",
		"list.json o/x -> nothing", "list.json o/x -> d/x" },
	{ "a file that calls goes", USE("r.json") "d/x=1 r.json={\"run\":[\"p\"]} " PACK("d"),
		"r.json~", "list.json o/x -> d/x", "list.json o/x -> nothing" },
	{ "a file calls another thing", USE("r.json") "d/x=1 r.json={\"run\":[\"p\"]} " PACK("d"),
		"r.json={\"run\":[\"q\"]}", "list.json o/x -> d/x", "list.json o/x -> nothing" },
	{ "what is called is another's", USE("q") "d/x=1 " PACK("d") "e/pack.json={\"name\":\"q\"}",
		"e~ d/q/pack.json={\"name\":\"q\"}", "list.json o/x -> nothing",
		"list.json o/x -> nothing" },
	{ "what is called is depended on", USE("p") "d/x=1", PACK("d"), "list.json o/x -> nothing",
		"list.json o/x -> d/x" },

	/* the one file whose path ends so */
	{ "a file with that end comes", SERVED("x/y"), "d/x/y=1", "a/list.json x/y -> nothing",
		"a/list.json x/y -> d/x/y" },
	{ "the file with that end goes", SERVED("x/y") "d/x/y=1", "d/x/y~",
		"a/list.json x/y -> d/x/y", "a/list.json x/y -> nothing" },
	{ "the directory with that end goes", SERVED("x/y") "d/e/x/y=1", "d~",
		"a/list.json x/y -> d/e/x/y", "a/list.json x/y -> nothing" },
	{ "a second file with that end comes", SERVED("x/y") "d/x/y=1", "x/y=1",
		"a/list.json x/y -> d/x/y", "a/list.json x/y -> skipped" },
	{ "the second file with that end goes", SERVED("x/y") "d/x/y=1 a/e/x/y=1", "d~",
		"a/list.json x/y -> skipped", "a/list.json x/y -> a/e/x/y" },
	{ "a file with that end comes in another app", SERVED("x/y") "b/app.json={}", "b/x/y=1",
		"a/list.json x/y -> nothing", "a/list.json x/y -> skipped" },
	{ "a file with that end comes to lie in another app", SERVED("x/y") "d/x/y=1",
		"d/app.json={}", "a/list.json x/y -> d/x/y", "a/list.json x/y -> skipped" },
	{ "a file with that end no longer lies in another app",
		SERVED("x/y") "d/x/y=1 d/app.json={}", "d/app.json~", "a/list.json x/y -> skipped",
		"a/list.json x/y -> d/x/y" },
	{ "a link comes to stand for the file with that end", SERVED("x/y") "d/x/y=1", "d/x/y@z",
		"a/list.json x/y -> d/x/y", "a/list.json x/y -> nothing" },
	{ "a mapping leads to another file than the one with that end",
		SERVED("x/y") "d/x/y=1 s/y=1", SERVE, "a/list.json x/y -> d/x/y",
		"a/list.json x/y -> s/y" },
	{ "the mapping goes that led to another file", SERVED("x/y") "d/x/y=1 s/y=1 " SERVE, "a/m~",
		"a/list.json x/y -> s/y", "a/list.json x/y -> d/x/y" },
	{ "a name alone is everywhere", SERVED("y"), "d/y=1", "a/list.json y -> nothing",
		"a/list.json y -> nothing" },

	/* a choice */
	{ "a directory above comes to have more", CHOICE("\"x\",\"y\"") "a/b/x=1", "a/x=1 a/y=1",
		"a/b/list.json x -> a/b/x, a/b/list.json y -> nothing",
		"a/b/list.json x -> a/x, a/b/list.json y -> a/y" },
	{ "a directory above comes to have as much", CHOICE("\"x\",\"y\"") "a/b/x=1", "y=1",
		"a/b/list.json x -> a/b/x, a/b/list.json y -> nothing",
		"a/b/list.json x -> a/b/x, a/b/list.json y -> nothing" },
	{ "a directory that has only a part of it goes",
		CHOICE("\"x\",\"d/*\"") "a/b/d/y=1 x=1 d/z=1", "a/b/d~",
		"a/b/list.json x -> x, a/b/list.json d/* -> d/z",
		"a/b/list.json x -> x, a/b/list.json d/* -> d/z" },
	{ "what decided the choice goes", CHOICE("\"x\",\"d/*\"") "a/b/x=1 a/b/d/y=1 x=1",
		"a/b/d~ a/b/x~", "a/b/list.json x -> a/b/x, a/b/list.json d/* -> a/b/d/y",
		"a/b/list.json x -> x, a/b/list.json d/* -> nothing" },

	/* match G: that path goes; a fitting path that sorts before it comes */
	{ "the first match goes", GLOB("d/*.c") "d/a.c=1 d/b.c=1", "d/a.c~",
		"list.json d/*.c -> d/a.c", "list.json d/*.c -> d/b.c" },
	{ "the last match goes", GLOB("d/*.c") "d/a.c=1 d/b=1", "d/a.c~",
		"list.json d/*.c -> d/a.c", "list.json d/*.c -> nothing" },
	{ "a match that sorts before comes", GLOB("d/**/*.c") "d/e/b.c=1", "d/a/z.c=1",
		"list.json d/**/*.c -> d/e/b.c", "list.json d/**/*.c -> d/a/z.c" },
	{ "a match comes in the root", GLOB("*.c"), "a.c=1", "list.json *.c -> nothing",
		"list.json *.c -> a.c" },
	{ "a match comes that is not taken away",
		"list.json={\"lists\":[[\"d/*\",\"!d/a\"]]} d/a=1", "d/b=1",
		"list.json d/* -> nothing", "list.json d/* -> d/b" },
	{ "a match comes behind a symlink", GLOB("l/*") "l@d d/y=1", "d/x=1",
		"list.json l/* -> d/y", "list.json l/* -> d/x" },
	{ "a match comes behind a mapping", GLOB("o/*.c") MAP("s", "o") "s/z=1", "s/a.c=1",
		"list.json o/*.c -> nothing", "list.json o/*.c -> s/a.c" },
	{ "a match comes behind a mapping below the prefix",
		GLOB("o/*/*.c") MAP("s", "o/p") "s/z=1", "s/a.c=1", "list.json o/*/*.c -> nothing",
		"list.json o/*/*.c -> s/a.c" },

	{ "a match comes behind a mapping of a symlink",
		GLOB("o/*/*.c") MAP("l", "o/p") "l@d d/z=1", "d/a.c=1",
		"list.json o/*/*.c -> nothing", "list.json o/*/*.c -> d/a.c" },
	{ "the one file comes that a mapping below the prefix is about",
		GLOB("o/*.c") MAP("s", "o/a.c"), "s=1", "list.json o/*.c -> nothing",
		"list.json o/*.c -> s" },

	/* a mapping at, above or below its literal prefix changes */
	{ "a mapping at the prefix comes", GLOB("o/*.c") "s/a.c=1", MAP("s", "o"),
		"list.json o/*.c -> nothing", "list.json o/*.c -> s/a.c" },
	{ "a mapping above the prefix comes", GLOB("o/p/*.c") "s/p/a.c=1", MAP("s", "o"),
		"list.json o/p/*.c -> nothing", "list.json o/p/*.c -> s/p/a.c" },
	{ "a mapping below the prefix comes", GLOB("o/*/*.c") "s/a.c=1", MAP("s", "o/p"),
		"list.json o/*/*.c -> nothing", "list.json o/*/*.c -> s/a.c" },
	{ "a mapping of one file below the prefix comes", GLOB("o/*.c") "s=1", MAP("s", "o/a.c"),
		"list.json o/*.c -> nothing", "list.json o/*.c -> s" },
	{ "a mapping below the prefix goes", GLOB("o/*/*.c") "s/a.c=1 " MAP("s", "o/p"), "m~",
		"list.json o/*/*.c -> s/a.c", "list.json o/*/*.c -> nothing" },

	/* value F#ptr: F's bytes change, and old and new differ there */
	{ "an inherited value changes",
		"p/conf.json={\"dir\":\"d\"} "
		"conf.json={\"base\":\"p/conf.json\",\"things\":[\"x\"]} "
		"p/d/x=1 p/e/x=1",
		"p/conf.json={\"dir\":\"e\"}",
		"conf.json p/conf.json -> p/conf.json, "
		"conf.json x -> p/d/x",
		"conf.json p/conf.json -> p/conf.json, conf.json x -> p/e/x" },
	{ "an inherited value comes",
		"p/conf.json={} conf.json={\"base\":\"p/conf.json\",\"things\":[\"x\"]} p/d/x=1",
		"p/conf.json={\"dir\":\"d\"}",
		"conf.json p/conf.json -> p/conf.json, "
		"conf.json x -> nothing",
		"conf.json p/conf.json -> p/conf.json, conf.json x -> p/d/x" },
	{ "the parent of a parent changes",
		"p/conf.json={\"base\":\"../q/conf.json\"} q/conf.json={\"dir\":\"d\"} "
		"r/conf.json={\"dir\":\"d\"} "
		"conf.json={\"base\":\"p/conf.json\",\"things\":[\"x\"]} "
		"q/d/x=1 r/d/x=1",
		"p/conf.json={\"base\":\"../r/conf.json\"}",
		"conf.json p/conf.json -> p/conf.json, conf.json x -> q/d/x, "
		"p/conf.json ../q/conf.json -> q/conf.json",
		"conf.json p/conf.json -> p/conf.json, conf.json x -> r/d/x, "
		"p/conf.json ../r/conf.json -> r/conf.json" },
	{ "a parent comes to lie in a submodule",
		"conf.json={\"base\":\"p/conf.json\",\"things\":[\"x\"]} x=1", "p!1",
		"conf.json p/conf.json -> nothing, conf.json x -> skipped",
		"conf.json p/conf.json -> p/conf.json, conf.json x -> skipped" },
	{ "a parent that has no value cannot be read any more",
		"p/conf.json={} conf.json={\"base\":\"p/conf.json\",\"things\":[\"x\"]} x=1",
		"p/conf.json={", "conf.json p/conf.json -> p/conf.json, conf.json x -> x",
		"conf.json p/conf.json -> p/conf.json, conf.json x -> skipped" },
};

static void whoever_asked_what_changed_is_judged_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof histories / sizeof *histories; i++) {
		const struct history *row = &histories[i];
		struct str text = STR_INIT;
		struct graph *anew;
		struct town town;
		struct oid root;

		if (strstr(row->before, "tool.js") && !script_can_read()) {
			print_message("skipped: %s\n", row->name);
			continue;
		}
		town_init(&town);
		root = town_put(&town, row->before);
		town_go(&town, town.graph, &root, NULL);
		town_tell(&text, town.graph);
		assert_row_string_equal(row->name, text.data, row->told_before);

		root = town_put(&town, row->changes);
		town_go(&town, town.graph, &root, NULL);

		town_tell(&text, town.graph);
		assert_row_string_equal(row->name, text.data, row->told_after);
		anew = town_graph(&town);
		town_go(&town, anew, &root, NULL);
		town_compare(&text, anew, town.graph);
		assert_row_string_equal(row->name, text.data, "");
		graph_free(anew);
		town_release(&town);
		str_release(&text);
	}
}

/* ---- who is left alone ---- */

struct alone {
	const char *name, *before, *changes, *woken;
};

static const struct alone alone[] = {
	{ "bytes that change where a path was asked for", ANY("x") "x=1", "x=2", "" },
	{ "another path comes", ANY("x"), "y=1", "" },
	{ "a neighbour of a pattern comes", GLOB("d/*.c") "d/a.c=1", "d/b.h=1", "" },
	{ "a fitting path comes elsewhere", GLOB("d/*.c"), "e/a.c=1", "" },
	{ "bytes of a match change", GLOB("d/*.c") "d/a.c=1", "d/a.c=2", "" },
	{ "a path without one of the endings comes", FILES("x"), "x.js=1", "" },
	{ "a directory comes in which an ending leads on", FILES("x") "x/y=1", "x/in/y=1", "" },
	{ "a value that nobody asked for changes",
		"p/conf.json={\"dir\":\"d\"} "
		"conf.json={\"base\":\"p/conf.json\",\"things\":[\"x\"]}",
		"p/conf.json={\"dir\":\"d\",\"more\":1}", "" },
	{ "a value that somebody asked for changes",
		"p/conf.json={\"dir\":\"d\"} "
		"conf.json={\"base\":\"p/conf.json\",\"things\":[\"x\"]}",
		"p/conf.json={\"dir\":\"e\"}", "conf.json" },
	{ "one of two asked", ANY("x") "d/list.json={\"any\":[\"x\"]}", "d/x=1", "d/list.json" },
	{ "both asked", ANY("d/x") "d/list.json={\"any\":[\"x\"]}", "d/x=1",
		"d/list.json list.json" },
};

struct woken {
	struct waker waker;
	struct map paths;
	struct graph *graph;
	struct err *err;
};

static int note(struct waker *waker, int64_t manifest, struct err *err)
{
	struct woken *woken = waker->payload;
	sqlite3_stmt *statement = store_prepare(&woken->graph->store, Q_PATH_OF, err);
	struct arena arena = ARENA_INIT;

	bind_number(statement, 1, manifest);
	assert_int_equal(store_step(&woken->graph->store, statement, err), 1);
	map_set(&woken->paths, column_text(statement, 0, &arena), woken);
	sqlite3_reset(statement);
	arena_release(&arena);
	return 0;
}

static int wake(const struct change *change, void *payload)
{
	struct woken *woken = payload;

	return wake_for_change(&woken->waker, change, woken->err);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(((const struct map_entry *)a)->key, ((const struct map_entry *)b)->key);
}

/* Who is woken by the way from where the graph stands to `root`, or by a mapping to `to`. */
static void tell_woken(struct str *out, struct town *town, const struct oid *root, const char *to)
{
	struct snapshot *after = snapshot_new(memory_source_objects(town->source), root);
	struct graph_world world;
	struct arena arena = ARENA_INIT;
	struct err err;
	struct woken woken = { .paths = MAP_INIT, .graph = town->graph, .err = &err };

	world_init(&world, &town->graph->rows, after);
	waker_init(&woken.waker, &town->graph->rows, &world, &arena);
	woken.waker.before = graph_snapshot(town->graph);
	woken.waker.after = after;
	woken.waker.wake = note;
	woken.waker.payload = &woken;
	if (to)
		assert_ok(wake_for_mapping(&woken.waker, to, &err));
	else
		assert_ok(changes_walk(woken.waker.before, after, wake, &woken, &err));
	str_clear(out);
	if (woken.paths.count)
		qsort(woken.paths.entries, woken.paths.count, sizeof *woken.paths.entries, by_text);
	for (size_t i = 0; i < woken.paths.count; i++)
		str_addf(out, "%s%s", i ? " " : "", woken.paths.entries[i].key);
	map_release(&woken.paths);
	waker_release(&woken.waker);
	world_release(&world);
	snapshot_free(after);
	arena_release(&arena);
}

static void who_asked_for_nothing_that_changed_is_left_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
		struct str text = STR_INIT;
		struct town town;
		struct oid root;

		town_init(&town);
		root = town_put(&town, alone[i].before);
		town_go(&town, town.graph, &root, NULL);
		root = town_put(&town, alone[i].changes);

		tell_woken(&text, &town, &root, NULL);

		assert_row_string_equal(alone[i].name, text.data, alone[i].woken);
		town_release(&town);
		str_release(&text);
	}
}

/* A mapping to `o` comes or goes. */
static const struct alone mapped[] = {
	{ "a path that nothing answers", ANY("o"), NULL, "list.json" },
	{ "a path that the tree answers", ANY("o") "o=1", NULL, "" },
	{ "a path below that nothing answers", ANY("o/x"), NULL, "list.json" },
	{ "a path below that the tree answers", ANY("o/x") "o/x=1", NULL, "" },
	{ "a path with endings that the tree answers", "a/list.json={\"file\":[\"../o\"]} o.ts=1",
		NULL, "" },
	{ "a pattern at it that nothing answers", GLOB("o/*"), NULL, "list.json" },
	{ "a pattern at it that the tree answers", GLOB("o/*") "o/x=1", NULL, "" },
	{ "a pattern above that the tree answers", GLOB("*/x") "a/x=1", NULL, "" },
	{ "a pattern above that it cannot fit", GLOB("*.c"), NULL, "" },
	{ "another path", ANY("oo"), NULL, "" },
};

static void a_mapping_concerns_only_whom_the_tree_does_not_answer(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mapped / sizeof *mapped; i++) {
		struct str text = STR_INIT;
		struct town town;
		struct oid root;

		town_init(&town);
		root = town_put(&town, mapped[i].before);
		town_go(&town, town.graph, &root, NULL);

		tell_woken(&text, &town, &root, "o");

		assert_row_string_equal(mapped[i].name, text.data, mapped[i].woken);
		town_release(&town);
		str_release(&text);
	}
}

/* ---- who names a directory ---- */

static const struct {
	const char *name, *tree, *directory, *referrers;
} named[] = {
	{ "by its path", ANY("d") "d/x=1", "d", "list.json d" },
	{ "by what is in it", ANY("d/e/x") "d/e/x=1", "d", "list.json d/e/x" },
	{ "by a pattern in it", GLOB("d/e/*") "d/e/x=1", "d", "list.json d/e/*" },
	{ "by a pattern above it", GLOB("**/*.c") "d/e/a.c=1", "d/e", "list.json **/*.c" },
	{ "by an ending that leads into it", FILES("d") "d/in/x.ts=1", "d/in", "list.json d" },
	{ "by nobody", ANY("x") "d/x=1", "d", "" },
};

static int tell_referrer(const struct reference *reference, void *payload)
{
	str_addf(payload, "%s %s", reference->manifest, reference->raw);
	return 0;
}

static void a_directory_is_named_by_all_who_would_miss_what_is_in_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
		struct str text = STR_INIT;
		struct town town;
		struct oid root;
		struct err err;

		town_init(&town);
		root = town_put(&town, named[i].tree);
		town_go(&town, town.graph, &root, NULL);

		assert_ok(graph_each_referrer(
			town.graph, named[i].directory, tell_referrer, &text, &err));

		assert_row_string_equal(named[i].name, text.data, named[i].referrers);
		town_release(&town);
		str_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whoever_asked_what_changed_is_judged_again),
		cmocka_unit_test(who_asked_for_nothing_that_changed_is_left_alone),
		cmocka_unit_test(a_mapping_concerns_only_whom_the_tree_does_not_answer),
		cmocka_unit_test(a_directory_is_named_by_all_who_would_miss_what_is_in_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
