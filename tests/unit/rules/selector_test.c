/* selector_test.c - which values a selector means, and what its wildcards stood for. */
#include "support/assert.h"

#include <string.h>

#include "rules/selector.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static struct document *document_of(const char *text)
{
	struct document *document;
	struct err err;

	assert_ok(document_parse(&document, SYNTAX_JSON, text, strlen(text), &err));
	return document;
}

static struct selector *selector_of(const char *text, struct arena *arena)
{
	struct selector *selector;
	struct err err;

	assert_ok(selector_read(&selector, text, arena, &err));
	return selector;
}

/* The locations of what is selected, between blanks. */
static void select_text(
	struct str *out, const struct document *document, const struct selector *selector)
{
	node_list found = VEC_INIT;

	str_clear(out);
	selector_select(selector, document->root, &found);
	for (size_t i = 0; i < found.count; i++) {
		if (i)
			str_add_char(out, ' ');
		node_location(out, found.items[i]);
	}
	vec_release(&found);
}

static void a_selector_selects_these_values_in_the_documents_order(void **state)
{
	static const char json[] = "{\"a\":{\"b\":1,\"c\":[2,{\"b\":3}],\"//d\":4},\"b\":{\"a\":5},"
				   "\"x/y\":6,\"m~n\":7,\"\":8,\"icon-16\":9,\"icon-32\":10}";
	static const struct {
		const char *selector, *expected;
	} rows[] = {
		{ "/a/b", "/a/b" },
		{ "/a/*", "/a/b /a/c" },
		{ "/a/c/*", "/a/c/0 /a/c/1" },
		{ "/a/c/1/b", "/a/c/1/b" },
		{ "/a/c/01", "" },
		{ "/a/c/2", "" },
		{ "/a///d", "" },
		{ "/a/{~1~1d,c}", "/a/c" },
		{ "/**/b", "/a/b /a/c/1/b /b" },
		{ "/a/**/b", "/a/b /a/c/1/b" },
		{ "/a/c/**", "/a/c /a/c/0 /a/c/1 /a/c/1/b" },
		{ "/**/**/**/b", "/a/b /a/c/1/b /b" },
		{ "/{a,b}/{b,a}", "/a/b /b/a" },
		{ "/{b,a}/*", "/a/b /a/c /b/a" },
		{ "/a/{b,c/*}", "/a/b /a/c/0 /a/c/1" },
		{ "/a/{b,c/{0,1/{b,x}}}", "/a/b /a/c/0 /a/c/1/b" },
		{ "/{*,a/b}", "/a /a/b /b /x~1y /m~0n / /icon-16 /icon-32" },
		{ "/{a,a/*}", "/a /a/b /a/c" },
		{ "/x~1y", "/x~1y" },
		{ "/m~0n", "/m~0n" },
		{ "/", "/" },
		{ "/icon-*", "/icon-16 /icon-32" },
		{ "/*-16", "/icon-16" },
		{ "/none/*", "" },
		{ "/a/b/c", "" },
		{ "/*[b]", "/a" },
		{ "/*[!b]", "/b /x~1y /m~0n / /icon-16 /icon-32" },
		{ "/*[a=5]", "/b" },
		{ "/*[a=6]", "" },
		{ "/*[b][b=1]/c/*[b=*]", "/a/c/1" },
		{ "/*[b!=1]", "/b /x~1y /m~0n / /icon-16 /icon-32" },
		{ "/*[c/1/b=3]/b", "/a/b" },
		{ "/icon-*[=1*]", "/icon-32" },
		{ "/a[b=1]/b", "/a/b" },
		{ "/a[b=2]/b", "" },
		{ "/{a[b=2],b[a=5]}/*", "/b/a" },
		{ "/[x]", "" },
	};
	struct document *document = document_of(json);
	struct arena arena = ARENA_INIT;
	struct str found = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct selector *selector = selector_of(rows[i].selector, &arena);

		select_text(&found, document, selector);

		assert_row_string_equal(rows[i].selector, found.data, rows[i].expected);
		assert_row_int_equal(rows[i].selector, selector_has(selector, document->root),
			*rows[i].expected != '\0');
	}
	str_release(&found);
	arena_release(&arena);
	document_free(document);
}

static void what_nobody_knows_can_be_selected(void **state)
{
	struct document *document = document_of("{\"a\":null,\"b\":\"null\",\"c\":[1,null]}");
	struct arena arena = ARENA_INIT;
	struct str found = STR_INIT;

	(void)state;
	select_text(&found, document, selector_of("/**/*[?]", &arena));

	assert_string_equal(found.data, "/a /c/1");
	str_release(&found);
	arena_release(&arena);
	document_free(document);
}

static void the_empty_selector_is_the_document(void **state)
{
	struct document *document = document_of("[1]");
	struct arena arena = ARENA_INIT;
	node_list found = VEC_INIT;

	(void)state;
	selector_select(selector_of("", &arena), document->root, &found);

	assert_int_equal(found.count, 1);
	assert_ptr_equal(found.items[0], document->root);
	vec_release(&found);
	arena_release(&arena);
	document_free(document);
}

static void of_equal_keys_the_last_is_selected(void **state)
{
	struct document *document = document_of("{\"a\":1,\"a\":2}");
	struct arena arena = ARENA_INIT;
	node_list found = VEC_INIT;

	(void)state;
	selector_select(selector_of("/a", &arena), document->root, &found);

	assert_int_equal(found.count, 1);
	assert_string_equal(found.items[0]->text, "2");
	vec_release(&found);
	arena_release(&arena);
	document_free(document);
}

