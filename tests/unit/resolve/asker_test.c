/*
 * asker_test.c - the three questions, asked of a world made by hand: what is answered, which
 * questions are kept, and that nothing is looked at beside them.
 */
#include "hand_world.h"

#include <string.h>

#include "support/assert.h"

struct row {
	const char *name, *tree, *mappings, *names;
	const char *asked; /* a path with "+ending" behind it, or a pattern with " -negation" */
	const char *answer, *questions;
};

static const struct row paths[] = {
	/* the tree */
	{ "a file", "d/x=1", NULL, NULL, "d/x", "file d/x", "path d/x!" },
	{ "a directory", "d/x=1", NULL, NULL, "d", "directory d", "path d!" },
	{ "the root", "x=1", NULL, NULL, "", "directory ", "path !" },
	{ "nothing", "d/x=1", NULL, NULL, "d/y", "nothing", "path d/y" },
	{ "nothing below a file", "x=1", NULL, NULL, "x/y", "nothing", "path x/y" },
	{ "an ending", "x.ts=1", NULL, NULL, "x++.js+.ts", "file x.ts", "path x++.js+.ts!" },
	{ "the first of two endings", "x.ts=1 x.js=1", NULL, NULL, "x+.js+.ts", "file x.js",
		"path x+.js+.ts!" },
	{ "an ending of the root", "index.ts=1", NULL, NULL, "+/index.ts", "file index.ts",
		"path +/index.ts!" },
	{ "endings that the graph does not find from their stem", "x-2.png=1", NULL, NULL,
		"x+.png+-2.png+.d/y", "file x-2.png", "path x+.png!, path x-2.png!, path x.d/y!" },
	{ "endings of nothing", "y=1", NULL, NULL, "x++.ts", "nothing", "path x++.ts" },

	/* symlinks and submodules */
	{ "a symlink", "l@d/x d/x=1", NULL, NULL, "l", "file d/x", "path l!, path d/x!" },
	{ "a symlink above", "l@d d/x=1", NULL, NULL, "l/x", "file d/x", "path l/x!, path d/x!" },
	{ "a symlink inside of another", "a/l@../k k@d d/x=1", NULL, NULL, "a/l/x", "file d/x",
		"path a/l/x!, path k/x!, path d/x!" },
	{ "a symlink to nothing", "l@x", NULL, NULL, "l", "nothing", "path l, path x!" },
	{ "a symlink to itself", "l@l", NULL, NULL, "l", "nothing", "path l" },
	{ "symlinks in a circle", "a@b b@a", NULL, NULL, "a", "nothing", "path a, path b!" },
	{ "a symlink out of the repository", "d/l@../../x x=1", NULL, NULL, "d/l", "nothing",
		"path d/l" },
	{ "a symlink from the root of the disk", "l@/x x=1", NULL, NULL, "l", "nothing", "path l" },
	{ "an empty symlink", "l@ x=1", NULL, NULL, "l", "nothing", "path l" },
	{ "a submodule", "s!1", NULL, NULL, "s", "submodule s", "path s!" },
	{ "what lies in a submodule", "s!1", NULL, NULL, "s/x/y", "submodule s/x/y",
		"path s/x/y!" },

	/* mappings */
	{ "a mapping to the path", "s=1", "s>o", NULL, "o", "file s by m0", "path o, path s!" },
	{ "a mapping to above the path", "s/x/y=1", "s>o", NULL, "o/x/y", "file s/x/y by m0",
		"path o/x/y, path s/x/y!" },
	{ "the tree before a mapping", "o=1 s=1", "s>o", NULL, "o", "file o", "path o!" },
	{ "the tree with another ending before a mapping", "o.ts=1 s=1", "s>o", NULL, "o++.ts",
		"file o.ts", "path o++.ts!" },
	{ "the longest before a shorter", "a/p/x=1 b/x=1", "a>o b>o/p", NULL, "o/p/x",
		"file b/x by m1", "path o/p/x, path b/x!" },
	{ "a shorter where the longest has nothing", "a/p/x=1", "a>o b>o/p", NULL, "o/p/x",
		"file a/p/x by m0", "path o/p/x, path b/x, path a/p/x!" },
	{ "the first of two", "a=1 b=1", "a>o b>o", NULL, "o", "file a by m0", "path o, path a!" },
	{ "the second where the first has nothing", "b=1", "a>o b>o", NULL, "o", "file b by m1",
		"path o, path a, path b!" },
	{ "a mapping of everything", "s/o/x=1", "s>", NULL, "o/x", "file s/o/x by m0",
		"path o/x, path s/o/x!" },
	{ "a mapping into a space", "s/x=1", "s>served:a", NULL, "served:a/x", "file s/x by m0",
		"path served:a/x, path s/x!" },
	{ "mappings one behind another", "s/x=1", "s>out:t/u out:t>a a/u>served:a", NULL,
		"served:a/x", "file s/x by m2 m1 m0",
		"path served:a/x, path a/u/x, path out:t/u/x, path s/x!" },
	{ "mappings in a circle", "z=1", "b>a a>b", NULL, "a/x", "nothing", "path a/x, path b/x" },
	{ "a bound before a filter", "z=1", "a/a>a s>a?**/*.c", NULL, "a", "nothing, bound reached",
		NULL },
	{ "a mapping that grows without end", "z=1", "a/a>a", NULL, "a/x", "nothing, bound reached",
		NULL },
	{ "nine mappings one behind another", "i=1", "b>a c>b d>c e>d f>e g>f h>g i>h", NULL, "a",
		"file i by m0 m1 m2 m3 m4 m5 m6 m7", NULL },
	{ "one more", "j=1", "b>a c>b d>c e>d f>e g>f h>g i>h j>i", NULL, "a",
		"nothing, bound reached", NULL },
	{ "a symlink behind a mapping", "s/l@../x x=1", "s>o", NULL, "o/l", "file x by m0",
		"path o/l, path s/l!, path x!" },
	{ "what passes a filter", "s/x.c=1", "s>o?**/*.c", NULL, "o/x.c", "file s/x.c by m0",
		"path o/x.c, path s/x.c!" },
	{ "what does not pass a filter", "s/x.h=1", "s>o?**/*.c", NULL, "o/x.h", "nothing", NULL },
	{ "a directory on the way to what passes", "s/d/x.c=1", "s>o?**/*.c", NULL, "o/d",
		"directory s/d by m0", "path o/d, path s/d!" },
	{ "a filled directory", "s/x.c=1", "s>o?**/*.c", NULL, "o", "directory s by m0",
		"path o, match s s/**/*.c!" },
	{ "a filled directory whose source reads like a pattern", "[s]/x.c=1", "[s]>o?**/*.c", NULL,
		"o", "directory [s] by m0", NULL },
	{ "a directory of which nothing passes", "s/x.h=1", "s>o?**/*.c", NULL, "o", "nothing",
		"path o, match s s/**/*.c" },

	/* what a mapping leaves out */
	{ "what is left out", "s/x.c=1", "s>o^**/*.c", NULL, "o/x.c", "nothing", "path o/x.c" },
	{ "what is not left out", "s/x.h=1", "s>o^**/*.c", NULL, "o/x.h", "file s/x.h by m0",
		"path o/x.h, path s/x.h!" },
	{ "what is taken out of that again", "s/a/x=1 s/a/y=1", "s>o^a,!a/y", NULL, "o/a/y",
		"file s/a/y by m0", NULL },
	{ "a directory that is left out", "s/a/x=1", "s>o^a", NULL, "o/a", "nothing", NULL },
	{ "a directory that is left out, but for a file", "s/a/x=1 s/a/y=1", "s>o^a,!a/y", NULL,
		"o/a", "directory s/a by m0", "path o/a, match s/a s/a/**!" },
	{ "a directory of which everything is left out", "s/a/x=1", "s>o^**/x", NULL, "o/a",
		"directory s/a by m0", NULL },
	{ "a directory without what passes", "s/x.c=1 s/y.c=1", "s>o?*.c^x.c,y.c", NULL, "o",
		"nothing", NULL },
	{ "what nobody knows to be left out", "s/x=1", "s>o^,", NULL, "o/x",
		"nothing, bound reached", NULL },

	/* what is lost on the way */
	{ "a file that lost its directories", "s/a/b/x.c=1", "s>o%flatten", NULL, "o/x.c",
		"file s/a/b/x.c by m0", "path o/x.c, match s s/**/x.c!" },
	{ "the first of two that come to lie at one place", "s/b/x=1 s/a/x=1", "s>o%flatten", NULL,
		"o/x", "file s/a/x by m0", NULL },
	{ "a directory that is lost", "s/a/x=1", "s>o%flatten", NULL, "o/a", "nothing", NULL },
	{ "where everything comes to lie", "s/a/x=1", "s>o%flatten", NULL, "o",
		"directory s/a by m0", "path o, match s s/**!" },
	{ "a file below a directory that is lost", "s/a/x=1", "s>o%strip:1", NULL, "o/x",
		"file s/a/x by m0", "path o/x, match s s/*/x!" },
	{ "a directory below one that is lost", "s/a/b/x=1", "s>o%strip:1", NULL, "o/b",
		"directory s/a/b by m0", "path o/b, match s s/*/b, match s s/*/b/**!" },
	{ "what lies too high to come along", "s/x=1", "s>o%strip:1", NULL, "o/x", "nothing",
		NULL },
	{ "another ending", "s/d/x.scss=1", "s>o%ext:.scss=.css", NULL, "o/d/x.css",
		"file s/d/x.scss by m0", "path o/d/x.css, match s/d s/d/{x.scss,x.css}!" },
	{ "the ending that was lost", "s/x.scss=1", "s>o%ext:.scss=.css", NULL, "o/x.scss",
		"nothing", NULL },
	{ "an ending that is not lost", "s/x.js=1", "s>o%ext:.ts=.js,ext:.tsx=.js", NULL, "o/x.js",
		"file s/x.js by m0", NULL },
	{ "all losses at once", "s/p/a/x.ts=1 s/x.ts=1", "s>o%strip:1,flatten,ext:.ts=.js", NULL,
		"o/x.js", "file s/p/a/x.ts by m0", NULL },
	{ "a loss and a filter", "s/a/x=1 s/b/x=1", "s>o?b/*%flatten", NULL, "o/x",
		"file s/b/x by m0", NULL },
	{ "a loss and what is left out", "s/a/x=1 s/b/x=1", "s>o^a%flatten", NULL, "o/x",
		"file s/b/x by m0", NULL },
	{ "a loss behind a mapping", "s/a/x=1", "s>p%flatten p>o", NULL, "o/x",
		"file s/a/x by m1 m0", NULL },
	{ "a mapping behind a loss", "s/x=1", "s>p/a p>o%flatten", NULL, "o/x", "file s/x by m1 m0",
		NULL },
	{ "a name that reads like a pattern, lost", "s/a/[x]=1 s/b/x=1", "s>o%flatten", NULL,
		"o/[x]", "file s/a/[x] by m0", NULL },

	/* names */
	{ "a name's directory", "d/x=1", NULL, "npm:p=d", "npm:p/x", "file d/x by d/pack",
		"path npm:p/x, path d/x!" },
	{ "a scoped name", "d/x=1", NULL, "npm:@a/p=d", "npm:@a/p/x", "file d/x by d/pack",
		"path npm:@a/p/x, path d/x!" },
	{ "a name that nobody provides", "d/x=1", NULL, NULL, "npm:p/x", "nothing",
		"path npm:p/x" },
	{ "a mapping before a name", "d/x=1 e/x=1", "e>npm:p", "npm:p=d", "npm:p/x",
		"file e/x by m0", "path npm:p/x, path e/x!" },
};

