/* edit_test.c - trees changed in memory. */
#include "repo/edit.h"

#include "support/assert.h"
#include "support/trees.h"

struct edited {
	struct memory_source *source;
	struct snapshot *before;
	struct edit *edit;
};

static void edited_init(struct edited *edited, const char *tree)
{
	edited->before = trees_snapshot(&edited->source, tree);
	edited->edit =
		edit_new(memory_source_objects(edited->source), snapshot_root(edited->before));
}

static void edited_release(struct edited *edited)
{
	edit_free(edited->edit);
	snapshot_free(edited->before);
	memory_source_free(edited->source);
}

static void only_what_is_put_changes(void **state)
{
	struct entry directory, file = { .kind = ENTRY_FILE, .is_executable = true }, found;
	struct str text = STR_INIT;
	struct snapshot *after;
	struct edited edited;
	struct err err;

	(void)state;
	edited_init(&edited, "a/b/c=1 a/b.x=1 a/d=2 e/f=3 e/g=4 h=5 l@h");
	assert_answer(snapshot_entry(edited.before, "e", &directory, &err), 1);
	object_source_make_file(&file.oid, memory_source_objects(edited.source), "new", 3);

	assert_ok(edit_put(edited.edit, "a/d", &file, &err));
	assert_ok(edit_put(edited.edit, "a/b/c", NULL, &err));
	assert_ok(edit_put(edited.edit, "a/x/e", &directory, &err));
	assert_ok(edit_put(edited.edit, "h/i", &file, &err));
	assert_ok(edit_put(edited.edit, "not/there", NULL, &err));
	after = snapshot_new(memory_source_objects(edited.source), edit_root(edited.edit));

	assert_ok(trees_changes(&text, edited.before, after, &err));
	assert_string_equal(text.data, "d- a/b, f- a/b/c, ff a/d, -d a/x, -d a/x/e, -f a/x/e/f, "
				       "-f a/x/e/g, fd h, -f h/i");
	assert_answer(snapshot_entry(after, "h/i", &found, &err), 1);
	assert_true(found.is_executable);
	assert_answer(snapshot_read(after, &found.oid, 3, &text, &err), 1);
	assert_string_equal(text.data, "new");
	assert_answer(snapshot_read(after, &found.oid, 2, &text, &err), 0);
	str_release(&text);
	snapshot_free(after);
	edited_release(&edited);
}

static void what_is_put_back_is_as_it_was(void **state)
{
	struct edited edited;
	struct entry file;
	struct err err;

	(void)state;
	edited_init(&edited, "a/b/c=1 a/d=2");
	assert_answer(snapshot_entry(edited.before, "a/b/c", &file, &err), 1);

	assert_ok(edit_put(edited.edit, "a/b/c", NULL, &err));
	assert_false(oid_equal(edit_root(edited.edit), snapshot_root(edited.before)));
	assert_ok(edit_put(edited.edit, "a/b/c", &file, &err));

	assert_true(oid_equal(edit_root(edited.edit), snapshot_root(edited.before)));
	edited_release(&edited);
}

static void a_directory_that_is_lost_is_no_matter_until_something_is_put_into_it(void **state)
{
	const struct entry lost = { .kind = ENTRY_DIRECTORY, .oid = { { 1 } } };
	struct edited edited;
	struct err err;

	(void)state;
	edited_init(&edited, "a=1");
	assert_ok(edit_put(edited.edit, "lost", &lost, &err));
	assert_false(oid_is_zero(edit_root(edited.edit)));

	assert_fails(edit_put(edited.edit, "lost/a", &lost, &err), ERR_MISSING, "not there");
	edited_release(&edited);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_is_put_changes),
		cmocka_unit_test(what_is_put_back_is_as_it_was),
		cmocka_unit_test(
			a_directory_that_is_lost_is_no_matter_until_something_is_put_into_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
