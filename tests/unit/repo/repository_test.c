/* repository_test.c - which repository is opened, and what is said where none is. */
#include "repo/repository.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/assert.h"
#include "support/sandbox.h"

static int setup(void **state)
{
	*state = sandbox_new();
	return 0;
}

static int teardown(void **state)
{
	sandbox_free(*state);
	return 0;
}

static void open_must_work(struct repository **out, const char *directory, const char *git_dir)
{
	struct err err;

	assert_ok(repository_open(out, directory, git_dir, &err));
}

/* HEAD's commit has these files at its top: one blank between the names. */
static void assert_files(struct repository *repository, const char *expected)
{
	struct snapshot *snapshot = NULL;
	struct str names = STR_INIT;
	struct tree tree;
	struct oid head;
	struct err err;

	assert_answer(repository_head(repository, &head, &err), 1);
	assert_ok(repository_snapshot(repository, &head, &snapshot, &err));
	assert_answer(snapshot_list(snapshot, "", &tree, &err), 1);
	for (size_t i = 0; i < tree.count; i++)
		str_addf(&names, "%s%s", i ? " " : "", tree.entries[i].name);
	assert_string_equal(names.data, expected);
	str_release(&names);
	snapshot_free(snapshot);
}

static void a_repository_is_found_from_a_directory_in_it(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;

	sandbox_run(sandbox, "git init -q r && cd r && put a/b/c 1 && put d 2 && commit one");

	open_must_work(&repository, sandbox_path(sandbox, "r/a/b"), NULL);

	assert_files(repository, "a d");
	assert_string_equal(repository_common_dir(repository), sandbox_path(sandbox, "r/.git"));
	assert_string_equal(repository_work_dir(repository), sandbox_path(sandbox, "r"));
	assert_false(repository_is_shallow(repository));
	repository_free(repository);
}

static void a_repository_is_found_from_the_working_directory(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;

	sandbox_run(sandbox, "git init -q r && cd r && put a 1 && commit one");
	assert_int_equal(chdir("r"), 0);

	open_must_work(&repository, ".", NULL);

	assert_files(repository, "a");
	repository_free(repository);
}

static void a_bare_repository_has_no_work_tree(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;

	sandbox_run(sandbox,
		"git init -q r && (cd r && put a 1 && commit one) && git clone -q --bare r b.git");

	open_must_work(&repository, sandbox_path(sandbox, "b.git"), NULL);

	assert_files(repository, "a");
	assert_null(repository_work_dir(repository));
	assert_string_equal(repository_common_dir(repository), sandbox_path(sandbox, "b.git"));
	repository_free(repository);
}

static void a_git_dir_is_opened_from_anywhere(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;
	struct err err;

	sandbox_run(sandbox,
		"git init -q r && cd r && put a 1 && commit one && cd .. && mkdir elsewhere");

	open_must_work(
		&repository, sandbox_path(sandbox, "elsewhere"), sandbox_path(sandbox, "r/.git"));
	assert_files(repository, "a");
	repository_free(repository);

	/* Exactly there: not above it, and not in a ".git" below it. */
	assert_fails(repository_open(&repository, ".", sandbox_path(sandbox, "r"), &err),
		ERR_REPOSITORY, "not a git repository");
}

static void the_environment_names_the_git_dir(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;

	sandbox_run(sandbox, "git init -q r && cd r && put a 1 && commit one");
	setenv("GIT_DIR", "r/.git", 1);
	setenv("GIT_WORK_TREE", "r", 1); /* as in hooks; libgit2 alone would refuse */

	open_must_work(&repository, ".", NULL);

	assert_files(repository, "a");
	assert_string_equal(repository_work_dir(repository), sandbox_path(sandbox, "r"));
	repository_free(repository);
}

static void without_a_named_work_tree_it_is_the_working_directory(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;

	sandbox_run(
		sandbox, "git init -q r && cd r && put a 1 && commit one && mkdir ../elsewhere");
	assert_int_equal(chdir(sandbox_path(sandbox, "elsewhere")), 0);

	open_must_work(&repository, ".", "../r/.git");
	assert_string_equal(repository_work_dir(repository), sandbox_path(sandbox, "elsewhere"));
	repository_free(repository);

	sandbox_run(sandbox, "git -C r config core.worktree ..");
	open_must_work(&repository, ".", "../r/.git");
	assert_string_equal(repository_work_dir(repository), sandbox_path(sandbox, "r"));
	repository_free(repository);
}