static bool is_anything(enum entry_kind kind)
{
	return kind != ENTRY_NOTHING;
}

static bool is_file(enum entry_kind kind)
{
	return kind == ENTRY_FILE;
}

static void tell(struct str *out, int found, const struct answer *answer)
{
	static const char *const kinds[] = { "nothing", "file", "directory", "symlink",
		"submodule" };

	str_clear(out);
	if (found == 1)
		str_addf(out, "%s %s", kinds[answer->kind], answer->path);
	else
		str_addf(out, "nothing%s", answer->bound_reached ? ", bound reached" : "");
	for (size_t i = 0; found == 1 && i < answer->via_count; i++)
		str_addf(out, "%s%s", i ? " " : " by ", answer->via[i].manifest);
}

struct asked {
	struct hand_world world;
	struct asker *asker;
	struct arena arena;
	struct str told;
};

static void start(struct asked *asked, const struct row *row)
{
	*asked = (struct asked){ .told = STR_INIT, .arena = ARENA_INIT };
	hand_world_init(&asked->world, row->tree, row->mappings, row->names);
	asked->asker = asker_new(&asked->world.world);
	asker_start(asked->asker, &asked->arena);
	asker_set_step(asked->asker, STEP_RESOLVE);
}

static void check_row(
	struct asked *asked, const struct row *row, int found, const struct answer *answer)
{
	tell(&asked->told, found, answer);
	assert_row_string_equal(row->name, asked->told.data, row->answer);
	hand_world_questions(&asked->told, asked->asker);
	if (row->questions)
		assert_row_string_equal(row->name, asked->told.data, row->questions);
	hand_world_uncovered(&asked->told, &asked->world, asked->asker);
	assert_row_string_equal(row->name, asked->told.data, "");
}

