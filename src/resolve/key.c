/*
 * key.c - is the key that a value names in the documents where it must be?
 *
 * A file that is not there is the fault of whoever names it: the keys in it follow from that. Where
 * no other reference of the manifest names the file, the first of its keys takes the blame.
 */
#include <string.h>

#include "resolve/judge.h"

/* What the documents said so far. */
struct finds {
	size_t with, without; /* so many have the key, have it not */
	const char *missing;  /* the first file that is not there, or NULL */
};

static bool is_file(enum entry_kind kind)
{
	return kind == ENTRY_FILE;
}

static void be_found(struct judge *judge, const struct answer *document, const char *asked)
{
	struct reference *out = judge->out;

	out->target = document->path;
	out->asked = asked;
	out->via = document->via;
	out->via_count = document->via_count;
}

/* Looks for the key in one document. What a submodule holds is not known. 0, -1. */
static int look_in_document(struct judge *judge, struct finds *finds, const struct answer *document,
	const char *asked, struct err *err)
{
	const struct written *written = judge->bound->values[0].written;
	const struct node *node;
	bool readable = true;
	int found = 0;

	if (document->kind != ENTRY_FILE) {
		note_skip(judge, SKIP_OUTSIDE);
		return 0;
	}
	for (size_t i = 0; i < written->key_count && found == 0 && readable; i++)
		found = ask_value(judge->asker, document->path, &document->oid, written->keys[i],
			&node, &readable, err);
	if (found < 0)
		return -1;
	if (!readable)
		note_skip(judge, SKIP_UNREADABLE);
	if (found == 1 && finds->with++ == 0)
		be_found(judge, document, asked);
	if (found == 0 && readable && finds->without++ == 0 && !finds->with)
		judge->out->asked = asked;
	return 0;
}

/* Is there something left to find out? */
static bool goes_on(const struct judge *judge, const struct finds *finds)
{
	return judge->rule->needs_all ? finds->without == 0 : finds->with == 0;
}

static int look_in_paths(struct judge *judge, struct finds *finds, struct err *err)
{
	const struct bound_value *value = &judge->bound->values[0];

	for (size_t i = 0; i < value->path_count && goes_on(judge, finds); i++) {
		struct answer answer;
		int found = ask_path(judge->asker, value->paths[i], &judge->rule->endings, is_file,
			&answer, err);

		note_limits(judge, &answer);
		if (found == 0 && !finds->missing)
			finds->missing = value->paths[i];
		if (found < 0 || (found == 1 && look_in_document(judge, finds, &answer,
							value->paths[i], err) < 0))
			return -1;
	}
	return 0;
}

static bool is_meant(const struct reference_rule *rule, const struct reference_rule *other)
{
	if (!other->id || other->owner != rule->owner)
		return false;
	for (size_t i = 0; i < rule->in.count; i++)
		if (strcmp(rule->in.items[i], other->id) == 0)
			return true;
	return false;
}

static int look_in_target(
	struct judge *judge, struct finds *finds, const struct reference *row, struct err *err)
{
	struct answer answer;
	int found;

	if (row->verdict != VERDICT_RESOLVED || row->target_type == TARGET_NAME ||
		reference_is_guess(row)) {
		note_skip(judge, SKIP_FOLLOWS);
		return 0;
	}
	found = ask_path(judge->asker, row->target, NULL, is_file, &answer, err);
	if (found == 0)
		note_skip(judge, SKIP_FOLLOWS);
	if (found != 1)
		return found;
	answer.via = row->via;
	answer.via_count = row->via_count;
	return look_in_document(
		judge, finds, &answer, row->via_count ? row->asked : row->target, err);
}

static int look_in_targets(
	struct judge *judge, const struct key_search *search, struct finds *finds, struct err *err)
{
	for (size_t i = 0; i < search->bound->references.count && goes_on(judge, finds); i++)
		if (is_meant(judge->rule, search->bound->references.items[i].declared->rule) &&
			look_in_target(judge, finds, &search->rows[i], err) < 0)
			return -1;
	return 0;
}

/* Does something else in the manifest say that the file is missing? */
static bool is_told(const struct key_search *search, const char *file)
{
	for (size_t i = 0; i < search->missing.count; i++)
		if (strcmp(search->missing.items[i], file) == 0)
			return true;
	for (size_t i = 0; i < search->bound->references.count; i++) {
		const struct reference *row = &search->rows[i];

		if (search->bound->references.items[i].declared->rule->key_count == 0 &&
			row->asked && strcmp(row->asked, file) == 0)
			return true;
	}
	return false;
}

/* None of the files is there. */
static void miss_file(struct judge *judge, struct key_search *search, const char *file)
{
	judge->out->asked = file;
	if (is_told(search, file))
		note_skip(judge, SKIP_FOLLOWS);
	else
		vec_push(&search->missing, file);
}

static void judge_own_key(struct judge *judge, const struct written *written)
{
	const struct answer own = { .path = judge->facts->path };

	judge->out->asked = judge->facts->path;
	if (written->own == OWN_KEY_IS_MISSING)
		judge->out->verdict = VERDICT_DANGLING;
	else
		be_found(judge, &own, judge->facts->path);
}

int resolve_key(struct judge *judge, struct key_search *search, struct err *err)
{
	const struct bound_value *value = &judge->bound->values[0];
	struct finds finds = { 0, 0, NULL };

	judge->out->target_type = TARGET_KEY;
	judge->out->key = value->written->key;
	if (value->written->own && !value->skip) {
		judge_own_key(judge, value->written);
		return 0;
	}
	if (value->skip)
		note_skip(judge, value->skip);
	else if ((judge->rule->in.count ? look_in_targets(judge, search, &finds, err)
					: look_in_paths(judge, &finds, err)) < 0)
		return -1;
	if (finds.with && !(judge->rule->needs_all && finds.without)) {
		judge->out->verdict = VERDICT_RESOLVED;
		return 0;
	}
	if (!finds.with && !finds.without && finds.missing)
		miss_file(judge, search, finds.missing);
	if (!(judge->rule->needs_all && finds.without))
		judge->out->skip = judge->skip;
	judge->out->verdict = judge->out->skip ? VERDICT_SKIPPED : VERDICT_DANGLING;
	return 0;
}
