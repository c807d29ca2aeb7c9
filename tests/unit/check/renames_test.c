/* renames_test.c - where went what went? */
#include "check/renames.h"
#include "support/assert.h"
#include "support/trees.h"

struct sides {
	struct arena arena;
	struct memory_source *source;
	struct snapshot *base, *head;
	VEC(struct path_change) changes;
	struct renames *renames;
};

static int keep(const struct change *change, void *payload)
{
	struct sides *sides = payload;

	vec_push(&sides->changes,
		(struct path_change){ arena_text(&sides->arena, change->path), change->before,
			change->after, change->before_oid, change->after_oid });
	return 0;
}

static void sides_make(struct sides *sides, const char *base, const char *changes)
{
	struct err err;

	memset(sides, 0, sizeof(*sides));
	sides->base = trees_snapshot(&sides->source, base);
	trees_put(sides->source, changes);
	sides->head = memory_source_snapshot(sides->source);
	assert_ok(changes_walk(sides->base, sides->head, keep, sides, &err));
	sides->renames = renames_new(sides->changes.items, sides->changes.count, sides->base,
		sides->head, &sides->arena);
}

static void sides_release(struct sides *sides)
{
	renames_free(sides->renames);
	vec_release(&sides->changes);
	snapshot_free(sides->base);
	snapshot_free(sides->head);
	memory_source_free(sides->source);
	arena_release(&sides->arena);
}

struct row {
	const char *name, *base, *changes, *path, *to; /* to: "?" in front if it is not certain */
};

static const struct row rows[] = {
	{ "the same bytes", "a=1", "a~ b=1", "a", "b" },
	{ "the same name first", "d/a=1", "d~ e/b=1 f/a=1", "d/a", "f/a" },
	{ "then the same parent", "d/a=1 d/x=2", "d/a~ e/b=1 d/c=1", "d/a", "d/c" },
	{ "two that fit as well", "a=1", "a~ d/b=1 d/c=1", "a", "?d/b" },
	{ "a directory, by its tree", "p/d/a=1 p/d/b=2", "p~ q/e/a=1 q/e/b=2", "p/d", "q/e" },
	{ "a directory that changed on the way", "d/a=1 d/b=2 d/c=3", "d~ e/a=1 e/b=2 e/c=4", "d",
		"e" },
	{ "a file that changed while the directory moved", "d/a=1 d/b=2 d/c=3",
		"d~ e/a=1 e/b=2 e/c=4", "d/c", "e/c" },
	{ "stray files remain", "d/a=1 d/b=2 d/stray=3", "d/a~ d/b~ e/a=1 e/b=2", "d/a", "e/a" },
	{ "an only sibling says nothing for the rest", "d/a=1 d/b=2 d/c=3", "d~ e/a=1", "d/b", "" },
	{ "a directory below one that moved", "d/s/a=1 d/t/b=2 d/t/c=3",
		"d~ e/s/x=9 e/t/b=2 e/t/c=3", "d/s", "e/s" },
	{ "letter case", "Readme=1", "Readme~ README=2", "Readme", "README" },
	{ "empty files only with the same name", "a=", "a~ b=", "a", "" },
	{ "empty files with the same name", "d/a=", "d~ e/a=", "d/a", "e/a" },
	{ "half of the lines", "a.txt=1\n2\n3\n4\n", "a.txt~ b.txt=1\n2\n3\nx\n", "a.txt",
		"?b.txt" },
	{ "most of the lines", "a.txt=11\n22\n33\n44\n55\n6\n",
		"a.txt~ b.txt=11\n22\n33\n44\n55\n7\n", "a.txt", "b.txt" },
	{ "less than half", "a.txt=1\n2\n3\n4\n", "a.txt~ b.txt=1\nx\ny\nz\n", "a.txt", "" },
	{ "another ending is another thing", "a.txt=1\n2\n", "a.txt~ b.c=1\n2\n3\n", "a.txt", "" },
	{ "deleted", "a=1", "a~", "a", "" },
	{ "never there", "a=1", "a~", "b", "" },
	{ "the other way round: what was there before is no rename", "a=1 b=1", "a~", "a", "" },
};

static void what_went_is_found_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct sides sides;
		struct rename rename;
		struct str told = STR_INIT;
		struct err err;

		sides_make(&sides, rows[i].base, rows[i].changes);
		for (int again = 0; again < 2; again++) {
			str_clear(&told);
			if (renames_find(sides.renames, rows[i].path, &rename, &err) > 0)
				str_addf(&told, "%s%s", rename.is_certain ? "" : "?", rename.to);
			assert_row_string_equal(rows[i].name, told.data, rows[i].to);
		}
		str_release(&told);
		sides_release(&sides);
	}
}

static void the_highest_directory_that_went_is_known(void **state)
{
	struct sides sides;

	(void)state;
	sides_make(&sides, "a/b/c/x=1 a/y=1", "a/b~");
	assert_string_equal(renames_vanished_above(sides.renames, "a/b/c/x"), "a/b");
	assert_string_equal(renames_vanished_above(sides.renames, "a/b"), "a/b");
	assert_null(renames_vanished_above(sides.renames, "a/y"));
	sides_release(&sides);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_went_is_found_again),
		cmocka_unit_test(the_highest_directory_that_went_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
