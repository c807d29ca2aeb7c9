/*
 * mending.c - the certain fixes of a check, put into the files they belong to.
 */
#include "check/mending.h"

#include "rules/facts.h"
#include "syntax/scalar.h"

typedef VEC(const struct fix *) fix_list;

/* A file while it is mended. */
struct workbench {
	struct mending *mending;
	struct mended_file file;
	enum syntax syntax;
	struct document *document; /* of what is there */
};

void mending_init(struct mending *mending)
{
	memset(mending, 0, sizeof(*mending));
}

static void file_release(struct mended_file *file)
{
	str_release(&file->before);
	str_release(&file->after);
	vec_release(&file->edits);
}

void mending_release(struct mending *mending)
{
	for (size_t i = 0; i < mending->files.count; i++)
		file_release(&mending->files.items[i]);
	vec_release(&mending->files);
	arena_release(&mending->arena);
}

/* ---- where a value stands ---- */

/* A value or a key that is to be replaced. */
struct spot {
	struct span span;
	size_t found;
};

static bool is_value(const struct node *node, const char *text)
{
	return node->kind == NODE_STRING && !node->has_nul && strcmp(node->text, text) == 0;
}

/* A reference may point inside the quotes of its value. */
static bool holds_place(const struct span *span, const struct reference *place)
{
	return span->start <= place->start &&
	       place->start + place->size <= span->start + span->size;
}

/* The value, or key, that stands where the reference does. */
static void find_by_place(struct spot *spot, const struct node *node, const struct fix *fix)
{
	if (node->key && holds_place(&node->key_span, fix->place) &&
		strcmp(node->key, fix->old) == 0)
		*spot = (struct spot){ node->key_span, 1 };
	else if (holds_place(&node->span, fix->place) && is_value(node, fix->old))
		*spot = (struct spot){ node->span, 1 };
	for (size_t i = 0; i < node->count && !spot->found; i++)
		find_by_place(spot, &node->children[i], fix);
}

/* Of a list of alternatives the one that was good, wherever it stands now. */
static void find_in_list(struct spot *spot, const struct node *list, const struct fix *fix)
{
	for (size_t i = 0; list && i < list->count; i++)
		if (is_value(&list->children[i], fix->old))
			*spot = (struct spot){ list->children[i].span, spot->found + 1 };
}

static bool find_spot(struct span *out, const struct workbench *bench, const struct fix *fix)
{
	struct spot spot = { .found = 0 };

	find_by_place(&spot, bench->document->root, fix);
	if (!spot.found)
		find_in_list(&spot, node_at(bench->document->root, fix->place->location), fix);
	*out = spot.span;
	return spot.found == 1;
}

/* ---- edits ---- */

static const char *write_value(struct workbench *bench, const struct span *span, const char *value)
{
	struct str text = STR_INIT;
	const char *written = NULL;

	if (scalar_write(
		    &text, bench->syntax, bench->file.before.data + span->start, span->size, value))
		written = arena_text(&bench->mending->arena, text.data);
	str_release(&text);
	return written;
}

static void add_edit(struct workbench *bench, const struct fix *fix)
{
	struct span span;
	const char *text =
		find_spot(&span, bench, fix) ? write_value(bench, &span, fix->replacement) : NULL;

	if (text)
		vec_push(&bench->file.edits, (struct edit){ fix, span.start, span.size, text });
}

static int compare_edits(const void *a, const void *b)
{
	const struct edit *left = a, *right = b;

	if (left->start != right->start)
		return left->start < right->start ? -1 : 1;
	return strcmp(left->text, right->text);
}

/* One value asked to become two things becomes neither. */
static void settle_edits(struct mended_file *file)
{
	size_t kept = 0, next;

	if (file->edits.count == 0)
		return;
	qsort(file->edits.items, file->edits.count, sizeof(*file->edits.items), compare_edits);
	for (size_t i = 0; i < file->edits.count; i = next) {
		const struct edit *first = &file->edits.items[i];
		bool agree = true;

		for (next = i + 1; next < file->edits.count; next++) {
			if (file->edits.items[next].start != first->start)
				break;
			agree &= strcmp(file->edits.items[next].text, first->text) == 0;
		}
		if (agree)
			file->edits.items[kept++] = *first;
	}
	file->edits.count = kept;
}

static void apply_edits(struct mended_file *file)
{
	size_t at = 0;

	for (size_t i = 0; i < file->edits.count; i++) {
		const struct edit *edit = &file->edits.items[i];

		str_add(&file->after, file->before.data + at, edit->start - at);
		str_add_text(&file->after, edit->text);
		at = edit->start + edit->size;
	}
	str_add(&file->after, file->before.data + at, file->before.size - at);
}

/* ---- proof ---- */