static void end(struct asked *asked)
{
	asker_free(asked->asker);
	hand_world_release(&asked->world);
	arena_release(&asked->arena);
	str_release(&asked->told);
}

static void a_path_is_looked_up_in_the_tree_then_behind_mappings(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		const char *items[8] = { "" };
		struct texts endings = { items, 0 };
		struct answer answer;
		struct asked asked;
		struct err err;
		char *path, *ending;
		int found;

		start(&asked, &paths[i]);
		path = arena_text(&asked.arena, paths[i].asked);
		for (ending = strchr(path, '+'); ending; ending = strchr(ending, '+')) {
			*ending++ = '\0';
			items[endings.count++] = ending;
		}

		found = ask_path(asked.asker, path, &endings, endings.count ? is_file : is_anything,
			&answer, &err);

		check_row(&asked, &paths[i], found, &answer);
		end(&asked);
	}
}

static const struct row matches[] = {
	{ "the first in the order of bytes", "d/b=1 d/a/z=1 d/a.x=1", NULL, NULL, "d/**",
		"file d/a.x", "match d d/**!" },
	{ "nothing", "d/x=1", NULL, NULL, "d/*.c", "nothing", "match d d/*.c" },
	{ "a prefix that is not there", "d/x=1", NULL, NULL, "e/f/*.c", "nothing",
		"match e/f e/f/*.c" },
	{ "one that is taken away", "d/a=1 d/b=1", NULL, NULL, "d/* -d/a", "file d/b",
		"match d d/* -d/a!" },
	{ "a directory that is taken away", "d/a/x=1 d/b=1", NULL, NULL, "d/** -d/a", "file d/b",
		"match d d/** -d/a!" },
	{ "only below its prefix", "a/x.c=1 d/x.c=1", NULL, NULL, "d/*.c", "file d/x.c",
		"match d d/*.c!" },
	{ "a symlink below the prefix is not followed", "d/l@../e e/x=1", NULL, NULL, "d/*/x",
		"nothing", "match d d/*/x" },
	{ "a symlink is a match itself", "d/l@../e e/x=1", NULL, NULL, "d/*", "symlink d/l",
		"match d d/*!" },
	{ "a symlink on the prefix", "l@d d/x.c=1", NULL, NULL, "l/*.c", "file d/x.c",
		"path d!, match d d/**!, match l l/*.c!" },
	{ "in a submodule", "s!1", NULL, NULL, "s/d/*.c", "submodule s/d", "match s/d s/d/*.c!" },
	{ "behind a mapping to the prefix", "s/x.c=1", "s>o", NULL, "o/*.c", "file s/x.c by m0",
		"match o o/*.c, match s s/*.c!" },
	{ "behind a mapping to above the prefix", "s/p/x.c=1", "s>o", NULL, "o/p/*.c",
		"file s/p/x.c by m0", "match o/p o/p/*.c, match s/p s/p/*.c!" },
	{ "behind a mapping that has a filter", "s/a.h=1 s/b.c=1", "s>o?*.c", NULL, "o/*",
		"file s/b.c by m0", NULL },
	{ "a negation behind a mapping", "s/a=1 s/b=1", "s>o", NULL, "o/* -o/a", "file s/b by m0",
		"match o o/* -o/a, match s s/*!" },
	{ "behind a mapping below the prefix", "s/x.c=1", "s>o/p", NULL, "o/*/*.c",
		"file s/x.c by m0", "match o o/*/*.c, path s!, match s s/**!" },
	{ "a mapping of one file below the prefix", "s=1", "s>o/x.c", NULL, "o/*.c", "file s by m0",
		"match o o/*.c, path s!, match s s/**!" },
	{ "what a filter of two mappings lets through", "s/x.c=1 s/a.h=1 s/y.c=1",
		"s>p/q^x.c p>o?**/*.c", NULL, "o/**", "file s/y.c by m1 m0", NULL },
	{ "a match that is left out", "s/a=1 s/b=1", "s>o^a", NULL, "o/*", "file s/b by m0", NULL },
	{ "a match below the prefix that is left out", "s/a=1 s/b=1", "s>o/p^a", NULL, "o/**",
		"file s/b by m0", NULL },
	{ "a negation of what lost its directories", "s/a/x=1 s/b/y=1", "s>o%flatten", NULL,
		"o/* -o/x", "file s/b/y by m0", NULL },
	{ "a pattern of what lost its directories", "s/a/x.c=1", "s>o%flatten", NULL, "o/**/*.c",
		"file s/a/x.c by m0", "match o o/**/*.c, match s s/**/*.c!" },
	{ "a pattern for directories that are lost", "s/a/x.c=1", "s>o%flatten", NULL, "o/*/*.c",
		"nothing", NULL },
	{ "a pattern of what lost its ending", "s/x.ts=1", "s>o%ext:.ts=.js", NULL, "o/*.{js,css}",
		"file s/x.ts by m0", NULL },
	{ "an open pattern of what lost its ending", "s/x.ts=1", "s>o%ext:.ts=.js", NULL, "o/*.j?",
		"file s/x.ts by m0", NULL },
	{ "what lost its directories below the prefix", "s/a/x.c=1", "s>o/p%flatten", NULL,
		"o/*/*.c", "file s/a/x.c by m0", NULL },
	{ "the tree before a mapping", "o/z.c=1 s/a.c=1", "s>o", NULL, "o/*.c", "file o/z.c",
		"match o o/*.c!" },
	{ "in a package", "d/x.c=1", NULL, "npm:p=d", "npm:p/*.c", "file d/x.c by d/pack",
		"match npm:p npm:p/*.c, match d d/*.c!" },
	{ "in all of a space", "d/x=1", NULL, "npm:p=d", "npm:*", "nothing, bound reached", "" },
	{ "a line break in a pattern", "d/a=1", NULL, NULL, "d/a\n*", "nothing", "match d d/a?*" },
};

