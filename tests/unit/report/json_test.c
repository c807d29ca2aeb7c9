/* json_test.c - the report for programs keeps to its schema, in every report that is recorded. */
#include "support/assert.h"
#include "support/schema.h"

#include <glob.h>
#include <string.h>

#include "util/file.h"

static void read_whole(struct str *out, const char *path)
{
	struct err err;

	assert_answer(file_read(out, path, 1u << 24, &err), 1);
}

/* An audit has a report on each line; else the file is one. Other commands answer in JSON too. */
static size_t check_file(const char *path, const struct str *schema)
{
	struct str text = STR_INIT, report = STR_INIT, problem = STR_INIT;
	size_t checked = 0, size;

	read_whole(&text, path);
	for (const char *at = text.data; *at && strstr(text.data, "\"breaks\""); at += size) {
		size = strncmp(at, "{\"", 2) == 0 ? strcspn(at, "\n") + 1 : strlen(at);
		str_clear(&report);
		str_add(&report, at, size);
		schema_accepts(schema->data, report.data, &problem);
		assert_row_string_equal(path, problem.data, "");
		checked++;
	}
	str_release(&text);
	str_release(&report);
	str_release(&problem);
	return checked;
}

static size_t check_reports(const char *pattern, const struct str *schema)
{
	size_t checked = 0;
	glob_t found;

	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		checked += check_file(found.gl_pathv[i], schema);
	globfree(&found);
	return checked;
}

static void every_recorded_report_keeps_to_the_schema(void **state)
{
	struct str schema = STR_INIT;
	size_t checked;

	(void)state;
	read_whole(&schema, "schema/report.schema.json");

	checked = check_reports("sample-repos/*/expected/*.json", &schema);
	checked += check_reports("tests/story/expected/*/*.json", &schema);

	assert_true(checked > 10);
	str_release(&schema);
}

static void a_report_that_lacks_something_does_not(void **state)
{
	struct str schema = STR_INIT, problem = STR_INIT;

	(void)state;
	read_whole(&schema, "schema/report.schema.json");

	assert_false(schema_accepts(schema.data, "{\"version\":1}", &problem));
	assert_contains(problem.data, "lacks breaks");
	str_release(&schema);
	str_release(&problem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_recorded_report_keeps_to_the_schema),
		cmocka_unit_test(a_report_that_lacks_something_does_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
