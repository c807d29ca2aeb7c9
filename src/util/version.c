/*
 * version.c - compares versions, and reads ranges comparator by comparator.
 *
 * Whatever a comparator looks like, it is read into a lower bound, which is in it, and an upper
 * one, which is not.
 */
#include "util/version.h"

#include <stdint.h>
#include <string.h>

#define NUMBER_MAX UINT64_C(9007199254740991) /* what npm takes for a number at most: 2^53 - 1 */
#define PARTS      3

/* A version, or the beginning of one. Identifiers of the release before it are compared, what
 * follows '+' never is. */
struct version {
	uint64_t parts[PARTS];
	unsigned count;     /* of the parts that stand there and are no 'x' */
	const char *before; /* "beta.1" of "2.0.0-beta.1"; not terminated */
	size_t before_size; /* 0: it is a release */
};

/* Which versions are meant beside another. */
enum side { FROM, ABOVE, BELOW, UP_TO };

/* A set of comparators while it is read. */
struct set {
	const struct version *version; /* that is looked for; NULL: there is none */
	bool fits;                     /* all comparators so far */
	bool names_before;             /* one of them names a version before the same release */
	bool fits_all;                 /* every version would */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_of_identifier(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
	       c == '.';
}

static const char *skip_space(const char *at)
{
	while (is_space(*at))
		at++;
	return at;
}

/* ---- versions ---- */

/* What follows the number, or NULL. */
static const char *read_number(uint64_t *out, const char *at)
{
	if (!is_digit(*at))
		return NULL;
	for (*out = 0; is_digit(*at); at++) {
		*out = *out * 10 + (uint64_t)(*at - '0');
		if (*out > NUMBER_MAX)
			return NULL;
	}
	return at;
}

static const char *skip_identifiers(const char *at)
{
	while (is_of_identifier(*at))
		at++;
	return at;
}

/* What follows the version, or the beginning of one ("1.x", "*"), or NULL if there is none. */
static const char *read_version(struct version *out, const char *at)
{
	bool is_open = false;

	memset(out, 0, sizeof *out);
	at += *at == 'v' || *at == '=';
	for (unsigned i = 0; i < PARTS; i++) {
		uint64_t number;

		if (*at == 'x' || *at == 'X' || *at == '*') {
			is_open = true;
			at++;
		} else if ((at = read_number(&number, at)) == NULL) {
			return NULL;
		} else if (!is_open) {
			out->parts[out->count++] = number;
		}
		if (*at != '.' || i + 1 == PARTS)
			break;
		at++;
	}
	if (*at == '-' && out->count == PARTS) {
		out->before = ++at;
		at = skip_identifiers(at);
		out->before_size = (size_t)(at - out->before);
		if (out->before_size == 0)
			return NULL;
	}
	return *at == '+' ? skip_identifiers(at + 1) : at;
}

static size_t identifier_size(const char *text, size_t size)
{
	const char *dot = memchr(text, '.', size);

	return dot ? (size_t)(dot - text) : size;
}

static bool is_numeric(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (!is_digit(text[i]))
			return false;
	return size > 0;
}

static int compare_sizes(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int compare_identifiers(const char *a, size_t a_size, const char *b, size_t b_size)
{
	bool is_number = is_numeric(a, a_size), is_other = is_numeric(b, b_size);
	size_t shared = a_size < b_size ? a_size : b_size;
	int order;

	if (is_number != is_other)
		return is_number ? -1 : 1; /* numbers come before words */
	if (is_number && a_size != b_size)
		return compare_sizes(a_size, b_size);
	order = memcmp(a, b, shared);
	return order ? order : compare_sizes(a_size, b_size);
}

static int compare_before(const struct version *a, const struct version *b)
{
	const char *left = a->before, *right = b->before;
	size_t left_size = a->before_size, right_size = b->before_size;

	if (left_size == 0 || right_size == 0)
		return (left_size == 0) - (right_size == 0); /* the release comes last */
	while (left_size && right_size) {
		size_t one = identifier_size(left, left_size);
		size_t other = identifier_size(right, right_size);
		int order = compare_identifiers(left, one, right, other);

		if (order)
			return order;
		one += one < left_size;
		other += other < right_size;
		left += one;
		left_size -= one;
		right += other;
		right_size -= other;
	}
	return compare_sizes(left_size, right_size);
}

static bool is_same_release(const struct version *a, const struct version *b)
{
	return memcmp(a->parts, b->parts, sizeof a->parts) == 0;
}

static int compare(const struct version *a, const struct version *b)
{
	for (unsigned i = 0; i < PARTS; i++)
		if (a->parts[i] != b->parts[i])
			return a->parts[i] < b->parts[i] ? -1 : 1;
	return compare_before(a, b);
}

/* ---- ranges ---- */

static void demand(struct set *set, enum side side, const struct version *other)
{
	int order;

	set->fits_all = false;
	if (!set->version)
		return;
	order = compare(set->version, other);
	set->fits &= side == FROM    ? order >= 0
		     : side == ABOVE ? order > 0
		     : side == BELOW ? order < 0
				     : order <= 0;
	set->names_before |= other->before_size && is_same_release(set->version, other);
}

/* The first version beyond all that have the first `kept` parts of `from`, those before the release
 * included: "2.0.0-0" behind 1.2.3 with one part kept. */
static struct version beyond(const struct version *from, unsigned kept)
{
	struct version next = { .count = PARTS, .before = "0", .before_size = 1 };

	memcpy(next.parts, from->parts, kept * sizeof *next.parts);
	next.parts[kept - 1]++;
	return next;
}

/* How many parts stay as they are in "^1.2.3": up to the first that is not 0. */
static unsigned kept_by_caret(const struct version *version)
{
	unsigned kept = 1;

	while (kept < version->count && version->parts[kept - 1] == 0)
		kept++;
	return kept;
}

static void demand_up_to(struct set *set, const struct version *version)
{
	struct version next;

	if (version->count == 0)
		return;
	if (version->count == PARTS) {
		demand(set, UP_TO, version);
		return;
	}
	next = beyond(version, version->count);
	demand(set, BELOW, &next);
}

static void demand_from_to_beyond(struct set *set, const struct version *version, unsigned kept)
{
	const struct version next = beyond(version, kept);

	demand(set, FROM, version);
	demand(set, BELOW, &next);
}

static void demand_above(struct set *set, const struct version *version)
{
	struct version next;

	if (version->count == PARTS) {
		demand(set, ABOVE, version);
		return;
	}
	next = beyond(version, version->count);
	next.before_size = 0;
	demand(set, FROM, &next);
}

static void demand_below(struct set *set, const struct version *version)
{
	struct version first = *version;

	if (version->count < PARTS) {
		first.before = "0";
		first.before_size = 1;
	}
	demand(set, BELOW, &first);
}

/* What an operator makes of the version behind it. */
static void demand_by(
	struct set *set, const char *operator, size_t size, const struct version *version)
{
	bool or_equal = size > 1 && operator[1] == '=';

	if (version->count == 0)
		return; /* "*", ">=x": every one */
	if (size && *operator== '^')
		demand_from_to_beyond(set, version, kept_by_caret(version));
	else if (size && *operator== '~')
		demand_from_to_beyond(set, version, version->count > 1 ? 2 : 1);
	else if (size && *operator== '>' && or_equal)
		demand(set, FROM, version);
	else if (size && *operator== '>')
		demand_above(set, version);
	else if (size && *operator== '<' && !or_equal)
		demand_below(set, version);
	else if (size && *operator== '<')
		demand_up_to(set, version);
	else {
		demand(set, FROM, version);
		demand_up_to(set, version);
	}
}

/* Is it "^" or "~" and nothing else? */
static bool stands_alone(const char *operator, const char * at)
{
	return at == operator+ 1 &&(*operator== '^' || * operator== '~') && *at == '\0';
}

/* One comparator, or the two sides of a hyphen. What follows, or NULL if it is none. */
static const char *read_comparator(struct set *set, const char *at)
{
	const char *operator= at, *hyphen;
	struct version version, other;
	size_t size;

	if (strcmp(at, "any") == 0)
		return at + 3;
	at += strspn(at, "<>^~=");
	size = (size_t)(at - operator);
	at = skip_space(at);
	if (size > 2 || stands_alone(operator, at))
		return size > 2 ? NULL : at;
	at = read_version(&version, at);
	hyphen = at ? skip_space(at) : NULL;
	if (!at || size || hyphen == at || hyphen[0] != '-' || !is_space(hyphen[1])) {
		if (at)
			demand_by(set, operator, size, &version);
		return at;
	}
	at = read_version(&other, skip_space(hyphen + 1));
	if (version.count)
		demand(set, FROM, &version);
	if (at)
		demand_up_to(set, &other);
	return at;
}

/* Reads up to "||" or the end. What follows, or NULL if it is no range. */
static const char *read_set(struct set *set, const char *at)
{
	at = skip_space(at);
	while (*at && *at != '|') {
		at = read_comparator(set, at);
		if (!at || (*at && *at != '|' && !is_space(*at)))
			return NULL;
		at = skip_space(at);
	}
	return at;
}

static bool is_in_set(const struct set *set)
{
	if (set->fits_all)
		return true;
	return set->version && set->fits && (!set->version->before_size || set->names_before);
}

bool version_is_in(const char *version, const char *range)
{
	struct version read;
	const char *end = version ? read_version(&read, version) : NULL;
	bool is_version = end && *end == '\0' && read.count == PARTS, found = false;

	for (const char *at = range;; at += 2) {
		struct set set = { is_version ? &read : NULL, true, false, true };

		at = read_set(&set, at);
		if (!at || (*at && at[1] != '|'))
			return false;
		found |= is_in_set(&set);
		if (*at == '\0')
			return found;
	}
}
