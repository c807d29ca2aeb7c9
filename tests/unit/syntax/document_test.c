/* document_test.c - finding, naming and comparing the values of a document. */
#include "support/assert.h"

#include <string.h>

#include "syntax/document.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static struct document *document_of(const char *text)
{
	struct document *document;
	struct err err;

	assert_ok(document_parse(&document, SYNTAX_JSON, text, strlen(text), &err));
	return document;
}

/* The document of RFC 6901, section 5, and a list of more than ten items. */
static const char sample[] =
	"{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,\"g|h\":4,"
	"\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,\"m~n\":8,"
	"\"list\":[0,1,2,3,4,5,6,7,8,9,{\"x\":{\"\":10}}]}";

static void a_pointer_finds_what_it_names_and_nothing_else(void **state)
{
	static const struct {
		const char *pointer, *text; /* NULL: nothing there */
	} rows[] = {
		{ "/foo/0", "bar" },
		{ "/foo/1", "baz" },
		{ "/", "0" },
		{ "/a~1b", "1" },
		{ "/c%d", "2" },
		{ "/e^f", "3" },
		{ "/g|h", "4" },
		{ "/i\\j", "5" },
		{ "/k\"l", "6" },
		{ "/ ", "7" },
		{ "/m~0n", "8" },
		{ "/list/9", "9" },
		{ "/list/10/x/", "10" },
		{ "foo", NULL },
		{ "/fo", NULL },
		{ "/fooo", NULL },
		{ "/a/b", NULL },
		{ "/m~n", NULL },
		{ "/m~2n", NULL },
		{ "/m~", NULL },
		{ "/a~01b", NULL },
		{ "//", NULL },
		{ "/foo/", NULL },
		{ "/foo/2", NULL },
		{ "/foo/-", NULL },
		{ "/foo/-1", NULL },
		{ "/foo/00", NULL },
		{ "/foo/01", NULL },
		{ "/foo/1x", NULL },
		{ "/foo/0/0", NULL },
		{ "/foo/18446744073709551616", NULL },
		{ "/foo/18446744073709551617", NULL },
		{ "/list/10/x//", NULL },
	};
	struct document *document = document_of(sample);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct node *node = node_at(document->root, rows[i].pointer);

		assert_row_string_equal(rows[i].pointer, node ? node->text : NULL, rows[i].text);
	}
	assert_ptr_equal(node_at(document->root, ""), document->root);
	assert_null(node_at(NULL, "/a"));
	document_free(document);
}

static void a_pointer_starts_at_the_node_it_is_given(void **state)
{
	struct document *document = document_of(sample);
	const struct node *list = node_at(document->root, "/list");

	(void)state;
	assert_string_equal(node_at(list, "/10/x/")->text, "10");
	assert_ptr_equal(node_at(list, ""), list);
	assert_null(node_at(list, "/list"));
	document_free(document);
}

static void the_last_of_members_with_one_name_is_the_one_that_counts(void **state)
{
	struct document *document = document_of("{\"a\":1,\"b\":2,\"a\":3}");

	(void)state;
	assert_int_equal(document->root->count, 3);
	assert_string_equal(node_at(document->root, "/a")->text, "3");
	assert_string_equal(node_member(document->root, "a")->text, "3");
	document_free(document);
}

static void a_member_is_found_by_its_whole_name(void **state)
{
	struct document *document = document_of(sample);

	(void)state;
	assert_string_equal(node_member(document->root, "a/b")->text, "1");
	assert_string_equal(node_member(document->root, "m~n")->text, "8");
	assert_string_equal(node_member(document->root, "")->text, "0");
	assert_null(node_member(document->root, "fo"));
	assert_null(node_member(node_member(document->root, "foo"), "0"));
	assert_null(node_member(node_member(document->root, ""), ""));
	document_free(document);
}

static void check_locations(const struct node *root, const struct node *node)
{
	struct str location = STR_INIT;

	node_location(&location, node);
	assert_ptr_equal(node_at(root, location.data), node);
	str_release(&location);
	for (size_t i = 0; i < node->count; i++)
		check_locations(root, &node->children[i]);
}

static void a_location_leads_back_to_its_node(void **state)
{
	struct document *document = document_of(sample);

	(void)state;
	check_locations(document->root, document->root);
	document_free(document);
}

static void locations_and_selectors_are_appended_and_escaped(void **state)
{
	struct document *document = document_of("{\"a~/b\":[[],[{\"c\":[7]}]]}");
	const struct node *node = node_at(document->root, "/a~0~1b/1/0/c/0");
	struct str out = STR_INIT;

	(void)state;
	str_set(&out, "at ");
	node_location(&out, node);
	assert_string_equal(out.data, "at /a~0~1b/1/0/c/0");

	str_set(&out, "at ");
	node_selector(&out, node);
	assert_string_equal(out.data, "at /a~0~1b/*/*/c/*");

	str_clear(&out);
	node_location(&out, document->root);
	node_selector(&out, document->root);
	assert_string_equal(out.data, "");
	str_release(&out);
	document_free(document);
}

