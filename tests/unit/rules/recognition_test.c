/*
 * recognition_test.c - why a rule takes a file, or does not.
 */
#include "support/assert.h"

#include <string.h>

#include "facts_text.h"
#include "rules/recognition.h"

static const char rules[] =
	"[{\"format\": \"any\", \"files\": [\"**/app.json\", \"!test/**\"]},"
	" {\"format\": \"chosen\", \"files\": [\"**/app.json\"], \"when\": ["
	"{\"has\": \"/name\"}, {\"has\": \"/kind\", \"like\": [\"x\"]}, {\"beside\": [\"mark\"]}]},"
	" {\"format\": \"other\", \"files\": [\"**/other.json\"], \"when\": [{\"has\": "
	"\"/other\"}, "
	"{\"not\": {\"beside\": [\"mark\"]}}]}]";

struct marked {
	struct near_asker asker;
	size_t asked;
};

static int is_mark(struct near_asker *asker, const char *path, struct err *err)
{
	(void)err;
	((struct marked *)asker)->asked++;
	return strcmp(path, "a/mark") == 0;
}

/* "FORMAT: by PATTERN, not PATTERN, taken, fails N" for each rule, joined by "; ". */
static void tell(struct str *out, const struct recognitions *recognitions)
{
	for (size_t i = 0; i < recognitions->count; i++) {
		const struct recognition *item = &recognitions->items[i];

		str_addf(out, "%s%s:", i ? "; " : "", item->format);
		if (item->pattern)
			str_addf(out, " by %s", item->pattern);
		if (item->excluded_by)
			str_addf(out, " not %s", item->excluded_by);
		if (item->is_taken)
			str_add_text(out, " taken");
		for (size_t k = 0; k < item->failed_count; k++)
			str_addf(out, " fails %zu", item->failed[k]);
	}
}

static void each_rule_whose_files_fit_says_which_conditions_fail(void **state)
{
	static const struct {
		const char *path, *bytes, *expected;
	} rows[] = {
		{ "a/app.json", "{\"name\": 1, \"kind\": \"x\"}",
			"any: by **/app.json taken; chosen: by **/app.json taken" },
		{ "b/app.json", "{\"name\": 1, \"kind\": \"y\"}",
			"any: by **/app.json taken; chosen: by **/app.json fails 1 fails 2" },
		{ "test/app.json", "{}",
			"any: by **/app.json not test/**; chosen: by **/app.json fails 0 fails 1 "
			"fails 2" },
		{ "a/app.json", "{", "any: by **/app.json taken; chosen: by **/app.json" },
		{ "a/app.json", "[]",
			"any: by **/app.json taken; chosen: by **/app.json fails 0 fails 1" },
		{ "a/app.json", "1",
			"any: by **/app.json; chosen: by **/app.json fails 0 fails 1" },
	};
	struct ruleset ruleset;

	(void)state;
	ruleset_of(&ruleset, rules);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct marked near = { { .is_file = is_mark }, 0 };
		struct arena arena = ARENA_INIT;
		struct recognitions found;
		struct str told = STR_INIT;
		struct err err;

		assert_ok(recognitions_find(&found, &ruleset, rows[i].path, rows[i].bytes,
			strlen(rows[i].bytes), &near.asker, &arena, &err));

		tell(&told, &found);
		assert_row_string_equal(rows[i].bytes, told.data, rows[i].expected);
		str_release(&told);
		arena_release(&arena);
	}
	ruleset_release(&ruleset);
}

static void a_file_no_rule_knows_is_told_whose_content_it_has_without_a_look_around(void **state)
{
	static const char bytes[] = "{\"other\": true}";
	struct marked near = { { .is_file = is_mark }, 0 };
	struct arena arena = ARENA_INIT;
	struct recognitions found;
	struct ruleset ruleset;
	struct str told = STR_INIT;
	struct err err;

	(void)state;
	ruleset_of(&ruleset, rules);

	assert_ok(recognitions_find(
		&found, &ruleset, "a/x.json", bytes, strlen(bytes), &near.asker, &arena, &err));

	tell(&told, &found);
	assert_string_equal(told.data, "other:");
	assert_int_equal(near.asked, 0);
	str_release(&told);
	arena_release(&arena);
	ruleset_release(&ruleset);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_whose_files_fit_says_which_conditions_fail),
		cmocka_unit_test(
			a_file_no_rule_knows_is_told_whose_content_it_has_without_a_look_around),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
