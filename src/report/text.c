/*
 * text.c - the report for people: grouped by cause, the cause first, and what to type at the end.
 *
 * Everything is made of raw bytes and quoted where a line is written, so that no name of a file can
 * move the cursor, colour the screen or add a line of its own.
 */
#include "check/configuration.h"
#include "report/page.h"
#include "report/report.h"
#include "report/words.h"
#include "util/quote.h"

#define FOLD_MORE_THAN 8u /* findings of one group; then the first of them, and a count */
#define SENTENCES_MAX  4u /* consequences told of one group */
#define OWNERS_MAX     6u /* owners told of one group */

/* Findings of one group, in the order of the report. */
struct group {
	const struct finding **items;
	size_t count;
};

/* What the repository itself asked not to be told of is only counted. */
static bool is_shown(const struct finding *finding, const struct page *page)
{
	return page->all || (finding->severity > SEVERITY_NOTE && !finding->reason_line);
}

/* ---- one finding ---- */

/* From the file outwards, as it travels: what one mapping yields, the next takes. */
static void write_way(struct page *page, const struct reference *reference)
{
	struct str line = STR_INIT;

	for (size_t i = reference->via_count; i-- > 0;) {
		str_clear(&line);
		say_via(&line, &reference->via[i]);
		page_label(page, i + 1 == reference->via_count ? "via" : "");
		page_addf(page, "%s", line.data);
		page_end_line(page);
	}
	str_release(&line);
}

static void write_place(struct page *page, const struct finding *finding)
{
	static const enum ink inks[] = { INK_PLAIN, INK_NOTE, INK_WARNING, INK_ERROR };

	page_addf(page, "  ");
	page_ink(page, inks[finding->severity]);
	page_addf(page, "%-7s", severity_text(finding->severity));
	page_ink(page, INK_PLAIN);
	page_addf(page, "  %s:%u:%u  ", finding->manifest, finding->line, finding->column);
	page_ink(page, INK_STRONG);
	page_addf(page, "%s", finding->raw);
	page_ink(page, INK_PLAIN);
	page_end_line(page);
}

static void write_target(struct page *page, const struct finding *finding)
{
	const struct reference *before = finding->before;
	const struct cause *cause = &finding->cause;

	if (!before) {
		page_label(page, "asked");
		page_addf(page, "%s", finding_target(finding));
		page_end_line(page);
		return;
	}
	page_label(page, "was");
	if (cause->change == CAUSE_EDITED && strcmp(finding->raw, before->raw) != 0)
		page_addf(page, "%s -> ", before->raw);
	page_addf(page, "%s", before->target);
	if (before->target_type == TARGET_KEY)
		page_addf(page, ", key %s", before->key);
	if (cause->moved_to)
		page_addf(page, ", now %s", cause->moved_to);
	if ((cause->line || cause->came) && !cause->mapping && finding->after->asked)
		page_addf(page, "; the value stands for %s now", finding->after->asked);
	page_end_line(page);
	if (cause->now_at && !finding->fix.path) {
		page_label(page, "now at");
		page_addf(page, "%s", cause->now_at);
		page_end_line(page);
	}
}

static void write_trust(struct page *page, const struct reference *reference)
{
	struct str line = STR_INIT;

	say_confidence(&line, reference);
	if (line.size) {
		page_label(page, "trust");
		page_addf(page, "%s", line.data);
		page_end_line(page);
	}
	str_release(&line);
}

static bool is_same_life(const struct life *a, const struct life *b)
{
	return a->fate == b->fate && oid_equal(&a->mended_by, &b->mended_by);
}

