/*
 * words.c - the sentences that reports for people share.
 */
#include "report/words.h"

#include <string.h>
#include <strings.h>
#include <time.h>

#include "util/map.h"
#include "util/path.h"

void add_count(struct str *out, size_t count, const char *noun)
{
	str_addf(out, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

void add_day(struct str *out, long long seconds)
{
	time_t moment = (time_t)seconds;
	struct tm day;

	if (gmtime_r(&moment, &day))
		str_addf(out, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
	else
		str_addf(out, "%lld", seconds);
}

void add_time(struct str *out, long long seconds)
{
	long long second = ((seconds % 86400) + 86400) % 86400;

	add_day(out, seconds);
	str_addf(out, "T%02lld:%02lld:%02lldZ", second / 3600, second / 60 % 60, second % 60);
}

void add_duration(struct str *out, long long seconds)
{
	static const struct {
		long long seconds;
		const char *noun;
	} units[] = {
		{ 365 * 86400LL, "year" },
		{ 30 * 86400LL, "month" },
		{ 86400, "day" },
		{ 3600, "hour" },
		{ 60, "minute" },
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (seconds < 2 * units[i].seconds)
			continue;
		add_count(out, (size_t)(seconds / units[i].seconds), units[i].noun);
		return;
	}
	add_count(out, (size_t)seconds, "second");
}

const char *app_label(const struct app *app)
{
	if (!app)
		return "";
	if (app->name && *app->name)
		return app->name;
	return *app->directory ? app->directory : "the root app";
}

static void say_renamed(struct str *out, const struct finding *finding)
{
	const struct cause *cause = &finding->cause;

	if (cause->name)
		str_addf(out, "the package %s %s %s in %s", cause->name,
			cause->is_certain ? "was renamed to" : "went, or was renamed to",
			cause->renamed_to, cause->path);
	else
		str_addf(out, "%s was %s %s%s", cause->topic,
			cause->is_certain ? "renamed to" : "deleted, or renamed to",
			cause->topic_to,
			strcasecmp(cause->topic, cause->topic_to) == 0
				? ": only the case of letters differs"
				: "");
}

static void say_deleted(struct str *out, const struct finding *finding)
{
	const struct cause *cause = &finding->cause;

	str_addf(out, "%s was deleted", cause->topic);
	if (cause->name)
		str_addf(out, ", and with it the package %s", cause->name);
}

static void say_retyped(struct str *out, const struct finding *finding)
{
	str_addf(out, "%s is no longer the kind of thing it was", finding->cause.path);
}

static void say_key_removed(struct str *out, const struct finding *finding)
{
	str_addf(out, "key %s was removed from %s", finding_reference(finding)->key,
		finding->cause.path);
}

static void say_unmatched(struct str *out, const struct finding *finding)
{
	const struct cause *cause = &finding->cause;

	if (cause->topic_to)
		str_addf(out, "%s was renamed to %s", cause->topic, cause->topic_to);
	else
		str_addf(out, "%s was deleted", cause->topic);
	str_add_text(out, ", and nothing else matches");
}

/* "copies A to B", "leads from A to B" */
struct phrase {
	const char *kind, *verb, *start, *end;
};

static const struct phrase *phrase_of(const char *kind)
{
	static const struct phrase phrases[] = {
		{ "copy", "copies ", "", " to " },
		{ "served", "serves ", "", " as " },
		{ "use", "puts ", "", " into " },
		{ NULL, "leads ", "from ", " to " },
	};
	size_t i = 0;

	while (phrases[i].kind && strcmp(phrases[i].kind, kind) != 0)
		i++;
	return &phrases[i];
}

static const char *place_text(const char *path)
{
	return *path ? path : ".";
}

/* ", but shared/locales to public/locales": what it does instead. */
static void say_instead(struct str *out, const struct cause *cause, const struct phrase *phrase)
{
	const struct mapping *now = cause->mapping_now;
	bool same_from = strcmp(now->from, cause->mapping->from) == 0;
	bool same_to = strcmp(now->to, cause->mapping->to) == 0;

	str_addf(out, ", but%s", same_from ? "" : " ");
	if (!same_from)
		str_addf(out, "%s%s", phrase->start, place_text(now->from));
	if (!same_to)
		str_addf(out, "%s%s", phrase->end, place_text(now->to));
}

/* The line of what it does now, where that stands in the file that is told of. */
static unsigned line_now(const struct cause *cause)
{
	const struct mapping *now = cause->mapping_now;

	if (now && now->origin && strcmp(now->origin, cause->path) == 0)
		return now->origin_line;
	return now && strcmp(now->manifest, cause->path) == 0 ? now->line : 0;
}

static bool lets_less_pass(const struct cause *cause)
{
	const struct mapping *now = cause->mapping_now;

	return now && strcmp(now->from, cause->mapping->from) == 0 &&
	       strcmp(now->to, cause->mapping->to) == 0;
}

/* "copies all of shared/i18n to public" */
static void say_deed(struct str *out, const struct via *via, const char *measure)
{
	const struct phrase *phrase = phrase_of(via->kind);

	str_addf(out, "%s%s%s%s%s%s", phrase->verb, phrase->start, measure, place_text(via->from),
		phrase->end, place_text(via->to));
}

/* What became of the mapping that changed: "no longer copies shared/i18n to public, but
 * shared/locales". */
static void say_mapping(struct str *out, const struct cause *cause)
{
	const struct via *was = cause->mapping;
	const struct mapping *now = cause->mapping_now;

	str_add_text(out, "no longer ");
	say_deed(out, was, lets_less_pass(cause) ? "all of " : "");
	if (lets_less_pass(cause) && now->filter)
		str_addf(out, ", only %s", now->filter);
	else if (!lets_less_pass(cause) && now && strcmp(now->manifest, was->manifest) == 0)
		say_instead(out, cause, phrase_of(was->kind));
}

static void say_unmapped(struct str *out, const struct finding *finding)
{
	const struct cause *cause = &finding->cause;
	unsigned line = line_now(cause);

	str_add_text(out, cause->path);
	if (cause->is_gone) {
		str_add_text(out, ", which ");
		say_deed(out, cause->mapping, "");
		str_add_text(out, ", went");
		return;
	}
	if (line)
		str_addf(out, ":%u", line);
	str_add_char(out, ' ');
	say_mapping(out, cause);
}

static void say_edited(struct str *out, const struct finding *finding)
{
	const struct cause *cause = &finding->cause;

	if (finding->is_introduced)
		str_addf(out, "%s names what is not there", cause->path);
	else if (cause->name)
		str_addf(out, "%s no longer provides the package %s", cause->path, cause->name);
	else if (cause->came)
		str_addf(out, "%s came, and is asked first", cause->path);
	else if (cause->line)
		str_addf(out, "%s:%u was edited", cause->path, cause->line);
	else
		str_addf(out, "%s was edited", cause->path);
	if (cause->mapping) {
		str_addf(out, ": %s ", cause->mapping->manifest);
		say_mapping(out, cause);
	}
}

static void say_moved(struct str *out, const struct finding *finding)
{
	str_addf(out, "%s was moved to %s, and what it names did not follow", finding->cause.path,
		finding->cause.renamed_to);
}

void say_cause(struct str *out, const struct finding *finding)
{
	static void (*const sentences[])(struct str *, const struct finding *) = {
		[CAUSE_DELETED] = say_deleted,
		[CAUSE_RENAMED] = say_renamed,
		[CAUSE_RETYPED] = say_retyped,
		[CAUSE_KEY_REMOVED] = say_key_removed,
		[CAUSE_UNMATCHED] = say_unmatched,
		[CAUSE_UNMAPPED] = say_unmapped,
		[CAUSE_EDITED] = say_edited,
		[CAUSE_MOVED] = say_moved,
	};

	sentences[finding->cause.change](out, finding);
}

/* How many mappings changed, of which the first finding names one. */
static size_t count_mappings(const struct finding *const *findings, size_t count)
{
	struct map mappings = MAP_INIT;
	struct str key = STR_INIT;
	size_t result;

	for (size_t i = 0; i < count; i++) {
		const struct via *mapping = findings[i]->cause.mapping;

		if (!mapping)
			continue;
		str_clear(&key);
		str_addf(&key, "%s\n%s\n%s", mapping->manifest, mapping->from, mapping->to);
		map_put(&mappings, key.data, key.size);
	}
	result = mappings.count;
	map_release(&mappings);
	str_release(&key);
	return result;
}

/* What was edited for several says most by the mapping that changed by it. */
static const struct finding *find_speaker(const struct finding *const *findings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (findings[i]->cause.mapping)
			return findings[i];
	return findings[0];
}

void say_common_cause(struct str *out, const struct finding *const *findings, size_t count)
{
	const struct finding *first = find_speaker(findings, count);
	size_t mappings = count_mappings(findings, count);

	for (size_t i = 1; i < count && first->cause.change == CAUSE_KEY_REMOVED; i++) {
		if (strcmp(finding_reference(findings[i])->key, finding_reference(first)->key) == 0)
			continue;
		str_addf(out, "keys were removed from %s", first->cause.path);
		return;
	}
	say_cause(out, first);
	if (mappings > 1)
		str_addf(out, ", and %zu more like it", mappings - 1);
}

void say_commit(struct str *out, const struct cause *cause)
{
	char oid[OID_TEXT_SIZE];

	if (!cause->has_commit)
		return;
	oid_text(oid, &cause->commit);
	str_addf(out, "commit %.7s by %s: %s", oid, cause->author, cause->summary);
}

void say_siblings(struct str *out, size_t siblings, const struct texts *others)
{
	if (others->count == 1) {
		str_addf(out, "%s, which named it too, was updated in this change",
			others->items[0]);
	} else if (others->count) {
		add_count(out, others->count, "other manifest");
		str_add_text(out, " that named it were updated in this change");
	} else if (siblings) {
		add_count(out, siblings, "other reference");
		str_addf(out, " to it %s updated in this change", siblings == 1 ? "was" : "were");
	}
}

/* Without an app it is a list that the whole repository shares. */
void say_consequence(struct str *out, const struct finding *finding)
{
	const struct reference *reference = finding_reference(finding);
	const struct app *culprit = finding->cause.app;

	if (finding->message_class == MESSAGE_REGISTRY)
		str_addf(out, "%s still %s it", finding->manifest,
			strcmp(reference->kind, "workspace") == 0 ? "lists" : "names");
	else if (finding->cross_app && culprit && culprit->directory != finding->app->directory &&
		 strcmp(culprit->directory, finding->app->directory) != 0)
		str_addf(out, "%s breaks %s", app_label(culprit), app_label(finding->app));
	else
		str_addf(out, "breaks %s", app_label(finding->app));
	if (reference->detail && *reference->detail)
		str_addf(out, ": %s", reference->detail);
}

static void say_target(struct str *out, const struct reference *reference)
{
	str_addf(out, "-> %s", *reference->target ? reference->target : ".");
	if (reference->target_type == TARGET_KEY)
		str_addf(out, ", key %s", reference->key);
	if (reference->target_type == TARGET_GLOB)
		str_add_text(out, " (the first match)");
}

static void say_nothing(struct str *out, const struct reference *reference)
{
	bool is_key = strcmp(reference->kind, "key") == 0 && reference->asked;

	if (is_key)
		str_addf(out, "-> no such key in %s", reference->asked);
	else
		str_add_text(out, "-> nothing");
	if (!is_key && reference->asked)
		str_addf(out, " at %s", reference->asked);
}

void say_verdict(struct str *out, const struct reference *reference)
{
	switch (reference->verdict) {
	case VERDICT_RESOLVED:
		say_target(out, reference);
		break;
	case VERDICT_DANGLING:
		say_nothing(out, reference);
		break;
	case VERDICT_SKIPPED:
		str_addf(out, "(skipped: %s)", skip_text(reference->skip));
		break;
	}
}

void say_via(struct str *out, const struct via *via)
{
	if (via->line)
		str_addf(out, "%s:%u: ", via->manifest, via->line);
	str_addf(out, "%s -> %s", *via->from ? via->from : ".", via->to);
	if (!via->line && via->position >= 0)
		str_add_text(out, " (by convention)");
	if (via->confidence)
		str_addf(out, " (%s)", confidence_words[via->confidence]);
	if (via->origin)
		str_addf(out, ", written in %s:%u", via->origin, via->origin_line);
}

void say_confidence(struct str *out, const struct reference *reference)
{
	static const char *const sentences[] = {
		[CONFIDENCE_DECLARED] = "",
		[CONFIDENCE_EVALUATED] = "evaluated: what build code says, read without running it",
		[CONFIDENCE_CONDITIONAL] =
			"conditional: what build code says in one of its branches",
		[CONFIDENCE_LISTED] = "listed: what a list says that looks like one of copies",
		[CONFIDENCE_SHELL] = "shell: what a command of a script does, if it is run",
		[CONFIDENCE_INFERRED] = "inferred: nothing else has such a path",
	};

	str_add_text(out, sentences[reference->confidence]);
}

bool is_same_way(const struct reference *a, const struct reference *b)
{
	if (a->via_count != b->via_count)
		return false;
	for (size_t i = 0; i < a->via_count; i++)
		if (strcmp(a->via[i].manifest, b->via[i].manifest) != 0 ||
			a->via[i].line != b->via[i].line ||
			strcmp(a->via[i].from, b->via[i].from) != 0 ||
			strcmp(a->via[i].to, b->via[i].to) != 0)
			return false;
	return true;
}

void say_headline(struct str *out, const struct finding *finding)
{
	if (finding->is_introduced)
		str_addf(out, "%s is not there", finding->raw);
	else if (finding->cross_app && finding->app)
		str_addf(out, "%s is broken", app_label(finding->app));
	else
		str_addf(out, "%s is broken", path_name(finding->manifest));
}

void say_finding(struct str *out, const struct finding *finding)
{
	size_t start;

	str_addf(out, "%s", finding->raw);
	if (!finding->is_introduced)
		str_addf(out, " was %s", finding_target(finding));
	str_add_text(out, "\n");
	say_cause(out, finding);
	str_add_char(out, '\n');
	start = out->size;
	say_commit(out, &finding->cause);
	if (out->size > start)
		str_add_char(out, '\n');
	say_consequence(out, finding);
	start = out->size;
	str_add_char(out, '\n');
	say_siblings(out, finding->siblings, &finding->sibling_manifests);
	if (out->size == start + 1)
		str_cut(out, start);
	if (finding_reference(finding)->confidence) {
		str_add_char(out, '\n');
		say_confidence(out, finding_reference(finding));
	}
	if (finding->reason)
		str_addf(
			out, "\n%s%s", finding->reason_line ? "suppressed: " : "", finding->reason);
	if (finding->owners.count) {
		str_add_text(out, "\nowners:");
		for (size_t i = 0; i < finding->owners.count; i++)
			str_addf(out, " %s", finding->owners.items[i]);
	}
	if (finding->fix.path)
		str_addf(out, "\nto fix: %s:%u: %s -> %s", finding->fix.path, finding->fix.line,
			finding->fix.old, finding->fix.replacement);
}