static void a_match_is_the_first_path_that_fits(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof matches / sizeof *matches; i++) {
		const char *negation = NULL;
		struct answer answer;
		struct asked asked;
		struct err err;
		char *pattern, *space;
		int found;

		start(&asked, &matches[i]);
		pattern = arena_text(&asked.arena, matches[i].asked);
		space = strstr(pattern, " -");
		if (space) {
			*space = '\0';
			negation = space + 2;
		}

		found = ask_match(asked.asker, pattern, &negation, negation != NULL, &answer, &err);

		check_row(&asked, &matches[i], found, &answer);
		end(&asked);
	}
}

/* ---- bind, names, values ---- */

static void bind_sees_names_but_no_mapping(void **state)
{
	const struct row row = { "", "s/x=1 d/x=1", "s>o d>npm:q", "npm:p=d", "", "", "" };
	struct provider provider;
	struct answer answer;
	struct asked asked;
	struct err err;

	(void)state;
	start(&asked, &row);
	asker_set_step(asked.asker, STEP_BIND);

	assert_answer(ask_path(asked.asker, "o/x", NULL, is_anything, &answer, &err), 0);
	assert_answer(ask_path(asked.asker, "npm:q/x", NULL, is_anything, &answer, &err), 0);
	assert_answer(ask_path(asked.asker, "npm:p/x", NULL, is_anything, &answer, &err), 1);
	assert_string_equal(answer.path, "d/x");
	assert_answer(ask_name(asked.asker, "npm:p", &provider, &err), 1);
	assert_answer(ask_name(asked.asker, "npm:none", &provider, &err), 0);

	hand_world_questions(&asked.told, asked.asker);
	assert_string_equal(asked.told.data, "path o/x, path npm:q/x, path npm:p/x, path d/x!, "
					     "path npm:p, path npm:none");
	hand_world_uncovered(&asked.told, &asked.world, asked.asker);
	assert_string_equal(asked.told.data, "");
	end(&asked);
}