static void a_capture_is_what_the_wildcard_stood_for(void **state)
{
	static const char json[] =
		"{\"a\":{\"b\":[{\"c\":1}]},\"./x/y\":2,\"p\":{\"q\":{\"r\":3}}}";
	static const struct {
		const char *selector, *location;
		unsigned number;
		const char *expected; /* NULL: it is not there */
	} rows[] = {
		{ "/*/b", "/a/b", 1, "a" },
		{ "/a/*/*", "/a/b/0", 1, "b" },
		{ "/a/*/*", "/a/b/0", 2, "0" },
		{ "/**/c", "/a/b/0/c", 1, "a/b/0" },
		{ "/a/**/b", "/a/b", 1, "" },
		{ "/.~1*", "/.~1x~1y", 1, "x/y" },
		{ "/p/{*,q/*}", "/p/q", 1, "q" },
		{ "/p/{*,q/*}", "/p/q", 2, NULL },
		{ "/p/{*,q/*}", "/p/q/r", 1, NULL },
		{ "/p/{*,q/*}", "/p/q/r", 2, "r" },
		{ "/**/**/r", "/p/q/r", 1, "p/q" },
		{ "/**/**/r", "/p/q/r", 2, "" },
	};
	struct document *document = document_of(json);
	struct arena arena = ARENA_INIT;
	struct str captured = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct node *node = node_at(document->root, rows[i].location);
		bool found;

		str_clear(&captured);
		found = selector_capture(&captured, selector_of(rows[i].selector, &arena),
			document->root, node, rows[i].number);

		assert_row_int_equal(rows[i].selector, found, rows[i].expected != NULL);
		if (found)
			assert_row_string_equal(rows[i].selector, captured.data, rows[i].expected);
	}
	str_release(&captured);
	arena_release(&arena);
	document_free(document);
}

static void a_selector_that_is_none_says_why(void **state)
{
	static const struct {
		const char *selector, *part;
	} rows[] = {
		{ "a/b", "does not start with '/'" },
		{ "/a~b", "'~'" },
		{ "/a/~", "'~'" },
		{ "/{a,b", "without its '}'" },
		{ "/a}", "not a whole step" },
		{ "/{a}b", "not a whole step" },
		{ "/a{b,c}", "not a whole step" },
		{ "/a*b*c", "more than one '*'" },
	};
	struct arena arena = ARENA_INIT;
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct selector *selector;

		assert_fails(selector_read(&selector, rows[i].selector, &arena, &err), ERR_INPUT,
			rows[i].part);
	}
	arena_release(&arena);
}

static void huge_selectors_are_refused_at_once(void **state)
{
	struct str text = STR_INIT;
	struct arena arena = ARENA_INIT;
	struct selector *selector;
	struct err err;

	(void)state;
	for (int i = 0; i < 64; i++)
		str_add_text(&text, "/*");
	assert_ok(selector_read(&selector, text.data, &arena, &err));
	str_add_text(&text, "/*");
	assert_fails(selector_read(&selector, text.data, &arena, &err), ERR_INPUT, "64 steps");

	str_set(&text, "/");
	for (int i = 0; i < 1000000; i++)
		str_add_char(&text, '{');
	assert_fails(selector_read(&selector, text.data, &arena, &err), ERR_INPUT, "16 deep");
	str_release(&text);
	arena_release(&arena);
}

/* 60 times "any depth" over a document 200 deep: whoever tries every way never comes back. */
static void any_depth_sixty_times_over_is_no_more_work_than_once(void **state)
{
	struct str text = STR_INIT;
	struct arena arena = ARENA_INIT;
	struct document *document;
	struct selector *selector;
	struct str captured = STR_INIT;
	node_list found = VEC_INIT;

	(void)state;
	for (int i = 0; i < 200; i++)
		str_add_text(&text, "{\"a\":0,\"b\":");
	str_add_text(&text, "0");
	for (int i = 0; i < 200; i++)
		str_add_char(&text, '}');
	document = document_of(text.data);
	str_set(&text, "");
	for (int i = 0; i < 60; i++)
		str_add_text(&text, "/**");
	str_add_text(&text, "/a");
	selector = selector_of(text.data, &arena);

	selector_select(selector, document->root, &found);

	assert_int_equal(found.count, 200);
	assert_true(selector_capture(&captured, selector, document->root, found.items[199], 1));
	vec_release(&found);
	str_release(&captured);
	str_release(&text);
	arena_release(&arena);
	document_free(document);
}

static void the_pointer_ends_before_the_first_wildcard(void **state)
{
	static const struct {
		const char *selector, *pointer;
	} rows[] = {
		{ "/a/b", "/a/b" },
		{ "/a/*", "/a" },
		{ "/a/b*/c", "/a" },
		{ "/a/{b,c}", "/a" },
		{ "/**", "" },
		{ "", "" },
	};
	struct arena arena = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_row_string_equal(rows[i].selector,
			selector_pointer(selector_of(rows[i].selector, &arena)), rows[i].pointer);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_selector_selects_these_values_in_the_documents_order),
		cmocka_unit_test(what_nobody_knows_can_be_selected),
		cmocka_unit_test(the_empty_selector_is_the_document),
		cmocka_unit_test(of_equal_keys_the_last_is_selected),
		cmocka_unit_test(a_capture_is_what_the_wildcard_stood_for),
		cmocka_unit_test(a_selector_that_is_none_says_why),
		cmocka_unit_test(huge_selectors_are_refused_at_once),
		cmocka_unit_test(any_depth_sixty_times_over_is_no_more_work_than_once),
		cmocka_unit_test(the_pointer_ends_before_the_first_wildcard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
