/*
 * reread.c - reads single files of a snapshot.
 */
#include "check/reread.h"

static int read_file(struct str *out, struct snapshot *snapshot, const char *path, struct err *err)
{
	struct entry entry;
	int found = snapshot_entry(snapshot, path, &entry, err);

	if (found > 0 && entry.kind != ENTRY_FILE)
		found = 0;
	return found > 0 ? snapshot_read(snapshot, &entry.oid, DOCUMENT_SIZE_MAX, out, err) : found;
}

int reread_document(
	struct document **out, struct snapshot *snapshot, const char *path, struct err *err)
{
	int syntax = syntax_of_name(path);
	struct str bytes = STR_INIT;
	int found = syntax < 0 ? 0 : read_file(&bytes, snapshot, path, err);

	if (found > 0 && document_parse(out, (enum syntax)syntax, bytes.data, bytes.size, NULL) < 0)
		found = 0;
	str_release(&bytes);
	return found;
}

struct snapshot_asker {
	struct near_asker asker; /* must stay first */
	struct snapshot *snapshot;
};

static int is_file(struct near_asker *asker, const char *path, struct err *err)
{
	const struct snapshot_asker *self = (const struct snapshot_asker *)asker;
	struct entry entry;
	int result = snapshot_entry(self->snapshot, path, &entry, err);

	return result > 0 ? entry.kind == ENTRY_FILE : result;
}

int reread_facts(struct facts *facts, const char *path, struct snapshot *snapshot,
	const struct ruleset *rules, struct arena *arena, struct err *err)
{
	struct snapshot_asker asker = { { .is_file = is_file, .wants_delegates = true }, snapshot };
	struct str text = STR_INIT;
	int result = read_file(&text, snapshot, path, err);

	if (result > 0 && facts_declare(facts, rules, path, text.data, text.size, &asker.asker,
				  arena, err) < 0)
		result = -1;
	str_release(&text);
	return result;
}