static void a_value_is_asked_for_by_its_pointer(void **state)
{
	const struct row row = { "", "f={\"a\":{\"b\":7}} g={", NULL, NULL, "", "", "" };
	const struct node *value;
	struct answer answer;
	struct asked asked;
	struct err err;
	bool readable;

	(void)state;
	start(&asked, &row);
	assert_answer(ask_path(asked.asker, "f", NULL, is_file, &answer, &err), 1);

	assert_answer(ask_value(asked.asker, "f", &answer.oid, "/a/b", &value, &readable, &err), 1);
	assert_true(readable);
	assert_string_equal(value->text, "7");
	assert_answer(ask_value(asked.asker, "f", &answer.oid, "/a/c", &value, &readable, &err), 0);
	assert_true(readable);
	assert_answer(ask_path(asked.asker, "g", NULL, is_file, &answer, &err), 1);
	assert_answer(ask_value(asked.asker, "g", &answer.oid, "/a", &value, &readable, &err), 0);
	assert_false(readable);

	hand_world_questions(&asked.told, asked.asker);
	assert_string_equal(
		asked.told.data, "path f!, value f#/a/b!, value f#/a/c!, path g!, value g#/a!");
	hand_world_uncovered(&asked.told, &asked.world, asked.asker);
	assert_string_equal(asked.told.data, "");
	end(&asked);
}

