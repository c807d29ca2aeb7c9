/*
 * hook_run.c - what the pre-push hook does.
 */
#include "cli/hook.h"

#include <string.h>

#include "cli/range.h"
#include "report/report.h"

#define LINE_SIZE_MAX 8192 /* a longer line is not git's */

/* One ref that git is about to push, as githooks(5) tells it. */
struct update {
	char *local_ref, *local_oid, *remote_ref, *remote_oid;
};

struct push {
	struct session *session;
	const char *remote;
	struct map judged; /* base and head -> what was judged */
	bool fails;
};

static int read_update(char *line, struct update *out, struct err *err)
{
	char *rest = NULL;

	out->local_ref = strtok_r(line, " \n", &rest);
	out->local_oid = strtok_r(NULL, " \n", &rest);
	out->remote_ref = strtok_r(NULL, " \n", &rest);
	out->remote_oid = strtok_r(NULL, " \n", &rest);
	if (out->remote_oid && !strtok_r(NULL, " \n", &rest))
		return 0;
	err_set(err, ERR_USAGE, "standard input is not what git tells a pre-push hook");
	return err_fix(err, "each line is LOCAL-REF LOCAL-OID REMOTE-REF REMOTE-OID");
}

/* The commit the remote has there, else what is left to compare with. 1, 0: nothing, -1. */
static int find_base(const struct push *push, const struct update *update, const struct oid *head,
	struct oid *out, struct err *err)
{
	struct repository *repository = push->session->repository;

	if (oid_parse(out, update->remote_oid) == 0 && !oid_is_zero(out) &&
		repository_has_commit(repository, out))
		return 1;
	return repository_push_base(repository, push->remote, true, head, out, err);
}

static bool is_new(struct push *push, const struct oid *base, const struct oid *head)
{
	struct oid key[2] = { *base, *head };
	size_t before = push->judged.count;

	map_put(&push->judged, (const char *)key, sizeof(key));
	return push->judged.count > before;
}

static bool is_worth_telling(const struct check *check)
{
	for (size_t i = 0; i < check->breaks.count; i++)
		if (check->breaks.items[i].severity > SEVERITY_NOTE)
			return true;
	return check->fails;
}

static void tell(const struct push *push, const struct update *update, const struct check *check)
{
	struct io *io = &push->session->cli->io;
	struct report_options options = { io_wants_colour(io->out, "auto"), false, NULL };
	struct str out = STR_INIT;

	if (!is_worth_telling(check) && !check->unjudged)
		return;
	if (is_worth_telling(check)) {
		io_say(io->out, "crossdep: %s -> %s", update->local_ref, update->remote_ref);
		str_add_char(&out, '\n');
		report_text(&out, check, &options);
		str_add_char(&out, '\n');
		io_print(io->out, &out);
		str_clear(&out);
	}
	report_diagnostics(&out, check->diagnostics.items, check->diagnostics.count);
	io_print(io->err, &out);
	str_release(&out);
}

static int judge(struct push *push, const struct update *update, const struct oid *base,
	const struct oid *head, struct err *err)
{
	struct session *session = push->session;
	struct range range;
	struct check check;
	int result = range_of_commits(&range, base, head, session, err);

	check_init(&check);
	check.options.today = session_today();
	if (result == 0)
		result = check_run(&check, &range, session->graph, session->objects,
			session->repository, &session->progress.progress, err);
	progress_end(&session->progress);
	if (result == 0) {
		tell(push, update, &check);
		push->fails |= check.fails;
	}
	check_release(&check);
	return result;
}

/* A tag may name what is no commit; nothing of it can break. */
static bool is_tag(const struct update *update)
{
	return strncmp(update->remote_ref, "refs/tags/", strlen("refs/tags/")) == 0;
}

static int judge_update(struct push *push, const struct update *update, struct err *err)
{
	struct oid pushed, head, base;
	int found;

	if (oid_parse(&pushed, update->local_oid) < 0)
		return err_set(err, ERR_USAGE, "'%s' is no object id", update->local_oid);
	if (oid_is_zero(&pushed))
		return 0; /* a deletion */
	if (repository_resolve(push->session->repository, update->local_oid, &head, err) < 0)
		return is_tag(update) && err->kind == ERR_REVISION ? 0 : -1;
	found = find_base(push, update, &head, &base, err);
	if (found <= 0 || !is_new(push, &base, &head))
		return found < 0 ? -1 : 0;
	return judge(push, update, &base, &head, err);
}

int hook_run(struct session *session, const char *remote, struct err *err)
{
	struct push push = { session, remote, MAP_INIT, false };
	char line[LINE_SIZE_MAX];
	int result = 0;

	while (result == 0 && fgets(line, sizeof(line), session->cli->io.in)) {
		struct update update;

		if (line[strspn(line, " \n")] == '\0')
			continue;
		result = read_update(line, &update, err);
		if (result == 0)
			result = judge_update(&push, &update, err);
	}
	if (result == 0)
		result = graph_commit(session->graph, err);
	if (result == 0 && push.fails)
		io_say(session->cli->io.out,
			"crossdep stopped this push; 'git push --no-verify' pushes anyway");
	map_release(&push.judged);
	return result < 0 ? -1 : push.fails;
}
