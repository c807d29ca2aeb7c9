#include "graph/wake.h"

#include <stdlib.h>
#include <string.h>

#include "rules/lookup.h"
#include "util/glob.h"
#include "util/path.h"

/* A question asked at some path. */
struct asked {
	enum question question;
	int64_t detail;
	int64_t manifest;
	bool by_tree;
};

/* Everything asked at one path. */
struct probes_at {
	VEC(struct asked) asked;
};

void waker_init(
	struct waker *waker, struct rows *rows, struct graph_world *world, struct arena *arena)
{
	memset(waker, 0, sizeof *waker);
	waker->rows = rows;
	waker->world = world;
	waker->arena = arena;
	waker->probes = (struct map)MAP_INIT;
}

void waker_release(struct waker *waker)
{
	size_t i;

	for (i = 0; i < waker->probes.count; i++) {
		struct probes_at *at = waker->probes.entries[i].value;

		vec_release(&at->asked);
	}
	map_release(&waker->probes);
}

static int read_probes(
	struct waker *waker, const char *path, struct probes_at *out, struct err *err)
{
	int64_t id = rows_find_path(waker->rows, path, err);
	sqlite3_stmt *statement;
	int found;

	if (id <= 0)
		return id < 0 ? -1 : 0;
	statement = store_prepare(waker->rows->store, Q_PROBES_AT, err);
	if (!statement)
		return -1;
	bind_number(statement, 1, id);
	while ((found = store_step(waker->rows->store, statement, err)) == 1) {
		vec_push(&out->asked,
			(struct asked){
				.question = (enum question)sqlite3_column_int(statement, 0),
				.detail = sqlite3_column_int64(statement, 1),
				.manifest = sqlite3_column_int64(statement, 2),
				.by_tree = sqlite3_column_int(statement, 3),
			});
	}
	sqlite3_reset(statement);
	return found;
}

/* What was asked at `path`; read once, for neighbours have the directories above them in common.
 * That stays true while manifests are woken: their rows are written when all are known. */
static int probes_at(
	struct waker *waker, const char *path, const struct probes_at **out, struct err *err)
{
	struct map_entry *entry = map_put(&waker->probes, path, strlen(path));

	if (!entry->value) {
		entry->value = arena_get_zeroed(waker->arena, sizeof(struct probes_at));
		if (read_probes(waker, path, entry->value, err) < 0)
			return -1;
	}
	*out = entry->value;
	return 0;
}

/* Wakes those whose probe at `path` is liked, whatever its details. */
static int wake_at(struct waker *waker, const char *path, bool (*likes)(const struct asked *asked),
	struct err *err)
{
	const struct probes_at *at;
	size_t i;

	if (probes_at(waker, path, &at, err) < 0)
		return -1;
	for (i = 0; i < at->asked.count; i++) {
		const struct asked *asked = &at->asked.items[i];

		if (likes(asked) && waker->wake(waker, asked->manifest, err) < 0)
			return -1;
	}
	return 0;
}

/* ---- questions asked from above ---- */

/* Is `rest` one of the endings in `detail`, which are separated by '\n'? Or (`or_above`) does one
 * of them lead on from there? */
static bool has_ending(const char *detail, const char *rest, bool or_above)
{
	size_t size = strlen(rest);

	while (detail) {
		if (strncmp(detail, rest, size) == 0 &&
			(detail[size] == '\n' || detail[size] == '\0' ||
				(or_above && detail[size] == '/')))
			return true;
		detail = strchr(detail, '\n');
		if (detail)
			detail++;
	}
	return false;
}

/* The pattern in front of the negations. A path that only a negation fits changes no answer: it was
 * left out. */
static const char *pattern_of(const char *detail, struct str *scratch)
{
	str_clear(scratch);
	str_add(scratch, detail, strcspn(detail, "\n"));
	return scratch->data;
}

/* What became different: an entry of the tree; an entry that answers for all below it, too; all
 * that is below a path; a mapping to a path. */
enum difference { OF_ENTRY, OF_WAY, OF_CONTENTS, OF_MAPPING };

struct far_wake {
	struct waker *waker;
	const char *path;
	enum difference difference;
	struct str pattern;
};

/* 1, 0, -1. */
static int is_concerned(
	struct far_wake *far, const struct asked *asked, const char *rest, struct err *err)
{
	const char *detail, *pattern;

