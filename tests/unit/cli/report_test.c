/* report_test.c - what the program prints for other programs keeps to its schema. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "support/assert.h"
#include "support/sandbox.h"
#include "support/schema.h"
#include "util/file.h"

static const char script[] =
	"git init -q -b main r && cd r\n"
	"put base.json '{}'\n"
	"put a/package.json '{ \"name\": \"a\" }'\n"
	"put a/tsconfig.json '{ \"extends\": \"../base.json\" }' && commit start\n"
	"git mv base.json \"$(printf 'b\\351se.json')\" && commit \"$(printf 'gu\\351lty')\"\n"
	"put a/tsconfig.json '{}' && commit mended\n"
	"put a/tsconfig.json '{ \"extends\": \"./none.json\" }' && commit new\n";

static int setup(void **state)
{
	*state = sandbox_new();
	sandbox_run(*state, "%s", script);
	return 0;
}

static int teardown(void **state)
{
	sandbox_free(*state);
	return 0;
}

static void read_schema(struct str *out)
{
	struct str path = STR_INIT;
	struct err err;

	str_addf(&path, "%s/schema/report.schema.json", getenv("SOURCE_DIR"));
	assert_answer(file_read(out, path.data, 1 << 20, &err), 1);
	str_release(&path);
}

/* What the command line prints on standard output. */
static void run(struct str *out, struct sandbox *sandbox, const char *command, const char *range)
{
	char *words[] = { (char *)"crossdep", (char *)"-C", (char *)sandbox_path(sandbox, "r"),
		(char *)command, (char *)range, (char *)"--format", (char *)"json", NULL };
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size), *nowhere = fopen("/dev/null", "w");
	const struct io io = { stdin, stream, nowhere };

	cli_run(7, words, &io);
	fclose(stream);
	fclose(nowhere);
	str_set(out, text);
	free(text);
}

static void assert_keeps(const char *schema, const char *text)
{
	struct str problem = STR_INIT;

	if (!schema_accepts(schema, text, &problem))
		fail_msg("%s\nin %s", problem.data, text);
	str_release(&problem);
}

static void a_check_keeps_to_the_schema(void **state)
{
	struct str schema = STR_INIT, text = STR_INIT;

	read_schema(&schema);

	run(&text, *state, "check", "main~3..main~2");

	assert_contains(text.data, "\"change\":");
	assert_keeps(schema.data, text.data);
	str_release(&schema);
	str_release(&text);
}

static void each_line_of_an_audit_keeps_to_the_schema(void **state)
{
	struct str schema = STR_INIT, text = STR_INIT;
	size_t lines = 0;

	read_schema(&schema);

	run(&text, *state, "audit", "main");

	assert_contains(text.data, "\"fate\":\"removed\"");
	for (char *line = strtok(text.data, "\n"); line; line = strtok(NULL, "\n")) {
		assert_keeps(schema.data, line);
		lines++;
	}
	assert_int_equal(lines, 1);
	str_release(&schema);
	str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_check_keeps_to_the_schema, setup, teardown),
		cmocka_unit_test_setup_teardown(
			each_line_of_an_audit_keeps_to_the_schema, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
