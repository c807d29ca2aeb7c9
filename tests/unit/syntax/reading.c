/*
 * reading.c - what the tests of all readers ask.
 */
#include "reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/assert.h"

int read_exactly(
	struct document **out, enum syntax syntax, const char *bytes, size_t size, struct err *err)
{
	char *exact = malloc(size ? size : 1);
	int result;

	memcpy(exact, bytes, size);
	result = document_parse(out, syntax, exact, size, err);
	free(exact);
	return result;
}

void add_shape(struct str *out, const struct node *node)
{
	static const char *const open[] = { "", "", "#", "'", "{", "[", "?" };
	static const char *const close[] = { "", "", "", "'", "}", "]", "" };

	str_add_text(out, open[node->kind]);
	str_add_text(out, node->text ? node->text : "");
	for (size_t i = 0; i < node->count; i++) {
		if (i)
			str_add_char(out, ' ');
		if (node->kind == NODE_MAP)
			str_addf(out, "%s:", node->children[i].key);
		add_shape(out, &node->children[i]);
	}
	str_add_text(out, close[node->kind]);
}

void check_shapes(enum syntax syntax, const struct shape *rows, size_t count)
{
	struct str shape = STR_INIT;
	struct document *document;
	struct err err;

	for (size_t i = 0; i < count; i++) {
		if (read_exactly(&document, syntax, rows[i].text, strlen(rows[i].text), &err) < 0) {
			print_error("%s: %s\n", rows[i].text, err.text);
			fail();
		}
		str_clear(&shape);
		add_shape(&shape, document->root);
		assert_row_string_equal(rows[i].text, shape.data, rows[i].shape);
		check_family(document->root);
		document_free(document);
	}
	str_release(&shape);
}

void check_refusals(enum syntax syntax, const struct refusal *rows, size_t count)
{
	char expected[200];

	for (size_t i = 0; i < count; i++) {
		struct document *document;
		struct err err;

		snprintf(expected, sizeof expected, "line %u, column %u: %s", rows[i].line,
			rows[i].column, rows[i].what);
		if (read_exactly(&document, syntax, rows[i].text, strlen(rows[i].text), &err) ==
			0) {
			print_error("%s: was read\n", rows[i].text);
			fail();
		}
		err.text[strnlen(err.text, strlen(expected))] = '\0';
		assert_row_string_equal(rows[i].text, err.text, expected);
		assert_row_int_equal(rows[i].text, err.line, rows[i].line);
		assert_row_int_equal(rows[i].text, err.kind, ERR_INPUT);
	}
}

void check_limit(enum syntax syntax, const char *bytes, size_t size, const char *what)
{
	struct document *document;
	struct err err;

	assert_fails(read_exactly(&document, syntax, bytes, size, &err), ERR_LIMIT, what);
	assert_true(err.line > 0);
}

static void check_span(
	const char *pointer, const struct span *span, const char *source, const struct place *place)
{
	assert_row_int_equal(pointer, span->line, place->line);
	assert_row_int_equal(pointer, span->column, place->column);
	assert_row_int_equal(pointer, span->size, strlen(place->slice));
	assert_true(span->start + span->size <= strlen(source));
	assert_memory_equal(source + span->start, place->slice, span->size);
}

void check_places(enum syntax syntax, const char *source, const struct place *places, size_t count)
{
	struct document *document;
	struct err err;

	assert_ok(read_exactly(&document, syntax, source, strlen(source), &err));
	for (size_t i = 0; i < count; i++) {
		const struct place *place = &places[i];
		const struct place key = { NULL, place->key_line, place->key_column,
			place->key_slice ? place->key_slice : "", 0, 0, NULL };
		const struct node *node = node_at(document->root, place->pointer);

		if (!node) {
			print_error("%s: nothing is there\n", place->pointer);
			fail();
			return;
		}
		check_span(place->pointer, &node->span, source, place);
		check_span(place->pointer, &node->key_span, source, &key);
	}
	document_free(document);
}

void check_family(const struct node *node)
{
	for (size_t i = 0; i < node->count; i++) {
		assert_ptr_equal(node->children[i].parent, node);
		assert_int_equal(node->children[i].index, i);
		assert_int_equal(node->children[i].key != NULL, node->kind == NODE_MAP);
		check_family(&node->children[i]);
	}
}

void add_times(struct str *out, const char *text, size_t count)
{
	while (count-- > 0)
		str_add_text(out, text);
}
