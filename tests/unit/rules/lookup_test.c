/* lookup_test.c - what a look-up finds in a document. */
#include "support/assert.h"

#include <string.h>

#include "rules/lookup.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void a_look_up_finds_the_first_that_all_of_it_fits(void **state)
{
	static const char json[] =
		"{\"a\":{\"Name\":1,\"name\":2,\"x/y\":3},\"list\":[{\"k\":\"v\",\"in\":{\"d\":4}},"
		"{\"k\":\"w\",\"t\":5},{\"k\":\"w\",\"t\":6},7,{\"a/b\":\"c=d\"}],\"~\":8}";
	static const struct {
		const char *lookup, *expected; /* its location; NULL: nothing */
	} rows[] = {
		{ "", "" },
		{ "/a/name", "/a/name" },
		{ "/a/NAME", NULL },
		{ "/a/~iNAME", "/a/name" },
		{ "/a/~iName", "/a/Name" },
		{ "/~iA/~iX~1Y", "/a/x~1y" },
		{ "/a/~inone", NULL },
		{ "/list/~i0", NULL },
		{ "/list/0/k", "/list/0/k" },
		{ "/list/~*/t", "/list/1/t" },
		{ "/list/~*k=w/t", "/list/1/t" },
		{ "/list/~*t=6", "/list/2" },
		{ "/list/~*t=6/k", "/list/2/k" },
		{ "/list/~*in", "/list/0" },
		{ "/list/~*=7", "/list/3" },
		{ "/list/~*a~1b=c=d", NULL },
		{ "/list/~*k=x", NULL },
		{ "/~*/name", "/a/name" },
		{ "/~0", "/~0" },
		{ "list", NULL },
	};
	struct document *document;
	struct str location = STR_INIT;
	struct err err;

	(void)state;
	assert_ok(document_parse(&document, SYNTAX_JSON, json, strlen(json), &err));
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct node *node = lookup_at(document->root, rows[i].lookup);

		assert_row_int_equal(rows[i].lookup, node != NULL, rows[i].expected != NULL);
		str_clear(&location);
		if (node)
			node_location(&location, node);
		if (node)
			assert_row_string_equal(rows[i].lookup, location.data, rows[i].expected);
	}
	str_release(&location);
	document_free(document);
}

static void whatever_is_in_a_step_is_found_again(void **state)
{
	static const char *const names[] = { "a", "a/b", "~", "~*", "~ix", "*", "", "a=b" };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct str json = STR_INIT, lookup = STR_INIT;
		struct document *document;
		struct err err;

		str_addf(&json, "{\"x\":0,\"%s\":1}", names[i]);
		assert_ok(document_parse(&document, SYNTAX_JSON, json.data, json.size, &err));
		str_add_char(&lookup, '/');
		lookup_add_step(&lookup, names[i], false, false);
		assert_row_string_equal(
			names[i], lookup_at(document->root, lookup.data)->key, names[i]);
		document_free(document);
		str_release(&json);
		str_release(&lookup);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_look_up_finds_the_first_that_all_of_it_fits),
		cmocka_unit_test(whatever_is_in_a_step_is_found_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