	/* A path without endings is asked at that path alone: see wake_at. */
	if (asked->question == QUESTION_VALUE ||
		(asked->question == QUESTION_PATH && asked->detail == 0) ||
		(far->difference == OF_MAPPING && asked->by_tree))
		return 0;
	detail = rows_detail(far->waker->rows, asked->detail, err);
	if (!detail)
		return -1;
	if (asked->question == QUESTION_PATH)
		return has_ending(detail, rest, far->difference != OF_ENTRY);
	pattern = pattern_of(detail, &far->pattern);
	/* A match goes through no symlink or submodule below its prefix. */
	return glob_fits(pattern, far->path) ||
	       (far->difference >= OF_CONTENTS && glob_may_fit_below(pattern, far->path));
}

static int wake_from(struct far_wake *far, const char *above, const char *rest, struct err *err)
{
	const struct probes_at *at;
	size_t i;

	if (probes_at(far->waker, above, &at, err) < 0)
		return -1;
	for (i = 0; i < at->asked.count; i++) {
		int concerned = is_concerned(far, &at->asked.items[i], rest, err);

		if (concerned < 0 || (concerned && far->waker->wake(far->waker,
							   at->asked.items[i].manifest, err) < 0))
			return -1;
	}
	return 0;
}

/* Asks at every directory above the path, and at the path without each of the endings its name may
 * have: whoever asked there with endings or a pattern may mean this path. The asker keeps only
 * endings that are found so. */
static int wake_from_above(
	struct waker *waker, const char *path, enum difference difference, struct err *err)
{
	struct far_wake far = { waker, path, difference, STR_INIT };
	struct str above = STR_INIT, below = STR_INIT;
	size_t size = strlen(path), cut;
	int result = 0;

	for (cut = size; cut > 0 && path[cut - 1] != '/' && result == 0; cut--) {
		if (path[cut - 1] != '.')
			continue;
		str_clear(&above);
		str_add(&above, path, cut - 1);
		result = wake_from(&far, above.data, path + cut - 1, err);
	}
	str_set(&above, path);
	str_set(&below, "/");
	str_add_text(&below, path);
	while (above.size > 0 && result == 0) {
		str_cut(&above, path_parent_size(above.data));
		result = wake_from(
			&far, above.data, below.data + (above.size ? above.size + 1 : 0), err);
	}
	str_release(&below);
	str_release(&above);
	str_release(&far.pattern);
	return result;
}

/* ---- questions asked below ---- */

static int wake_below(struct waker *waker, const char *path, bool for_mapping, struct err *err)
{
	struct str from = STR_INIT, until = STR_INIT;
	sqlite3_stmt *statement = store_prepare(waker->rows->store, Q_PROBES_BELOW, err);
	int found = statement ? 0 : -1;

	rows_range_below(&from, &until, path);
	if (statement) {
		bind_bytes(statement, 1, from.data);
		bind_bytes(statement, 2, until.data);
	}
	while (statement && (found = store_step(waker->rows->store, statement, err)) == 1) {
		bool by_tree = sqlite3_column_int(statement, 1);

		if ((!for_mapping || !by_tree) &&
			waker->wake(waker, sqlite3_column_int64(statement, 0), err) < 0) {
			found = -1;
			break;
		}
	}
	if (statement)
		sqlite3_reset(statement);
	str_release(&from);
	str_release(&until);
	return found;
}

/* ---- values ---- */

static int document_of(struct waker *waker, struct snapshot *snapshot, const char *path,
	enum entry_kind kind, const struct oid *oid, const struct document **out, struct err *err)
{
	*out = NULL;
	if (kind != ENTRY_FILE || !snapshot)
		return 0;
	return world_document(waker->world, snapshot, path, oid, out, err) < 0 ? -1 : 0;
}

static int by_detail(const void *a, const void *b)
{
	const struct asked *x = a, *y = b;

	return (x->detail > y->detail) - (x->detail < y->detail);
}

/* Does the value at the pointer that is the detail differ? 1, 0, -1. */
static int differs(struct waker *waker, int64_t detail, const struct document *before,
	const struct document *after, struct err *err)
{
	const char *pointer = rows_detail(waker->rows, detail, err);

	if (!pointer)
		return -1;
	/* A document that became readable or unreadable is another answer to everybody. */
	if (!before != !after)
		return 1;
	return before &&
	       !node_equal(lookup_at(before->root, pointer), lookup_at(after->root, pointer));
}