static void a_linked_work_tree_shares_the_common_directory(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;

	sandbox_run(sandbox, "git init -q r && cd r && put a 1 && commit one && git worktree add "
			     "-q -b side ../w\n"
			     "cd ../w && put b 2 && commit two");

	open_must_work(&repository, sandbox_path(sandbox, "w"), NULL);
	assert_files(repository, "a b");
	assert_string_equal(repository_common_dir(repository), sandbox_path(sandbox, "r/.git"));
	assert_string_equal(repository_work_dir(repository), sandbox_path(sandbox, "w"));
	repository_free(repository);

	open_must_work(&repository, ".", sandbox_path(sandbox, "w/.git")); /* a file */
	assert_files(repository, "a b");
	repository_free(repository);

	/* As in its hooks. */
	setenv("GIT_DIR", sandbox_path(sandbox, "r/.git/worktrees/w"), 1);
	assert_int_equal(chdir(sandbox_path(sandbox, "w")), 0);
	open_must_work(&repository, ".", NULL);
	assert_files(repository, "a b");
	assert_string_equal(repository_common_dir(repository), sandbox_path(sandbox, "r/.git"));
	assert_string_equal(repository_work_dir(repository), sandbox_path(sandbox, "w"));
	repository_free(repository);
}

static void no_repository_is_said_so(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;
	struct err err;

	sandbox_run(sandbox, "git init -q r && mkdir -p r/ceiling/below empty");

	assert_fails(repository_open(&repository, sandbox_path(sandbox, "empty"), NULL, &err),
		ERR_REPOSITORY, "not a git repository");
	assert_fails(repository_open(&repository, sandbox_path(sandbox, "nowhere"), NULL, &err),
		ERR_REPOSITORY, "not a git repository");
	assert_null(repository);
	setenv("GIT_CEILING_DIRECTORIES", sandbox_path(sandbox, "r/ceiling"), 1);
	assert_fails(
		repository_open(&repository, sandbox_path(sandbox, "r/ceiling/below"), NULL, &err),
		ERR_REPOSITORY, "not a git repository");
}

static void harmless_extensions_are_accepted(void **state)
{
	static const char *const settings[] = { "worktreeConfig true", "partialClone origin",
		"preciousObjects true", "relativeWorktrees true" };
	struct sandbox *sandbox = *state;

	sandbox_run(sandbox, "git init -q r && cd r && put a 1 && commit one\n"
			     "git config core.repositoryFormatVersion 1");
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		struct repository *repository = NULL;

		sandbox_run(sandbox, "cd r && git config --file .git/config extensions.%s",
			settings[i]);
		open_must_work(&repository, "r", NULL);
		assert_files(repository, "a");
		repository_free(repository);
	}
}

static void a_repository_that_would_be_misread_is_refused(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;
	struct err err;

	sandbox_run(sandbox,
		"git init -q --object-format=sha256 sha256\n"
		"git init -q reftable && git -C reftable config core.repositoryFormatVersion 1\n"
		"git config --file reftable/.git/config extensions.refStorage reftable\n"
		"git init -q future && git -C future config core.repositoryFormatVersion 2\n"
		"git init -q broken && echo '[core' >broken/.git/config");

	assert_fails(repository_open(&repository, "sha256", NULL, &err), ERR_REPOSITORY, "SHA-256");
	assert_fails(
		repository_open(&repository, "reftable", NULL, &err), ERR_REPOSITORY, "reftable");
	assert_fails(
		repository_open(&repository, "future", NULL, &err), ERR_REPOSITORY, "version 2");
	assert_fails(repository_open(&repository, "broken", NULL, &err), ERR_REPOSITORY, "config");
}

/* ---- ownership ---- */

static void own_by_another(struct sandbox *sandbox)
{
	if (geteuid() != 0)
		skip(); /* only root can give files away */
	sandbox_run(
		sandbox, "git init -q r && cd r && put a 1 && commit one && chown -R 12345 ../r");
}

static void a_repository_of_another_user_is_refused(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;
	struct err err;

	own_by_another(sandbox);

	assert_fails(repository_open(&repository, "r", NULL, &err), ERR_REPOSITORY,
		"belongs to another user");

	assert_contains(err.fix, "safe.directory");
	sandbox_run(sandbox, "chown 0 r r/.git"); /* git looks at these three only */
	open_must_work(&repository, "r", NULL);
	repository_free(repository);
	sandbox_run(sandbox, "chown 12345 r");
	assert_fails(repository_open(&repository, "r", NULL, &err), ERR_REPOSITORY, "another user");
}

