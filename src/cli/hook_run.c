/*
 * hook_run.c - what a hook does: judges each ref that is pushed.
 *
 * Judged is what the push adds to what the receiving side has: what its ref stands at, or, of a ref
 * that is new or stands at a commit that is not here, what is known of its other refs.
 */
#include "cli/hook.h"

#include <string.h>

#include "cli/range.h"
#include "report/report.h"

#define LINE_SIZE_MAX 8192 /* a longer line is not git's */

static const struct hook hooks[] = {
	{ HOOK_PRE_PUSH, "pre-push", 2, true, "git push asks" },
	{ HOOK_PRE_RECEIVE, "pre-receive", 0, true, "each push to here asks" },
	{ HOOK_UPDATE, "update", 3, false, "each ref that is pushed to here asks" },
};

const struct hook *hook_find(const char *name)
{
	for (size_t i = 0; i < HOOK_KIND_COUNT_; i++)
		if (strcmp(hooks[i].name, name) == 0)
			return &hooks[i];
	return NULL;
}

/* One ref that is about to change. */
struct update {
	const char *old, *new; /* object ids */
	const char *source;    /* what the pushing side calls it, or NULL */
	const char *ref;       /* on the receiving side */
};

struct push {
	struct session *session;
	struct str known;  /* the refs below tell what the receiving side has; "" is not known */
	struct map judged; /* base and head -> what was judged */
	bool fails;
};

/* ---- what git says ---- */

static int refuse_line(const struct hook *hook, struct err *err)
{
	err_set(err, ERR_USAGE, "standard input is not what git tells a %s hook", hook->name);
	return err_fix(err, hook->kind == HOOK_PRE_PUSH
				    ? "each line is LOCAL-REF LOCAL-OID REMOTE-REF REMOTE-OID"
				    : "each line is OLD-OID NEW-OID REF");
}

static int read_line(char *line, const struct hook *hook, struct update *out, struct err *err)
{
	bool is_pushing = hook->kind == HOOK_PRE_PUSH;
	size_t count = 0, wanted = is_pushing ? 4 : 3;
	char *words[4] = { NULL }, *rest = NULL;

	for (char *word = strtok_r(line, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest)) {
		if (count == wanted)
			return refuse_line(hook, err);
		words[count++] = word;
	}
	if (count != wanted)
		return refuse_line(hook, err);
	if (is_pushing)
		*out = (struct update){ words[3], words[1], words[0], words[2] };
	else
		*out = (struct update){ words[0], words[1], NULL, words[2] };
	return 0;
}

/* Where what the receiving side has is known from: a server knows its own branches; of a remote it
 * is what was last fetched. A remote may be given by its URL, or be one of which nothing is known.
 */
static void find_known(struct push *push, const struct hook *hook, const char *const *arguments)
{
	struct str name = STR_INIT;

	if (hook->kind != HOOK_PRE_PUSH)
		str_set(&push->known, "refs/heads/");
	else if (repository_find_remote(push->session->repository, arguments[0], &name))
		str_addf(&push->known, "refs/remotes/%s/", name.data);
	str_release(&name);
}

/* ---- what to compare with ---- */

/* 1, 0: nothing, -1. */
static int find_base(const struct push *push, const struct update *update, const struct oid *head,
	struct oid *out, struct err *err)
{
	struct repository *repository = push->session->repository;
	struct oid old;

	if (oid_parse(&old, update->old) < 0)
		return err_set(err, ERR_USAGE, "'%s' is no object id", update->old);
	if (!oid_is_zero(&old) && repository_resolve(repository, update->old, out, NULL) == 0)
		return 1;
	if (push->known.size == 0)
		return 0;
	return repository_known_base(repository, push->known.data, head, out, err);
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
		if (update->source)
			io_say(io->out, "crossdep: %s -> %s", update->source, update->ref);
		else
			io_say(io->out, "crossdep: %s", update->ref);
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
	return strncmp(update->ref, "refs/tags/", strlen("refs/tags/")) == 0;
}

static int judge_update(struct push *push, const struct update *update, struct err *err)
{
	struct oid pushed, head, base;
	int found;

	if (oid_parse(&pushed, update->new) < 0)
		return err_set(err, ERR_USAGE, "'%s' is no object id", update->new);
	if (oid_is_zero(&pushed))
		return 0; /* a deletion */
	if (repository_resolve(push->session->repository, update->new, &head, err) < 0)
		return is_tag(update) && err->kind == ERR_REVISION ? 0 : -1;
	found = find_base(push, update, &head, &base, err);
	/* What the other side has already is no news. */
	if (found <= 0 || oid_equal(&base, &head) || !is_new(push, &base, &head))
		return found < 0 ? -1 : 0;
	return judge(push, update, &base, &head, err);
}

static int judge_lines(struct push *push, const struct hook *hook, struct err *err)
{
	char line[LINE_SIZE_MAX];
	int result = 0;

	while (result == 0 && fgets(line, sizeof(line), push->session->cli->io.in)) {
		struct update update;

		if (line[strspn(line, " \n")] == '\0')
			continue;
		result = read_line(line, hook, &update, err);
		if (result == 0)
			result = judge_update(push, &update, err);
	}
	return result;
}

int hook_run(struct session *session, const struct hook *hook, const char *const *arguments,
	struct err *err)
{
	struct push push = { session, STR_INIT, MAP_INIT, false };
	int result;

	find_known(&push, hook, arguments);
	if (hook->has_lines)
		result = judge_lines(&push, hook, err);
	else
		result = judge_update(&push,
			&(struct update){ arguments[1], arguments[2], NULL, arguments[0] }, err);
	if (result == 0)
		result = graph_commit(session->graph, err);
	if (result == 0 && push.fails)
		io_say(session->cli->io.out,
			hook->kind == HOOK_PRE_PUSH
				? "crossdep stopped this push; 'git push --no-verify' pushes anyway"
				: "crossdep refused this push");
	str_release(&push.known);
	map_release(&push.judged);
	return result < 0 ? -1 : push.fails;
}