/* How long it lived, and what ended it. */
static void write_life(struct page *page, const struct life *life)
{
	static const char *const deeds[FATE_COUNT] = {
		[FATE_RESTORED] = "what it names was restored",
		[FATE_REPOINTED] = "it was pointed elsewhere",
		[FATE_REMOVED] = "it was removed",
	};
	char oid[OID_TEXT_SIZE];
	struct str age = STR_INIT;

	add_count(&age, life->commits, "commit");
	str_add_text(&age, ", ");
	add_duration(&age, life->seconds);
	page_label(page, life->fate == FATE_BROKEN ? "still" : "mended");
	if (life->fate == FATE_BROKEN) {
		page_addf(page, life->commits ? "broken after %s" : "broken: it is the last commit",
			age.data);
	} else {
		oid_text(oid, &life->mended_by);
		page_addf(page, "after %s: %s in %.7s by %s: %s", age.data, deeds[life->fate], oid,
			life->author, life->summary);
	}
	page_end_line(page);
	str_release(&age);
}

static void write_finding(
	struct page *page, const struct finding *finding, const struct finding *previous)
{
	const struct reference *reference = finding_reference(finding);

	write_place(page, finding);
	write_target(page, finding);
	if (!previous || !is_same_way(reference, finding_reference(previous)) ||
		reference->confidence != finding_reference(previous)->confidence) {
		write_way(page, reference);
		write_trust(page, reference);
	}
	if (finding->life &&
		(!previous || !previous->life || !is_same_life(finding->life, previous->life)))
		write_life(page, finding->life);
}

/* ---- what a group says once ---- */

/* Each sentence once, the first few of them. */
static void write_consequences(struct page *page, const struct group *group)
{
	struct map told = MAP_INIT;
	struct str sentence = STR_INIT;

	for (size_t i = 0; i < group->count; i++) {
		size_t before = told.count;

		str_clear(&sentence);
		say_consequence(&sentence, group->items[i]);
		map_put(&told, sentence.data, sentence.size);
		if (told.count == before || before >= SENTENCES_MAX)
			continue;
		page_addf(page, "  %s", sentence.data);
		page_end_line(page);
	}
	if (told.count > SENTENCES_MAX) {
		page_addf(page, "  and %zu more", told.count - SENTENCES_MAX);
		page_end_line(page);
	}
	map_release(&told);
	str_release(&sentence);
}

static void add_siblings(struct map *out, const struct finding *finding)
{
	for (size_t i = 0; i < finding->sibling_manifests.count; i++)
		map_set(out, finding->sibling_manifests.items[i], out);
}

/* Manifests that name a target of the group and were updated, without those that break. */
static struct texts other_manifests(const struct map *siblings, const struct group *group)
{
	struct texts others = { memory_get((siblings->count + 1) * sizeof(char *)), 0 };
	struct map broken = MAP_INIT;

	for (size_t i = 0; i < group->count; i++)
		map_set(&broken, group->items[i]->manifest, &broken);
	for (size_t i = 0; i < siblings->count; i++)
		if (!map_get(&broken, siblings->entries[i].key))
			others.items[others.count++] = siblings->entries[i].key;
	map_release(&broken);
	return others;
}

/* The twins that were not forgotten, counted once for each target. */
static void write_siblings(struct page *page, const struct group *group)
{
	struct map seen = MAP_INIT, manifests = MAP_INIT;
	struct str sentence = STR_INIT;
	size_t siblings = 0;
	struct texts others;

	for (size_t i = 0; i < group->count; i++) {
		const char *target = finding_target(group->items[i]);

		if (map_get(&seen, target))
			continue;
		map_set(&seen, target, &seen);
		siblings += group->items[i]->siblings;
		add_siblings(&manifests, group->items[i]);
	}
	others = other_manifests(&manifests, group);
	say_siblings(&sentence, siblings, &others);
	if (sentence.size) {
		page_addf(page, "  %s", sentence.data);
		page_end_line(page);
	}
	free(others.items);
	map_release(&seen);
	map_release(&manifests);
	str_release(&sentence);
}