/* Of those who asked for a value of the file, puts them into `asked`; who asked for all its bytes
 * is woken at once. */
static int take_askers(
	struct waker *waker, const struct probes_at *at, struct probes_at *asked, struct err *err)
{
	for (size_t i = 0; i < at->asked.count; i++) {
		const struct asked *one = &at->asked.items[i];
		const char *detail;

		if (one->question != QUESTION_VALUE)
			continue;
		detail = rows_detail(waker->rows, one->detail, err);
		if (!detail)
			return -1;
		if (strcmp(detail, ASKED_BYTES) != 0)
			vec_push(&asked->asked, *one);
		else if (waker->wake(waker, one->manifest, err) < 0)
			return -1;
	}
	return 0;
}

/* Both states of a document are at hand: only those are woken whose value really differs. */
static int wake_for_values(struct waker *waker, const struct change *change, struct err *err)
{
	const struct document *before, *after;
	const struct probes_at *at;
	struct probes_at asked = { VEC_INIT };
	int answer;
	size_t i;

	if (probes_at(waker, change->path, &at, err) < 0)
		return -1;
	answer = take_askers(waker, at, &asked, err);
	if (answer == 0 && asked.asked.count > 0) {
		qsort(asked.asked.items, asked.asked.count, sizeof *asked.asked.items, by_detail);
		if (document_of(waker, waker->before, change->path, change->before,
			    &change->before_oid, &before, err) < 0 ||
			document_of(waker, waker->after, change->path, change->after,
				&change->after_oid, &after, err) < 0)
			answer = -1;
	}
	for (i = 0; i < asked.asked.count && answer >= 0; i++) {
		if (i == 0 || asked.asked.items[i].detail != asked.asked.items[i - 1].detail)
			answer = differs(waker, asked.asked.items[i].detail, before, after, err);
		if (answer == 1 && waker->wake(waker, asked.asked.items[i].manifest, err) < 0)
			answer = -1;
	}
	vec_release(&asked.asked);
	return answer < 0 ? -1 : 0;
}

/* ---- the three reasons ---- */

static bool likes_path(const struct asked *asked)
{
	return asked->question == QUESTION_PATH;
}

static bool likes_any(const struct asked *asked)
{
	(void)asked;
	return true;
}

static bool likes_open(const struct asked *asked)
{
	return asked->question != QUESTION_VALUE && !asked->by_tree;
}

static bool leads_away(enum entry_kind kind)
{
	return kind == ENTRY_SYMLINK || kind == ENTRY_SUBMODULE;
}

int wake_for_change(struct waker *waker, const struct change *change, struct err *err)
{
	enum difference difference = OF_ENTRY;

	if (change->before != ENTRY_DIRECTORY && change->after != ENTRY_DIRECTORY &&
		wake_for_values(waker, change, err) < 0)
		return -1;
	if (leads_away(change->before) || leads_away(change->after)) {
		/* Whatever was asked below it was answered behind it. */
		difference = OF_WAY;
		if (wake_at(waker, change->path, likes_any, err) < 0 ||
			wake_below(waker, change->path, false, err) < 0)
			return -1;
	} else if (change->before == change->after) {
		return 0;
	}
	if (wake_at(waker, change->path, likes_path, err) < 0)
		return -1;
	return wake_from_above(waker, change->path, difference, err);
}

int wake_for_mapping(struct waker *waker, const char *to, struct err *err)
{
	if (wake_at(waker, to, likes_open, err) < 0 || wake_below(waker, to, true, err) < 0)
		return -1;
	return wake_from_above(waker, to, OF_MAPPING, err);
}

int wake_for_path(struct waker *waker, const char *path, struct err *err)
{
	struct str above = STR_INIT;
	int result = -1;

	if (wake_at(waker, path, likes_any, err) < 0 || wake_below(waker, path, false, err) < 0 ||
		wake_from_above(waker, path, OF_CONTENTS, err) < 0)
		goto done;
	/* A reference to a directory holds what is in it. */
	str_set(&above, path);
	result = 0;
	while (above.size > 0 && result == 0) {
		str_cut(&above, path_parent_size(above.data));
		result = wake_at(waker, above.data, likes_path, err);
	}
done:
	str_release(&above);
	return result;
}
