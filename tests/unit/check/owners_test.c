/* owners_test.c - who answers for a file, in each service's dialect of CODEOWNERS. */
#include "check/owners.h"
#include "support/assert.h"
#include "support/trees.h"
#include "util/str.h"

struct row {
	const char *text, *path, *expected;
};

static const struct row github[] = {
	{ "* @a", "x/y", "@a" },
	{ "* @a\n*.js @b", "x/y.js", "@b" },
	{ "*.js @b\n* @a", "x/y.js", "@a" },
	{ "/x @a", "x", "@a" },
	{ "/x @a", "x/y/z", "@a" },
	{ "/x @a", "y/x", "" },
	{ "x/ @a", "y/x/z", "@a" },
	{ "x/ @a", "y/x", "" },
	{ "/x/ @a", "y/x/z", "" },
	{ "docs/* @a", "docs/y", "@a" },
	{ "docs/* @a", "docs/y/z", "" },
	{ "docs/* @a", "x/docs/y", "" },
	{ "docs/y* @a", "docs/yes/z", "@a" },
	{ "/* @a", "x", "@a" },
	{ "/* @a", "x/y", "" },
	{ "**/logs @a", "x/logs/y", "@a" },
	{ "x/**/z @a", "x/z", "@a" },
	{ "x/** @a", "x/y/z", "@a" },
	{ "** @a", "x", "@a" },
	{ "/x @a\n/x/y", "x/y/z", "" },
	{ "* @a b@c.d @a", "x", "@a b@c.d" },
	{ "* @a # @b", "x", "@a" },
	{ "* @a\n#* @b\n\n   \n", "x", "@a" },
	{ "a\\ b @a", "a b", "@a" },
	{ "* @a\r", "x", "@a" },
	{ "* @a\n!x @b", "x", "@a" },
	{ "* @a\nx[yz] @b", "xy", "@a" },
	{ "* @a\n\\#x @b", "#x", "@a" },
	{ "* @a\n* somebody", "x", "@a" },
	{ "* @a\n/ @b", "x", "@a" },
	{ "{a,b} @a", "a", "" },
	{ "X @a", "x", "" },
};

static const struct row gitlab[] = {
	{ "* @a", "x/y", "@a" },
	{ "x @a", "y/x", "@a" },
	{ "x @a", "x/y", "" },
	{ "x/ @a", "y/x/z/u", "@a" },
	{ "/x/ @a", "y/x/z", "" },
	{ "y/x @a", "z/y/x", "@a" },
	{ "/x/* @a", "x/y/z", "" },
	{ "/x/** @a", "x/y", "@a" },
	{ "/x/** @a", "x/y/z", "" },
	{ "/x/**/* @a", "x/y/z", "@a" },
	{ "*.[ch] @a", "x/y.c", "@a" },
	{ "{x,y} @a", "x", "" },
	{ "\\#x @a", "#x", "@a" },
	{ "a\\ b @a", "a b", "@a" },
	{ "* @a # not @b", "x", "@a @b" },
	{ "* @a\n[One]\nx @b\n[Two]\n* @c", "x", "@a @b @c" },
	{ "* @a\n[One]\nx @b\n[Two]\n* @c", "y", "@a @c" },
	{ "[One] @a @b\nx\ny @c", "x", "@a @b" },
	{ "[One] @a @b\nx\ny @c", "y", "@c" },
	{ "^[One][2] @a\nx", "x", "@a" },
	{ "[One]\nx @a\n[Two]\nx @b\n[ONE]\nx @c", "x", "@c @b" },
	{ "[One]\n!x/y\nx/ @a", "x/y", "" },
	{ "[One]\n!x/y\nx/ @a", "x/z", "@a" },
	{ "* @a\n[One]\n!x\n", "x", "@a" },
	{ "[One\nx @a", "x", "@a" },
	{ "/x/ @@maintainer", "x/y", "@@maintainer" },
};

static const struct row bitbucket[] = {
	{ "* @a", "x/y", "@a" },
	{ "*.js @acme/web:all @teams/sre:random(2)", "x.js", "@acme/web @teams/sre" },
	{ "\"a b/*\" @\"Ada Novak\"", "a b/x", "@Ada Novak" },
	{ "@@@Web @a @b\nx @@Web @c", "x", "@a @b @c" },
	{ "@@@Web @a @@Core\n@@@Core @b\nx @@Web", "x", "@a @b" },
	{ "x @@Others", "x", "@@Others" },
	{ "x/ @a\n!x/y", "x/y", "" },
	{ "x/ @a\n!x/y", "x/z", "@a" },
	{ "CODEOWNERS.toplevel.x @b\nCheck(@@a >= 1)\nx @a", "x", "@a" },
	{ "x.{c,h} @a", "x.h", "@a" },
	{ "x @a # @b", "x", "@a" },
};