/* Whom to talk to: all who own a manifest of the group, each once. */
static void write_owners(struct page *page, const struct group *group)
{
	struct map owners = MAP_INIT;
	size_t shown;

	for (size_t i = 0; i < group->count; i++)
		for (size_t j = 0; j < group->items[i]->owners.count; j++)
			map_set(&owners, group->items[i]->owners.items[j], &owners);
	shown = page->all || owners.count <= OWNERS_MAX ? owners.count : OWNERS_MAX;
	if (owners.count)
		page_addf(page, "  owners:");
	for (size_t i = 0; i < shown; i++)
		page_addf(page, " %s", owners.entries[i].key);
	if (shown < owners.count)
		page_addf(page, " and %zu more", owners.count - shown);
	if (owners.count)
		page_end_line(page);
	map_release(&owners);
}

static void write_heading(struct page *page, const struct group *group)
{
	const struct finding *first = group->items[0];
	struct str text = STR_INIT;

	say_common_cause(&text, group->items, group->count);
	page_ink(page, INK_STRONG);
	page_addf(page, "%s", text.data);
	page_ink(page, INK_PLAIN);
	page_end_line(page);
	str_clear(&text);
	if (!page->audited || !oid_equal(&page->audited->id, &first->cause.commit))
		say_commit(&text, &first->cause);
	if (text.size) {
		page_addf(page, "  %s", text.data);
		page_end_line(page);
	}
	if (first->reason_line) {
		page_addf(page, "  suppressed by %s:%u: %s", CONFIGURATION_PATH, first->reason_line,
			first->reason);
		page_end_line(page);
	} else if (first->reason) {
		page_addf(page, "  %s", first->reason);
		page_end_line(page);
	}
	str_release(&text);
	write_consequences(page, group);
	write_siblings(page, group);
	write_owners(page, group);
	page_end_line(page);
}

/* ---- what to type ---- */

/* One way to mend it; the first stands behind "to mend it". */
static void start_remedy(struct page *page, size_t *remedies)
{
	if (*remedies == 0) {
		page_addf(page, "  to mend it:");
		page_end_line(page);
	}
	page_addf(page, (*remedies)++ ? "    or " : "    ");
}

static void write_edit(struct page *page, const char *edit, bool is_first, size_t *remedies)
{
	if (is_first)
		start_remedy(page, remedies);
	else
		page_addf(page, "    ");
	page_addf(page, "edit ");
	page_ink(page, INK_FIX);
	page_addf(page, "%s", edit);
	page_ink(page, INK_PLAIN);
	page_end_line(page);
}

/* The edits, each once. */
static void write_edits(struct page *page, const struct group *group, size_t *remedies)
{
	struct map edits = MAP_INIT;
	struct str edit = STR_INIT;
	size_t shown;

	for (size_t i = 0; i < group->count; i++) {
		const struct fix *fix = &group->items[i]->fix;

		if (!fix->path)
			continue;
		str_clear(&edit);
		str_addf(
			&edit, "%s:%u: %s -> %s", fix->path, fix->line, fix->old, fix->replacement);
		map_put(&edits, edit.data, edit.size);
	}
	shown = page->all || edits.count <= FOLD_MORE_THAN ? edits.count : FOLD_MORE_THAN;
	for (size_t i = 0; i < shown; i++)
		write_edit(page, edits.entries[i].key, i == 0, remedies);
	if (shown < edits.count) {
		page_addf(page, "    and %zu more (--all lists them)", edits.count - shown);
		page_end_line(page);
	}
	map_release(&edits);
	str_release(&edit);
}

/* Only a path that reads the same when it is quoted can be typed. */
static bool is_typeable(const char *path)
{
	struct str quoted = STR_INIT;
	bool same;

	quote_terminal(&quoted, path);
	same = strcmp(quoted.data, path) == 0;
	str_release(&quoted);
	return same;
}