static void every_part_of_a_repository_must_be_the_users(void **state)
{
	static const char *const parts[] = { "w", "w/.git", "s" };
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;
	struct err err;

	if (geteuid() != 0)
		skip();
	sandbox_run(sandbox, "git init -q --separate-git-dir s w && cd w && put a 1 && commit one");
	open_must_work(&repository, "w", NULL);
	repository_free(repository);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		sandbox_run(sandbox, "chown 12345 %s", parts[i]);
		assert_fails(repository_open(&repository, "w", NULL, &err), ERR_REPOSITORY,
			"another user");
		sandbox_run(sandbox, "chown 0 %s", parts[i]);
	}
}

static void safe_directory_admits_a_repository(void **state)
{
	static const struct {
		const char *name, *values; /* one a line, from the user's configuration */
		bool is_safe;
	} rows[] = {
		{ "everything", "*", true },
		{ "its path", "$SANDBOX/r", true },
		{ "its path with a slash", "$SANDBOX/r/", true },
		{ "below a directory", "$SANDBOX/*", true },
		{ "below the home", "~/../*", false },
		{ "another path", "$SANDBOX/s", false },
		{ "below another directory", "$SANDBOX/s/*", false },
		{ "only begins alike", "$SANDBOX/r/*", false },
		{ "taken back", "*\n", false },
		{ "given again", "*\n\n$SANDBOX/r", true },
	};
	struct sandbox *sandbox = *state;

	own_by_another(sandbox);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct repository *repository = NULL;
		struct err err;
		int result;

		sandbox_run(sandbox,
			"git config --global --unset-all safe.directory || true\n"
			"printf '%%s\\n' \"%s\" | while IFS= read -r value; do\n"
			"	git config --global --add safe.directory \"$value\"\n"
			"done",
			rows[i].values);
		result = repository_open(&repository, "r", NULL, &err);
		assert_row_int_equal(rows[i].name, result, rows[i].is_safe ? 0 : -1);
		repository_free(repository);
	}
}

static void safe_directory_comes_with_the_environment_too(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;
	struct err err;

	own_by_another(sandbox);
	setenv("GIT_CONFIG_COUNT", "1", 1);
	setenv("GIT_CONFIG_KEY_0", "Safe.Directory", 1);
	setenv("GIT_CONFIG_VALUE_0", "*", 1);
	open_must_work(&repository, "r", NULL);
	repository_free(repository);
	unsetenv("GIT_CONFIG_COUNT");

	setenv("GIT_CONFIG_PARAMETERS", "'a.b'='it'\\''s' 'safe.directory'='*'", 1);
	open_must_work(&repository, "r", NULL);
	repository_free(repository);
	setenv("GIT_CONFIG_PARAMETERS", "'safe.directory=*'", 1);
	open_must_work(&repository, "r", NULL);
	repository_free(repository);
	unsetenv("GIT_CONFIG_PARAMETERS");

	sandbox_run(sandbox, "git config --file other safe.directory '*'");
	setenv("GIT_CONFIG_GLOBAL", "other", 1);
	open_must_work(&repository, "r", NULL);
	repository_free(repository);
	unsetenv("GIT_CONFIG_GLOBAL");

	/* A repository does not vouch for itself. */
	sandbox_run(sandbox, "git config --file r/.git/config safe.directory '*'");
	assert_fails(repository_open(&repository, "r", NULL, &err), ERR_REPOSITORY, "another user");

	setenv("SUDO_UID", "12345", 1);
	open_must_work(&repository, "r", NULL);
	repository_free(repository);
}

static void a_git_dir_that_is_pointed_at_needs_no_owner(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;

	own_by_another(sandbox);

	open_must_work(&repository, ".", "r/.git");

	repository_free(repository);
}

/* ---- where hooks lie ---- */

static void assert_hooks_dir(const char *directory, const char *expected)
{
	struct repository *repository = NULL;
	struct str hooks = STR_INIT;
	struct err err;

	open_must_work(&repository, directory, NULL);
	assert_ok(repository_hooks_dir(repository, &hooks, &err));
	assert_string_equal(hooks.data, expected);
	str_release(&hooks);
	repository_free(repository);
}