static const struct edit *edit_at(const struct mended_file *file, size_t start)
{
	const struct edit key = { .start = start, .text = "" };
	size_t low = 0, high = file->edits.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (file->edits.items[middle].start < key.start)
			low = middle + 1;
		else
			high = middle;
	}
	return low < file->edits.count && file->edits.items[low].start == start
		       ? &file->edits.items[low]
		       : NULL;
}

static bool is_text(
	const struct mended_file *file, size_t start, const char *before, const char *after)
{
	const struct edit *edit = edit_at(file, start);

	if (!before || !after)
		return before == after;
	return strcmp(edit ? edit->fix->replacement : before, after) == 0;
}

/* Does `after` say what `before` says, but for the values that were replaced? */
static bool says_the_same(
	const struct mended_file *file, const struct node *before, const struct node *after)
{
	if (before->kind != after->kind || before->count != after->count ||
		!is_text(file, before->key_span.start, before->key, after->key) ||
		!is_text(file, before->span.start, before->text, after->text))
		return false;
	for (size_t i = 0; i < before->count; i++)
		if (!says_the_same(file, &before->children[i], &after->children[i]))
			return false;
	return true;
}

static bool is_proven(const struct workbench *bench)
{
	const struct mended_file *file = &bench->file;
	struct document *document = NULL;
	struct err problem;
	bool same = document_parse(&document, bench->syntax, file->after.data, file->after.size,
			    &problem) == 0 &&
		    says_the_same(file, bench->document->root, document->root);

	document_free(document);
	return same;
}

/* ---- a file ---- */

/* 1 read, 0 it is no file that could be mended, -1. */
static int open_file(struct workbench *bench, struct snapshot *head, const struct ruleset *rules,
	struct err *err)
{
	const char *path = bench->file.path;
	struct entry entry;
	struct err problem;
	int result = snapshot_entry(head, path, &entry, err);

	if (result <= 0 || entry.kind != ENTRY_FILE)
		return result < 0 ? -1 : 0;
	result = snapshot_read(head, &entry.oid, DOCUMENT_SIZE_MAX, &bench->file.before, err);
	if (result <= 0)
		return result;
	if (!facts_syntax(&bench->syntax, rules, path))
		return 0;
	return document_parse(&bench->document, bench->syntax, bench->file.before.data,
		       bench->file.before.size, &problem) == 0;
}

static int mend_file(struct mending *mending, const struct fix *const *fixes, size_t count,
	struct snapshot *head, const struct ruleset *rules, struct err *err)
{
	struct workbench bench = { .mending = mending, .file = { .path = fixes[0]->path } };
	int result = open_file(&bench, head, rules, err);

	for (size_t i = 0; result > 0 && i < count; i++)
		add_edit(&bench, fixes[i]);
	settle_edits(&bench.file);
	apply_edits(&bench.file);
	if (result > 0 && bench.file.edits.count && is_proven(&bench))
		vec_push(&mending->files, bench.file);
	else
		file_release(&bench.file);
	document_free(bench.document);
	return result < 0 ? -1 : 0;
}

/* ---- all of them ---- */

static int compare_fixes(const void *a, const void *b)
{
	const struct fix *const *left = a, *const *right = b;

	return strcmp((*left)->path, (*right)->path);
}

static bool is_mended(const struct mending *mending, const struct fix *fix)
{
	for (size_t i = 0; i < mending->files.count; i++) {
		const struct mended_file *file = &mending->files.items[i];

		if (strcmp(file->path, fix->path) != 0)
			continue;
		for (size_t j = 0; j < file->edits.count; j++)
			if (file->edits.items[j].fix->place->start == fix->place->start &&
				strcmp(file->edits.items[j].fix->replacement, fix->replacement) ==
					0)
				return true;
	}
	return false;
}

static void count_left(struct mending *mending, const struct check *check)
{
	for (size_t i = 0; i < check->breaks.count; i++) {
		const struct fix *fix = &check->breaks.items[i].fix;

		mending->left += !fix->path || !is_mended(mending, fix);
	}
}

int mending_make(struct mending *out, const struct check *check, struct snapshot *head,
	const struct ruleset *rules, struct err *err)
{
	fix_list fixes = VEC_INIT;
	size_t next;
	int result = 0;

	for (size_t i = 0; i < check->breaks.count; i++)
		if (check->breaks.items[i].fix.path)
			vec_push(&fixes, &check->breaks.items[i].fix);
	if (fixes.count)
		qsort(fixes.items, fixes.count, sizeof(*fixes.items), compare_fixes);
	for (size_t i = 0; i < fixes.count && result == 0; i = next) {
		for (next = i + 1; next < fixes.count; next++)
			if (compare_fixes(&fixes.items[i], &fixes.items[next]) != 0)
				break;
		result = mend_file(out, fixes.items + i, next - i, head, rules, err);
	}
	count_left(out, check);
	vec_release(&fixes);
	return result;
}