static bool can_be_restored(const struct cause *cause)
{
	switch (cause->change) {
	case CAUSE_DELETED:
		return is_typeable(cause->topic);
	case CAUSE_RENAMED:
	case CAUSE_UNMATCHED:
		return !cause->name && is_typeable(cause->topic);
	case CAUSE_UNMAPPED:
		return cause->is_gone && is_typeable(cause->topic);
	case CAUSE_RETYPED:
	case CAUSE_KEY_REMOVED:
	case CAUSE_EDITED:
	case CAUSE_MOVED:
		break;
	}
	return false;
}

static void write_restoring(struct page *page, const struct finding *finding, size_t *remedies)
{
	struct str path = STR_INIT;
	char base[OID_TEXT_SIZE];

	oid_text(base, &finding->good_at);
	quote_shell(&path, finding->cause.topic);
	start_remedy(page, remedies);
	page_addf(page, "restore what went: ");
	page_ink(page, INK_FIX);
	page_addf(page, "git checkout %.10s -- %s", base, path.data);
	page_ink(page, INK_PLAIN);
	page_end_line(page);
	str_release(&path);
}

/* What was edited is still there: nothing is put back unasked, but here is how it read. */
static bool can_be_shown(const struct cause *cause)
{
	return (cause->change == CAUSE_UNMAPPED || cause->change == CAUSE_KEY_REMOVED ||
		       (cause->change == CAUSE_EDITED && cause->line)) &&
	       is_typeable(cause->path);
}

static void write_showing(struct page *page, const struct finding *finding, size_t *remedies)
{
	struct str object = STR_INIT, quoted = STR_INIT;
	char base[OID_TEXT_SIZE];

	oid_text(base, &finding->good_at);
	str_addf(&object, "%.10s:%s", base, finding->cause.path);
	quote_shell(&quoted, object.data);
	start_remedy(page, remedies);
	page_addf(page, "take the edit back; this is how it read: ");
	page_ink(page, INK_FIX);
	page_addf(page, "git show %s", quoted.data);
	page_ink(page, INK_PLAIN);
	page_end_line(page);
	str_release(&object);
	str_release(&quoted);
}

static void write_remedies(struct page *page, const struct group *group)
{
	const struct finding *finding = group->items[0];
	size_t remedies = 0;

	page_end_line(page);
	write_edits(page, group, &remedies);
	start_remedy(page, &remedies);
	page_addf(page, "remove the reference%s", group->count == 1 ? "" : "s");
	page_end_line(page);
	if (!oid_is_zero(&finding->good_at) && can_be_restored(&finding->cause))
		write_restoring(page, finding, &remedies);
	else if (!oid_is_zero(&finding->good_at) && can_be_shown(&finding->cause))
		write_showing(page, finding, &remedies);
}

static void write_group(struct page *page, const struct group *group)
{
	size_t shown = group->count;

	if (!page->all && shown > FOLD_MORE_THAN)
		shown = FOLD_MORE_THAN;
	write_heading(page, group);
	for (size_t i = 0; i < shown; i++)
		write_finding(page, group->items[i], i ? group->items[i - 1] : NULL);
	if (shown < group->count) {
		page_addf(page, "  and %zu more (--all lists them)", group->count - shown);
		page_end_line(page);
	}
	if (!page->audited && !group->items[0]->reason_line)
		write_remedies(page, group);
	page_end_line(page);
}

/* ---- the whole ---- */

static int compare_groups(const void *a, const void *b)
{
	const struct finding *const *left = a, *const *right = b;

	if ((*left)->group != (*right)->group)
		return (*left)->group < (*right)->group ? -1 : 1;
	return (*left > *right) - (*left < *right); /* as they stand in the list */
}