static void equal_means_the_same_values_whatever_the_spacing(void **state)
{
	static const struct {
		const char *a, *b;
		bool is_equal;
	} rows[] = {
		{ "{\"a\":[1,true,null,\"x\"]}", "{ // c\n\"a\" : [1,true,\nnull,\"\\u0078\",]}",
			true },
		{ "[]", "[ ]", true },
		{ "[]", "{}", false },
		{ "1", "2", false },
		{ "1", "\"1\"", false },
		{ "true", "\"true\"", false },
		{ "true", "false", false },
		{ "null", "\"null\"", false },
		{ "\"a\"", "\"a\"", true },
		{ "\"a\"", "\"A\"", false },
		{ "[1,2]", "[2,1]", false },
		{ "[1]", "[1,1]", false },
		{ "[1,[2,[3]]]", "[1,[2,[4]]]", false },
		{ "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", false },
		{ "{\"a\":1}", "{\"b\":1}", false },
		{ "{\"a\":1}", "{\"a\":1,\"a\":1}", false },
		{ "\"a\\u0000b\"", "\"a\"", false },
		{ "\"a\\u0000b\"", "\"a\\u0000c\"", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct document *a = document_of(rows[i].a), *b = document_of(rows[i].b);

		assert_row_int_equal(rows[i].b, node_equal(a->root, b->root), rows[i].is_equal);
		assert_row_int_equal(rows[i].b, node_equal(b->root, a->root), rows[i].is_equal);
		assert_true(node_equal(a->root, a->root));
		assert_false(node_equal(a->root, NULL));
		assert_false(node_equal(NULL, b->root));
		document_free(a);
		document_free(b);
	}
	assert_true(node_equal(NULL, NULL));
}

static void the_name_a_value_has_is_no_part_of_the_value(void **state)
{
	struct document *document = document_of("{\"a\":[1],\"b\":[1]}");

	(void)state;
	assert_true(node_equal(node_member(document->root, "a"), node_member(document->root, "b")));
	document_free(document);
}

static void a_name_promises_a_syntax_by_its_ending(void **state)
{
	static const struct {
		const char *path;
		int syntax;
	} rows[] = {
		{ "package.json", SYNTAX_JSON },
		{ "apps/a.b/tsconfig.base.json", SYNTAX_JSON },
		{ "a.jsonc", SYNTAX_JSON },
		{ "x.code-workspace", SYNTAX_JSON },
		{ "public/site.webmanifest", SYNTAX_JSON },
		{ "a/.json", SYNTAX_JSON },
		{ "json", -1 },
		{ "a.json/b", -1 },
		{ "a.jso", -1 },
		{ "a.son", -1 },
		{ "a.jsonx", -1 },
		{ "a.json5", -1 },
		{ "a.json ", -1 },
		{ "a.json .jsonc", SYNTAX_JSON },
		{ "a.", -1 },
		{ "a. ", -1 },
		{ "a", -1 },
		{ "", -1 },
		{ "a.yaml", SYNTAX_YAML },
		{ "a/.prettierrc", SYNTAX_JSON_OR_YAML },
		{ "a.yml", SYNTAX_YAML },
		{ "Cargo.toml", SYNTAX_TOML },
		{ "a/pom.xml", SYNTAX_XML },
		{ "a.b.csproj", SYNTAX_XML },
		{ "a/Dockerfile", SYNTAX_DOCKERFILE },
		{ "web.Dockerfile", SYNTAX_DOCKERFILE },
		{ "xDockerfile", -1 },
		{ ".env", SYNTAX_ENV },
		{ ".gitmodules", SYNTAX_GIT_CONFIG },
		{ "go.mod", SYNTAX_GO_MOD },
		{ "o.mod", -1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_row_int_equal(rows[i].path, syntax_of_name(rows[i].path), rows[i].syntax);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pointer_finds_what_it_names_and_nothing_else),
		cmocka_unit_test(a_pointer_starts_at_the_node_it_is_given),
		cmocka_unit_test(the_last_of_members_with_one_name_is_the_one_that_counts),
		cmocka_unit_test(a_member_is_found_by_its_whole_name),
		cmocka_unit_test(a_location_leads_back_to_its_node),
		cmocka_unit_test(locations_and_selectors_are_appended_and_escaped),
		cmocka_unit_test(equal_means_the_same_values_whatever_the_spacing),
		cmocka_unit_test(the_name_a_value_has_is_no_part_of_the_value),
		cmocka_unit_test(a_name_promises_a_syntax_by_its_ending),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
