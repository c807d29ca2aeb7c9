/*
 * policy.c - what a repository says of findings in its configuration.
 */
#include "check/policy.h"

#include "rules/reader.h"
#include "util/glob.h"

#define ENTRIES_MAX      1000u /* of each list: every one is tried on every finding */
#define PATTERN_SIZE_MAX 1024u

static const char *const fail_on_words[] = { "cross-app", "any", "never", NULL };
static const char *const severity_words[] = { "note", "warning", "error", NULL };

int fail_on_of(const char *word)
{
	for (int i = 0; fail_on_words[i]; i++)
		if (strcmp(fail_on_words[i], word) == 0)
			return i;
	return -1;
}

void policy_init(struct policy *policy)
{
	memset(policy, 0, sizeof(*policy));
}

void policy_release(struct policy *policy)
{
	vec_release(&policy->suppressions);
	vec_release(&policy->weights);
	arena_release(&policy->arena);
}

/* ---- days ---- */

static bool is_leap_year(unsigned year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static unsigned month_days(unsigned year, unsigned month)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap_year(year) ? 1u : 0u);
}

static unsigned make_day(unsigned year, unsigned month, unsigned of_month)
{
	return year * 10000 + month * 100 + of_month;
}

unsigned day_of(long long seconds)
{
	long long left = seconds / 86400;
	unsigned year = 1970, month = 1;

	if (seconds < 0)
		return make_day(1970, 1, 1);
	for (; left >= (is_leap_year(year) ? 366 : 365); year++)
		left -= is_leap_year(year) ? 366 : 365;
	for (; left >= month_days(year, month); month++)
		left -= month_days(year, month);
	return make_day(year, month, (unsigned)left + 1);
}

void day_write(struct str *out, unsigned day)
{
	str_addf(out, "%04u-%02u-%02u", day / 10000, day / 100 % 100, day % 100);
}

/* 0: it is no day. */
static unsigned parse_day(const char *text)
{
	unsigned parts[3] = { 0, 0, 0 };
	static const char shape[] = "dddd-dd-dd";
	size_t part = 0;

	for (size_t i = 0; i < sizeof(shape) - 1; i++) {
		if (shape[i] == '-') {
			part++;
			if (text[i] != '-')
				return 0;
			continue;
		}
		if (text[i] < '0' || text[i] > '9')
			return 0;
		parts[part] = parts[part] * 10 + (unsigned)(text[i] - '0');
	}
	if (text[sizeof(shape) - 1] || parts[0] < 1970 || parts[1] < 1 || parts[1] > 12 ||
		parts[2] < 1 || parts[2] > month_days(parts[0], parts[1]))
		return 0;
	return make_day(parts[0], parts[1], parts[2]);
}

/* ---- the configuration ---- */

static int read_pattern(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	if (read_text(reader, node, target, err) < 0)
		return -1;
	if (node->text[0] == '\0' || strlen(node->text) > PATTERN_SIZE_MAX)
		return wrong_at(node, err, "'%s' must be a path pattern of at most %u bytes",
			node->key, PATTERN_SIZE_MAX);
	return 0;
}

static int read_kind(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	int kind = read_word(node, reference_kinds, err);

	(void)reader;
	if (kind < 0)
		return -1;
	*(const char **)target = reference_kinds[kind];
	return 0;
}

static int read_reason(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	if (read_text(reader, node, target, err) < 0)
		return -1;
	if (node->text[strspn(node->text, " \t\r\n")] == '\0')
		return wrong_at(node, err, "'reason' must say why");
	return 0;
}

static int read_day(struct reader *reader, const struct node *node, void *target, struct err *err)
{
	const char *text;

	if (read_text(reader, node, &text, err) < 0)
		return -1;
	*(unsigned *)target = parse_day(text);
	if (*(unsigned *)target == 0)
		return wrong_at(node, err, "'until' must be a day such as 2027-12-31");
	return 0;
}

static int read_severity(
	struct reader *reader, const struct node *node, void *target, struct err *err)
{
	int word = read_word(node, severity_words, err);

	(void)reader;
	if (word < 0)
		return -1;
	*(enum severity *)target = (enum severity)(word + SEVERITY_NOTE);
	return 0;
}

static int check_scope(const struct node *node, const struct scope *scope, struct err *err)
{
	if (scope->manifest || scope->target || scope->format || scope->kind)
		return 0;
	return wrong_at(node, err,
		"say what it is for: 'manifest', 'target', 'format' or 'kind' is needed");
}

static int check_list(const struct node *node, struct err *err)
{
	if (node->kind != NODE_LIST)
		return wrong_at(node, err, "'%s' must be a list", node->key);
	if (node->count > ENTRIES_MAX)
		return wrong_at(node, err, "'%s' has more than %u entries", node->key, ENTRIES_MAX);
	return 0;
}

int policy_read_fail_on(struct policy *policy, const struct node *node, struct err *err)
{
	int word = read_word(node, fail_on_words, err);

	if (word < 0)
		return -1;
	policy->fail_on = (enum fail_on)word;
	return 0;
}