/* Findings of one group may stand apart in the list. Groups are numbered as they first appear. */
static void write_groups(struct page *page, const finding_list *findings)
{
	VEC(const struct finding *) shown = VEC_INIT;
	size_t size;

	for (size_t i = 0; i < findings->count; i++)
		if (is_shown(&findings->items[i], page))
			vec_push(&shown, &findings->items[i]);
	if (shown.count)
		qsort(shown.items, shown.count, sizeof(*shown.items), compare_groups);
	for (size_t i = 0; i < shown.count; i += size) {
		for (size = 1; i + size < shown.count; size++)
			if (shown.items[i + size]->group != shown.items[i]->group)
				break;
		write_group(page, &(struct group){ shown.items + i, size });
	}
	vec_release(&shown);
}

static size_t count_hidden(const struct page *page, const finding_list *findings)
{
	size_t hidden = 0;

	for (size_t i = 0; i < findings->count; i++)
		hidden += !is_shown(&findings->items[i], page);
	return hidden;
}

static void add_new(struct str *line, size_t count)
{
	add_count(line, count, "new reference");
	str_add_text(line, count == 1 ? " leads nowhere" : " lead nowhere");
}

static void add_hidden(struct str *line, const struct page *page, const struct check *check)
{
	size_t notes = count_hidden(page, &check->breaks);
	size_t new = count_hidden(page, &check->introduced);
	size_t suppressed = count_hidden(page, &check->suppressed);

	if (notes) {
		str_add_text(line, "; ");
		add_count(line, notes, "note");
	}
	if (new) {
		str_add_text(line, "; ");
		add_new(line, new);
	}
	if (suppressed)
		str_addf(line, "; %zu suppressed", suppressed);
	if (notes || new || suppressed)
		str_add_text(line, " (--all lists them)");
}

static void add_breaks(struct str *line, size_t breaks, size_t across, bool fails)
{
	add_count(line, breaks, "break");
	if (across)
		str_addf(line, ", %zu across apps", across);
	if (!fails)
		str_add_text(line, ", none fails the check");
}

static void write_summary(struct page *page, const struct check *check)
{
	struct str line = STR_INIT;
	size_t shown = check->breaks.count - count_hidden(page, &check->breaks);
	size_t new = check->introduced.count - count_hidden(page, &check->introduced);

	str_add_text(&line, "crossdep: ");
	add_count(&line, check->changed_paths, "changed path");
	str_add_text(&line, ", ");
	add_count(&line, check->references_checked, "reference");
	str_add_text(&line, " checked, ");
	if (shown)
		add_breaks(&line, check->breaks.count, check->cross_app, check->fails);
	else if (!new)
		str_add_text(&line, "nothing breaks");
	if (new) {
		str_add_text(&line, shown ? ", " : "");
		add_new(&line, new);
	}
	add_hidden(&line, page, check);
	page_addf(page, "%s", line.data);
	page_end_line(page);
	str_release(&line);
}

/* The commit that an audit tells of: when, by whom. */
static void write_commit(struct page *page)
{
	const struct commit *commit = page->audited;
	struct str day = STR_INIT;
	char oid[OID_TEXT_SIZE];

	oid_text(oid, &commit->id);
	add_day(&day, commit->time);
	page_ink(page, INK_WARNING);
	page_addf(page, "commit %.10s", oid);
	page_ink(page, INK_PLAIN);
	page_addf(page, "  %s  %s: %s", day.data, commit->author, commit->summary);
	page_end_line(page);
	page_end_line(page);
	str_release(&day);
}

static bool has_shown(const struct page *page, const struct check *check)
{
	return count_hidden(page, &check->breaks) < check->breaks.count ||
	       count_hidden(page, &check->introduced) < check->introduced.count;
}

void report_text(struct str *out, const struct check *check, const struct report_options *options)
{
	struct page page = { out, STR_INIT, options->colour, options->all, options->commit };

	if (page.audited && has_shown(&page, check))
		write_commit(&page);
	write_groups(&page, &check->breaks);
	write_groups(&page, &check->introduced);
	write_groups(&page, &check->suppressed);
	if (!page.audited)
		write_summary(&page, check);
	str_release(&page.line);
}
