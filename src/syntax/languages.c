/*
 * languages.c - what the languages of calls look like, one table row each.
 */
#include "syntax/languages.h"

#include <stddef.h>

static const char *const gradle_modifiers[] = { "def", "val", "var", "final", "private", "public",
	"static", "new", "return", "by", NULL };
static const char *const ruby_modifiers[] = { "return", "not", "then", NULL };
static const char *const ruby_openers[] = { "if", "unless", "def", "class", "module", "case",
	"while", "until", "begin", "for", NULL };
static const char *const ruby_skipped[] = { "else", "elsif", "when", "rescue", "ensure", NULL };
static const char *const starlark_skipped[] = { "def", "for", "if", "elif", "else", NULL };
static const char *const none[] = { NULL };

const struct language language_gradle = { .line_comments = { "//" },
	.block_comments = true,
	.word_marks = ".$",
	.interpolation = "${",
	.long_texts = true,
	.bare_arguments = true,
	.type_arguments = true,
	.modifiers = gradle_modifiers,
	.skipped = none,
	.openers = none };
const struct language language_ruby = { .line_comments = { "#" },
	.word_marks = ".?!",
	.interpolation = "#{",
	.here_texts = true,
	.symbols = true,
	.bare_arguments = true,
	.ends_with_end = true,
	.modifiers = ruby_modifiers,
	.skipped = ruby_skipped,
	.openers = ruby_openers };
const struct language language_starlark = { .line_comments = { "#" },
	.word_marks = ".",
	.long_texts = true,
	.modifiers = none,
	.skipped = starlark_skipped,
	.openers = none };
const struct language language_cmake = { .line_comments = { "#" },
	.word_marks = "",
	.lower_names = true,
	.words_are_texts = true,
	.modifiers = none,
	.skipped = none,
	.openers = none };
const struct language language_hcl = { .line_comments = { "#", "//" },
	.block_comments = true,
	.word_marks = ".-",
	.interpolation = "${",
	.here_texts = true,
	.bare_arguments = true,
	.adjacent = true,
	.modifiers = none,
	.skipped = none,
	.openers = none };