int policy_read_suppressions(struct policy *policy, const struct node *node, struct err *err)
{
	static const struct field fields[] = {
		{ "manifest", read_pattern, offsetof(struct suppression, scope.manifest), false,
			0 },
		{ "target", read_pattern, offsetof(struct suppression, scope.target), false, 0 },
		{ "format", read_text, offsetof(struct suppression, scope.format), false, 0 },
		{ "kind", read_kind, offsetof(struct suppression, scope.kind), false, 0 },
		{ "reason", read_reason, offsetof(struct suppression, reason), true, 0 },
		{ "until", read_day, offsetof(struct suppression, until), false, 0 },
		{ NULL, NULL, 0, false, 0 },
	};
	struct reader reader = { .arena = &policy->arena };

	if (check_list(node, err) < 0)
		return -1;
	for (size_t i = 0; i < node->count; i++) {
		const struct node *entry = &node->children[i];
		struct suppression suppression = { .line = entry->span.line };

		if (read_fields(&reader, entry, "a suppression", fields, &suppression, err) < 0 ||
			check_scope(entry, &suppression.scope, err) < 0)
			return -1;
		vec_push(&policy->suppressions, suppression);
	}
	return 0;
}

int policy_read_weights(struct policy *policy, const struct node *node, struct err *err)
{
	static const struct field fields[] = {
		{ "manifest", read_pattern, offsetof(struct weight, scope.manifest), false, 0 },
		{ "target", read_pattern, offsetof(struct weight, scope.target), false, 0 },
		{ "format", read_text, offsetof(struct weight, scope.format), false, 0 },
		{ "kind", read_kind, offsetof(struct weight, scope.kind), false, 0 },
		{ "severity", read_severity, offsetof(struct weight, severity), true, 0 },
		{ NULL, NULL, 0, false, 0 },
	};
	struct reader reader = { .arena = &policy->arena };

	if (check_list(node, err) < 0)
		return -1;
	for (size_t i = 0; i < node->count; i++) {
		const struct node *entry = &node->children[i];
		struct weight weight = { .severity = SEVERITY_NONE };

		if (read_fields(&reader, entry, "an entry of 'severity'", fields, &weight, err) <
				0 ||
			check_scope(entry, &weight.scope, err) < 0)
			return -1;
		vec_push(&policy->weights, weight);
	}
	return 0;
}

/* ---- what it means for a finding ---- */

static bool covers_path(const char *pattern, const char *path)
{
	return !pattern || (path && glob_covers(pattern, path));
}

static bool is_word(const char *wanted, const char *word)
{
	return !wanted || strcmp(wanted, word) == 0;
}

/* A package is meant by its name as well as by the manifest that provides it. */
static bool covers_target(const char *pattern, const struct reference *reference)
{
	if (covers_path(pattern, reference->target ? reference->target : reference->asked))
		return true;
	return reference->target_type == TARGET_NAME && reference->key &&
	       glob_fits(pattern, reference->key);
}

bool scope_covers(const struct scope *scope, const struct reference *reference)
{
	return is_word(scope->format, reference->format) && is_word(scope->kind, reference->kind) &&
	       covers_path(scope->manifest, reference->manifest) &&
	       covers_target(scope->target, reference);
}

bool suppression_has_ended(const struct suppression *suppression, unsigned today)
{
	return suppression->until && today > suppression->until;
}

void suppression_complain(struct str *out, const struct suppression *suppression, unsigned today)
{
	str_addf(out, "the suppression \"%.200s\" ", suppression->reason);
	if (suppression_has_ended(suppression, today)) {
		str_add_text(out, "ended with ");
		day_write(out, suppression->until);
	} else {
		str_add_text(out, "matches nothing any more");
	}
}

const struct suppression *policy_suppression(
	const struct policy *policy, const struct finding *finding, unsigned today)
{
	for (size_t i = 0; i < policy->suppressions.count; i++) {
		const struct suppression *suppression = &policy->suppressions.items[i];

		if (!suppression_has_ended(suppression, today) &&
			scope_covers(&suppression->scope, finding_reference(finding)))
			return suppression;
	}
	return NULL;
}

/* What is said for a few is said after what is said for many, so the last that fits counts. */
enum severity policy_severity(const struct policy *policy, enum fail_on fail_on,
	const struct finding *finding, enum severity severity)
{
	if (fail_on == FAIL_ON_ANY && severity == SEVERITY_WARNING)
		severity = SEVERITY_ERROR;
	for (size_t i = policy->weights.count; i-- > 0;) {
		const struct weight *weight = &policy->weights.items[i];

		if (!scope_covers(&weight->scope, finding_reference(finding)))
			continue;
		severity = weight->severity;
		break;
	}
	if (fail_on == FAIL_ON_NEVER && severity == SEVERITY_ERROR)
		severity = SEVERITY_WARNING;
	return severity;
}

struct search {
	const struct policy *policy;
	bool *unused;
	size_t left;
};

static int mark_used(const struct reference *reference, void *payload)
{
	struct search *search = payload;

	for (size_t i = 0; i < search->policy->suppressions.count; i++) {
		if (!search->unused[i] ||
			!scope_covers(&search->policy->suppressions.items[i].scope, reference))
			continue;
		search->unused[i] = false;
		search->left--;
	}
	return search->left == 0;
}

int policy_find_unused(
	const struct policy *policy, struct graph *graph, bool *unused, struct err *err)
{
	struct search search = { policy, unused, policy->suppressions.count };

	for (size_t i = 0; i < policy->suppressions.count; i++)
		unused[i] = true;
	if (search.left == 0)
		return 0;
	return graph_each_reference(graph, false, mark_used, &search, err) < 0 ? -1 : 0;
}
