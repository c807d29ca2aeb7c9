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

/* A value, a key, or a part of a value, that is to be replaced. */
struct spot {
	struct span span;   /* of the value or key */
	const char *text;   /* of a value that holds it as a part; else NULL */
	size_t start, size; /* of what is replaced */
	bool is_key;
	size_t found;
};

static struct spot spot_at(const struct span *span, bool is_key)
{
	return (struct spot){ .span = *span,
		.start = span->start,
		.size = span->size,
		.is_key = is_key,
		.found = 1 };
}

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

static bool holds_part(const struct node *node, const struct fix *fix)
{
	return fix->place->size > 0 && node->kind == NODE_STRING && !node->has_nul &&
	       holds_place(&node->span, fix->place) && strstr(node->text, fix->old);
}

/* The value, or key, that stands where the reference does, or of which it names a part. */
static void find_by_place(struct spot *spot, const struct node *node, const struct fix *fix)
{
	if (node->key && holds_place(&node->key_span, fix->place) &&
		strcmp(node->key, fix->old) == 0) {
		*spot = spot_at(&node->key_span, true);
	} else if (holds_place(&node->span, fix->place) && is_value(node, fix->old)) {
		*spot = spot_at(&node->span, false);
	} else if (holds_part(node, fix)) {
		*spot = spot_at(&node->span, false);
		spot->text = node->text;
		spot->start = fix->place->start;
		spot->size = fix->place->size;
	}
	for (size_t i = 0; i < node->count && !spot->found; i++)
		find_by_place(spot, &node->children[i], fix);
}

/* Of a list of alternatives the one that was good, wherever it stands now. */
static void find_in_list(struct spot *spot, const struct node *list, const struct fix *fix)
{
	for (size_t i = 0; list && i < list->count; i++) {
		size_t found = spot->found;

		if (!is_value(&list->children[i], fix->old))
			continue;
		*spot = spot_at(&list->children[i].span, false);
		spot->found += found;
	}
}

static bool find_spot(struct spot *spot, const struct workbench *bench, const struct fix *fix)
{
	*spot = (struct spot){ .found = 0 };
	find_by_place(spot, bench->document->root, fix);
	if (!spot->found)
		find_in_list(spot, node_at(bench->document->root, fix->place->location), fix);
	return spot->found == 1;
}

/* ---- edits ---- */

static size_t count_parts(const char *text, size_t size, const char *part)
{
	size_t part_size = strlen(part), count = 0;

	for (const char *at = text, *end = text + size;
		(at = memmem(at, (size_t)(end - at), part, part_size)) != NULL; at += part_size)
		count++;
	return count;
}

/* Where in the value's text the part stands whose bytes are known: as many of the like stand before
 * it there as in the file. False if they do not, for the file writes some otherwise. */
static bool find_offset(size_t *offset, const struct workbench *bench, const struct spot *spot,
	const struct fix *fix)
{
	const char *source = bench->file.before.data + spot->span.start, *at = spot->text;
	size_t size = strlen(fix->old);
	size_t before = count_parts(source, spot->start - spot->span.start, fix->old);

	if (spot->size != size ||
		memcmp(bench->file.before.data + spot->start, fix->old, size) != 0 ||
		count_parts(source, spot->span.size, fix->old) !=
			count_parts(spot->text, strlen(spot->text), fix->old))
		return false;
	for (at = strstr(at, fix->old); at && before; before--)
		at = strstr(at + size, fix->old);
	*offset = at ? (size_t)(at - spot->text) : 0;
	return at != NULL;
}

/* The one place in the source of a value where all of it stands as it is: in a block of lines, or
 * between quotes of three. */
static bool find_literal(struct spot *spot, const struct workbench *bench, const struct fix *fix)
{
	const char *source = bench->file.before.data + spot->span.start, *found;

	if (count_parts(source, spot->span.size, fix->old) != 1)
		return false;
	found = memmem(source, spot->span.size, fix->old, strlen(fix->old));
	spot->start = spot->span.start + (size_t)(found - source);
	spot->size = strlen(fix->old);
	return true;
}

static bool write_edit(struct str *out, size_t *offset, const struct workbench *bench,
	struct spot *spot, const struct fix *fix)
{
	const char *bytes = bench->file.before.data;

	*offset = 0;
	if (!spot->text &&
		scalar_write(out, bench->syntax, bytes + spot->start, spot->size, fix->replacement))
		return true;
	if (spot->text ? !find_offset(offset, bench, spot, fix) : !find_literal(spot, bench, fix))
		return false;
	return scalar_write_part(out, bytes + spot->start, spot->size, fix->replacement);
}

static void add_edit(struct workbench *bench, const struct fix *fix)
{
	struct str text = STR_INIT;
	struct spot spot;
	size_t offset;

	if (find_spot(&spot, bench, fix) && write_edit(&text, &offset, bench, &spot, fix))
		vec_push(&bench->file.edits, (struct edit){ fix, spot.start, spot.size,
						     arena_text(&bench->mending->arena, text.data),
						     spot.is_key, spot.span.start, offset });
	str_release(&text);
}

static int compare_edits(const void *a, const void *b)
{
	const struct edit *left = a, *right = b;

	if (left->start != right->start)
		return left->start < right->start ? -1 : 1;
	return strcmp(left->text, right->text);
}

static bool ends_before(const struct edit *edit, const struct edit *next)
{
	return edit->start + edit->size <= next->start;
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
		if (agree && (kept == 0 || ends_before(&file->edits.items[kept - 1], first)))
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

/* The first edit of the value, or key, that begins at `start`, or of a part of it. */
static size_t first_edit_of(const struct mended_file *file, size_t start)
{
	size_t low = 0, high = file->edits.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (file->edits.items[middle].value < start)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* What the text of a value, or key, becomes by its edits. */
static void edit_text(struct str *out, const struct mended_file *file, const char *text,
	const struct span *span, bool is_key)
{
	size_t at = 0;

	for (size_t i = first_edit_of(file, span->start); i < file->edits.count; i++) {
		const struct edit *edit = &file->edits.items[i];

		if (edit->value != span->start)
			break;
		/* Where nobody wrote a key its span is that of the value. */
		if (edit->is_key != is_key)
			continue;
		str_add(out, text + at, edit->offset - at);
		str_add_text(out, edit->fix->replacement);
		at = edit->offset + strlen(edit->fix->old);
	}
	str_add_text(out, text + at);
}

static bool becomes(const struct mended_file *file, const char *before, const struct span *span,
	bool is_key, const char *after)
{
	struct str expected = STR_INIT;
	bool same;

	if (!before || !after)
		return before == after;
	edit_text(&expected, file, before, span, is_key);
	same = strcmp(expected.data, after) == 0;
	str_release(&expected);
	return same;
}

/* Does `after` say what `before` says, but for the values that were replaced? */
static bool says_the_same(
	const struct mended_file *file, const struct node *before, const struct node *after)
{
	if (before->kind != after->kind || before->count != after->count ||
		!becomes(file, before->key, &before->key_span, true, after->key) ||
		!becomes(file, before->text, &before->span, false, after->text))
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