static void hooks_lie_where_git_looks_for_them(void **state)
{
	struct sandbox *sandbox = *state;

	sandbox_run(sandbox,
		"git init -q r && cd r && put a 1 && commit one && git worktree add -q ../w\n"
		"git clone -q --bare . ../b.git");
	assert_hooks_dir("r", sandbox_path(sandbox, "r/.git/hooks"));
	assert_hooks_dir("w", sandbox_path(sandbox, "r/.git/hooks"));

	sandbox_run(sandbox, "git config --global core.hooksPath '~/hooks'");
	assert_hooks_dir("r", sandbox_path(sandbox, "home/hooks"));

	sandbox_run(sandbox, "git -C r config core.hooksPath .husky");
	assert_hooks_dir("r", sandbox_path(sandbox, "r/.husky"));
	assert_hooks_dir("w", sandbox_path(sandbox, "w/.husky"));

	sandbox_run(sandbox, "git -C b.git config core.hooksPath own");
	assert_hooks_dir("b.git", sandbox_path(sandbox, "b.git/own"));

	sandbox_run(sandbox, "git -C w config extensions.worktreeConfig true\n"
			     "git -C w config --worktree core.hooksPath /opt/hooks");
	assert_hooks_dir("w", "/opt/hooks");
	assert_hooks_dir("r", sandbox_path(sandbox, "r/.husky"));

	setenv("GIT_CONFIG_PARAMETERS", "'core.hooksPath'='/dev/null'", 1);
	assert_hooks_dir("w", "/dev/null");
}

/* ---- objects ---- */

static void a_quarantined_push_is_read_through_the_environment(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;
	struct str pushed = STR_INIT;
	struct err err;
	struct oid id;

	sandbox_run(sandbox, "git init -q --bare server.git && git clone -q server.git r 2>&1\n"
			     "cp -r server.git/objects 'quar:antine\"'\n"
			     "cd r && put a 1 && commit one && git push -q origin main && put b 2 "
			     "&& commit two\n"
			     "git rev-list --objects main^..main | git pack-objects -q "
			     "\"../quar:antine\\\"/pack/pack\" ");
	sandbox_output(sandbox, &pushed, "git -C r rev-parse main");
	assert_ok(repository_open(&repository, "server.git", NULL, &err));
	assert_fails(
		repository_resolve(repository, pushed.data, &id, &err), ERR_REVISION, "no such");
	repository_free(repository);

	setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", "nowhere:\"quar:antine\\\"\":elsewhere", 1);
	open_must_work(&repository, "server.git", NULL);
	assert_ok(repository_resolve(repository, pushed.data, &id, &err));
	assert_true(repository_has_commit(repository, &id));
	repository_free(repository);
	unsetenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");

	sandbox_run(sandbox, "mv quar* quarantine");
	setenv("GIT_OBJECT_DIRECTORY", sandbox_path(sandbox, "quarantine"), 1);
	setenv("GIT_DIR", ".", 1); /* as in the hooks of a bare repository */
	assert_int_equal(chdir("server.git"), 0);
	open_must_work(&repository, ".", NULL);
	assert_ok(repository_resolve(repository, pushed.data, &id, &err));
	repository_free(repository);
	str_release(&pushed);
}

static void objects_of_an_alternate_are_read(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;

	sandbox_run(sandbox, "git init -q r && cd r && put a 1 && commit one && cd ..\n"
			     "git clone -q --shared r s");

	open_must_work(&repository, "s", NULL);

	assert_files(repository, "a");
	repository_free(repository);
}

static void files_missing_from_a_partial_clone_are_told_as_missing(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;
	struct snapshot *snapshot = NULL;
	struct str bytes = STR_INIT;
	struct entry entry;
	struct oid head;
	struct err err;

	sandbox_run(sandbox,
		"git init -q r && cd r && put a/x 1 && put b 2 && commit one\n"
		"git config uploadpack.allowFilter true && cd ..\n"
		"git clone -q --no-checkout --filter=blob:none \"file://$SANDBOX/r\" p");
	open_must_work(&repository, "p", NULL);
	assert_answer(repository_head(repository, &head, &err), 1);
	assert_ok(repository_snapshot(repository, &head, &snapshot, &err));

	for (int round = 0; round < 3; round++) {
		assert_answer(snapshot_entry(snapshot, "a/x", &entry, &err), 1);
		assert_int_equal(entry.kind, ENTRY_FILE);
		assert_fails(snapshot_read(snapshot, &entry.oid, 100, &bytes, &err), ERR_MISSING,
			"not in this clone");
	}

	/* What is fetched meanwhile is seen. */
	sandbox_run(sandbox, "git -C p cat-file -p HEAD:a/x");
	assert_answer(snapshot_read(snapshot, &entry.oid, 100, &bytes, &err), 1);
	assert_string_equal(bytes.data, "1");
	str_release(&bytes);
	snapshot_free(snapshot);
	repository_free(repository);
}