static void a_file_of_the_tree_is_never_one_of_a_space(void **state)
{
	const struct row row = { "", "npm:p=1 l@npm:p", "s>npm:p", NULL, "", "", "" };
	struct asked asked;
	struct err err;

	(void)state;
	start(&asked, &row);

	assert_answer(ask_file(asked.asker, "npm:p", &err), 1);
	assert_answer(ask_file(asked.asker, "l", &err), 1);
	assert_answer(ask_file(asked.asker, "none", &err), 0);

	hand_world_uncovered(&asked.told, &asked.world, asked.asker);
	assert_string_equal(asked.told.data, "");
	end(&asked);
}

/* ---- keeping ---- */

static void a_question_asked_twice_is_kept_once_and_open_if_it_ever_was(void **state)
{
	const struct row row = { "", "x=1", NULL, NULL, "", "", "" };
	struct asked asked;

	(void)state;
	start(&asked, &row);
	asker_keep(asked.asker, QUESTION_PATH, "x", "", true);
	asker_keep(asked.asker, QUESTION_PATH, "x", ".ts", true);
	asker_keep(asked.asker, QUESTION_PATH, "x", "", false);
	asker_keep(asked.asker, QUESTION_PATH, "x", ".ts", true);
	asker_keep(asked.asker, QUESTION_VALUE, "x", "", true);

	hand_world_questions(&asked.told, asked.asker);
	assert_string_equal(asked.told.data, "path x, path x+.ts!, value x!");

	asker_start(asked.asker, &asked.arena);
	hand_world_questions(&asked.told, asked.asker);
	assert_string_equal(asked.told.data, "");
	end(&asked);
}

static void what_was_looked_up_is_counted_for_each_reference_anew(void **state)
{
	struct row row = { "", "z=1", NULL, NULL, "", "", "" };
	struct str many = STR_INIT;
	struct answer answer;
	struct asked asked;
	struct err err;

	(void)state;
	for (int i = 0; i < LOOKUP_COUNT_MAX; i++)
		str_addf(&many, "%ss%d>o", i ? " " : "", i);
	row.mappings = many.data;
	start(&asked, &row);

	assert_answer(ask_path(asked.asker, "o", NULL, is_anything, &answer, &err), 0);
	assert_false(answer.bound_reached);
	assert_answer(ask_path(asked.asker, "o", NULL, is_anything, &answer, &err), 0);
	assert_true(answer.bound_reached);
	asker_start_reference(asked.asker);
	assert_answer(ask_path(asked.asker, "o", NULL, is_anything, &answer, &err), 0);
	assert_false(answer.bound_reached);

	hand_world_uncovered(&asked.told, &asked.world, asked.asker);
	assert_string_equal(asked.told.data, "");
	end(&asked);
	str_release(&many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_is_looked_up_in_the_tree_then_behind_mappings),
		cmocka_unit_test(a_match_is_the_first_path_that_fits),
		cmocka_unit_test(bind_sees_names_but_no_mapping),
		cmocka_unit_test(a_value_is_asked_for_by_its_pointer),
		cmocka_unit_test(a_file_of_the_tree_is_never_one_of_a_space),
		cmocka_unit_test(a_question_asked_twice_is_kept_once_and_open_if_it_ever_was),
		cmocka_unit_test(what_was_looked_up_is_counted_for_each_reference_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