static void add_names(struct str *out, const struct texts *names)
{
	for (size_t i = 0; i < names->count; i++)
		str_addf(out, "%s%s", i ? " " : "", names->items[i]);
}

static struct owners *load(struct memory_source *source)
{
	struct snapshot *snapshot = memory_source_snapshot(source);
	struct owners *owners;
	struct err err;

	assert_ok(owners_load(&owners, snapshot, &err));
	snapshot_free(snapshot);
	return owners;
}

static void assert_owners(
	const char *name, struct memory_source *source, const char *path, const char *expected)
{
	struct owners *owners = load(source);
	struct str text = STR_INIT;
	struct texts names = owners_of(owners, path);

	add_names(&text, &names);
	assert_row_string_equal(name, text.data, expected);
	str_release(&text);
	owners_free(owners);
}

static void assert_rows(const char *file, const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct memory_source *source = memory_source_new();

		memory_source_put(source, file, ENTRY_FILE, rows[i].text);
		assert_owners(rows[i].text, source, rows[i].path, rows[i].expected);
		memory_source_free(source);
	}
}

static void github_owners_are_read_as_github_reads_them(void **state)
{
	(void)state;
	assert_rows(".github/CODEOWNERS", github, sizeof(github) / sizeof(*github));
}

static void gitlab_owners_are_read_as_gitlab_reads_them(void **state)
{
	(void)state;
	assert_rows(".gitlab/CODEOWNERS", gitlab, sizeof(gitlab) / sizeof(*gitlab));
}

static void bitbucket_owners_are_read_as_bitbucket_reads_them(void **state)
{
	(void)state;
	assert_rows(".bitbucket/CODEOWNERS", bitbucket, sizeof(bitbucket) / sizeof(*bitbucket));
}

static void the_first_file_counts_and_its_surroundings_tell_the_dialect(void **state)
{
	struct memory_source *source = memory_source_new();

	(void)state;
	assert_owners("no file", source, "x/y", "");
	memory_source_put(source, "docs/CODEOWNERS", ENTRY_FILE, "x @docs");
	assert_owners("below docs/", source, "x/y", "@docs");
	memory_source_put(source, "CODEOWNERS", ENTRY_FILE, "x @root");
	assert_owners("at the root", source, "x/y", "@root");
	memory_source_put(source, ".gitlab-ci.yml", ENTRY_FILE, "");
	assert_owners("as GitLab reads it", source, "x/y", "");
	memory_source_put(source, "CODEOWNERS", ENTRY_FILE, "[One]\nx/ @root");
	memory_source_put(source, ".github/x", ENTRY_FILE, "");
	assert_owners("sections are GitLab's", source, "x/y", "@root");
	memory_source_put(source, ".github/CODEOWNERS", ENTRY_FILE, "x @github");
	assert_owners("below .github/", source, "x/y", "@github");
	memory_source_free(source);
}

static void a_group_that_holds_itself_ends_and_is_told(void **state)
{
	struct memory_source *source = memory_source_new();
	struct owners *owners;

	(void)state;
	memory_source_put(source, ".bitbucket/CODEOWNERS", ENTRY_FILE, "@@@A @@A @@A\nx @@A\ny @b");
	owners = load(source);

	assert_int_equal(owners_of(owners, "x").count, 0);
	assert_int_equal(owners_of(owners, "y").count, 1);
	assert_string_equal(owners_complaint(owners), "a rule has too many owners");
	owners_free(owners);
	memory_source_free(source);
}

static void a_file_that_is_too_long_names_nobody_and_is_told(void **state)
{
	struct memory_source *source = memory_source_new();
	struct str text = STR_INIT;
	struct owners *owners;

	(void)state;
	for (size_t i = 0; i < 60000; i++)
		str_add_text(&text, "* @a\n");
	memory_source_put(source, "CODEOWNERS", ENTRY_FILE, text.data);
	owners = load(source);

	assert_int_equal(owners_of(owners, "x").count, 0);
	assert_string_equal(owners_path(owners), "CODEOWNERS");
	assert_contains(owners_complaint(owners), "too many lines");
	owners_free(owners);
	str_release(&text);
	memory_source_free(source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(github_owners_are_read_as_github_reads_them),
		cmocka_unit_test(gitlab_owners_are_read_as_gitlab_reads_them),
		cmocka_unit_test(bitbucket_owners_are_read_as_bitbucket_reads_them),
		cmocka_unit_test(the_first_file_counts_and_its_surroundings_tell_the_dialect),
		cmocka_unit_test(a_group_that_holds_itself_ends_and_is_told),
		cmocka_unit_test(a_file_that_is_too_long_names_nobody_and_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