static void directories_missing_from_a_treeless_clone_are_told_as_missing(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;
	struct snapshot *snapshot = NULL;
	struct entry entry;
	struct oid head;
	struct err err;

	sandbox_run(sandbox, "git init -q r && cd r && put a/x 1 && commit one\n"
			     "git config uploadpack.allowFilter true && cd ..\n"
			     "git clone -q --no-checkout --filter=tree:0 \"file://$SANDBOX/r\" p");
	open_must_work(&repository, "p", NULL);
	assert_answer(repository_head(repository, &head, &err), 1);
	assert_ok(repository_snapshot(repository, &head, &snapshot, &err));

	assert_fails(snapshot_entry(snapshot, "a", &entry, &err), ERR_MISSING, "not in this clone");

	snapshot_free(snapshot);
	repository_free(repository);
}

static void objects_are_read_while_git_repacks_them(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;
	struct snapshot *snapshot = NULL;
	struct str bytes = STR_INIT;
	struct oid head, none = { { 1 } };
	struct entry entry;
	struct err err;

	sandbox_run(sandbox, "git init -q r && cd r && put a/x 1 && commit one && git repack -qad\n"
			     "put a/y 2 && commit two");
	open_must_work(&repository, "r", NULL);
	assert_answer(repository_head(repository, &head, &err), 1);
	assert_ok(repository_snapshot(repository, &head, &snapshot, &err));
	assert_fails(
		snapshot_read(snapshot, &none, 9, &bytes, &err), ERR_MISSING, "not in this clone");

	sandbox_run(sandbox, "cd r && git repack -qad && git prune-packed");

	assert_answer(snapshot_entry(snapshot, "a/y", &entry, &err), 1);
	assert_answer(snapshot_read(snapshot, &entry.oid, 9, &bytes, &err), 1);
	assert_string_equal(bytes.data, "2");
	str_release(&bytes);
	snapshot_free(snapshot);
	repository_free(repository);
}

static void a_file_is_not_read_beyond_the_limit_nor_as_a_directory(void **state)
{
	struct sandbox *sandbox = *state;
	struct repository *repository = NULL;
	struct snapshot *snapshot = NULL;
	struct str bytes = STR_INIT;
	struct entry entry;
	struct tree tree;
	struct oid head;
	struct err err;

	sandbox_run(sandbox, "git init -q r && cd r && put f 12345 && commit one");
	open_must_work(&repository, "r", NULL);
	assert_answer(repository_head(repository, &head, &err), 1);
	assert_ok(repository_snapshot(repository, &head, &snapshot, &err));
	assert_answer(snapshot_entry(snapshot, "f", &entry, &err), 1);

	assert_answer(snapshot_read(snapshot, &entry.oid, 4, &bytes, &err), 0);
	assert_answer(snapshot_read(snapshot, &entry.oid, 5, &bytes, &err), 1);
	assert_string_equal(bytes.data, "12345");
	assert_fails(snapshot_tree(snapshot, &entry.oid, &tree, &err), ERR_REPOSITORY, "is a file");

	str_release(&bytes);
	snapshot_free(snapshot);
	repository_free(repository);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_repository_is_found_from_a_directory_in_it),
		TEST(a_repository_is_found_from_the_working_directory),
		TEST(a_bare_repository_has_no_work_tree),
		TEST(a_git_dir_is_opened_from_anywhere),
		TEST(the_environment_names_the_git_dir),
		TEST(without_a_named_work_tree_it_is_the_working_directory),
		TEST(a_linked_work_tree_shares_the_common_directory),
		TEST(no_repository_is_said_so),
		TEST(harmless_extensions_are_accepted),
		TEST(a_repository_that_would_be_misread_is_refused),
		TEST(a_repository_of_another_user_is_refused),
		TEST(every_part_of_a_repository_must_be_the_users),
		TEST(safe_directory_admits_a_repository),
		TEST(safe_directory_comes_with_the_environment_too),
		TEST(a_git_dir_that_is_pointed_at_needs_no_owner),
		TEST(hooks_lie_where_git_looks_for_them),
		TEST(a_quarantined_push_is_read_through_the_environment),
		TEST(objects_of_an_alternate_are_read),
		TEST(files_missing_from_a_partial_clone_are_told_as_missing),
		TEST(directories_missing_from_a_treeless_clone_are_told_as_missing),
		TEST(objects_are_read_while_git_repacks_them),
		TEST(a_file_is_not_read_beyond_the_limit_nor_as_a_directory),
	};

	return cmocka_run_group_tests_name("repository", tests, NULL, NULL);
}
