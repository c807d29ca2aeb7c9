/* documents_page_test.c - docs/documents.md is right: its examples make the trees it shows. */
#include "support/assert.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/document.h"
#include "syntax/script.h"
#include "util/str.h"

/* The chapter that is being read: "## `yaml`", its example, the rows of its table. */
struct chapter {
	int syntax; /* -1: none */
	struct str example;
	bool in_example;
	struct document *document;
	unsigned rows;
};

static int syntax_of_word(const char *word, size_t size)
{
	for (int i = 0; syntax_words[i]; i++)
		if (strlen(syntax_words[i]) == size && strncmp(syntax_words[i], word, size) == 0)
			return i;
	return -1;
}

static void end_chapter(struct chapter *chapter)
{
	if (chapter->syntax >= 0 && chapter->rows == 0) {
		print_error("the chapter '%s' shows no value\n", syntax_words[chapter->syntax]);
		fail();
	}
	document_free(chapter->document);
	chapter->document = NULL;
}

static void begin_chapter(struct chapter *chapter, const char *line)
{
	end_chapter(chapter);
	chapter->syntax = -1;
	chapter->rows = 0;
	if (strncmp(line, "## `", 4) != 0)
		return;
	chapter->syntax = syntax_of_word(line + 4, strcspn(line + 4, "`"));
	assert_true(chapter->syntax >= 0);
	if (syntax_is_script((enum syntax)chapter->syntax) && !script_can_read())
		chapter->syntax = -1;
}

static void end_example(struct chapter *chapter)
{
	struct err err;

	document_free(chapter->document);
	chapter->document = NULL;
	assert_ok(document_parse(&chapter->document, (enum syntax)chapter->syntax,
		chapter->example.data, chapter->example.size, &err));
}

/* "| `pointer` | `value` | 3:14 |" */
static void check_row(struct chapter *chapter, char *line)
{
	char *pointer = line + 3, *pointer_end = strstr(pointer, "` | `");
	char *value = pointer_end ? pointer_end + 5 : NULL;
	char *value_end = value ? strstr(value, "` | ") : NULL;
	const struct node *node;
	unsigned at_line, column;

	if (!value_end || sscanf(value_end, "` | %u:%u |", &at_line, &column) != 2)
		return;
	*pointer_end = *value_end = '\0';
	node = node_at(chapter->document->root, pointer);
	assert_row_string_equal(pointer, node ? node->text : NULL, value);
	if (!node)
		return;
	assert_row_int_equal(pointer, node->span.line, at_line);
	assert_row_int_equal(pointer, node->span.column, column);
	chapter->rows++;
}

static void check_line(struct chapter *chapter, char *line)
{
	if (chapter->in_example) {
		chapter->in_example = strncmp(line, "```", 3) != 0;
		if (chapter->in_example)
			str_add_text(&chapter->example, line);
		else
			end_example(chapter);
	} else if (strncmp(line, "## ", 3) == 0) {
		begin_chapter(chapter, line);
	} else if (strncmp(line, "```", 3) == 0 && chapter->syntax >= 0) {
		chapter->in_example = true;
		str_clear(&chapter->example);
	} else if (strncmp(line, "| `", 3) == 0 && chapter->document) {
		check_row(chapter, line);
	}
}

static void each_example_makes_the_tree_that_is_shown(void **state)
{
	struct chapter chapter = { .syntax = -1, .example = STR_INIT };
	char path[4096], *line = NULL;
	size_t size = 0;
	FILE *page;

	(void)state;
	snprintf(path, sizeof path, "%s/docs/documents.md", getenv("SOURCE_DIR"));
	page = fopen(path, "r");
	assert_non_null(page);
	while (getline(&line, &size, page) >= 0)
		check_line(&chapter, line);
	end_chapter(&chapter);
	fclose(page);
	free(line);
	str_release(&chapter.example);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_example_makes_the_tree_that_is_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
