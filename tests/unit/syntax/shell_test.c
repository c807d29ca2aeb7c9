/* shell_test.c - the reader of shell commands: words, what is known of them, and where they are
 * run. */
#include "support/assert.h"

#include "reading.h"
#include "syntax/document.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

/* The shape of a command with its directory, flags and words, the last apart. */
#define COMMAND(flags, args, to) "{flags:{" flags "} args:[" args "] to:'" to "'}"
#define WORD(word)               "{word:'" word "'}"
#define OPEN                     "{cp:[{open:'true'}]}"

static void commands_are_taken_apart_into_words(void **state)
{
	static const struct shape rows[] = {
		{ "", "{}" },
		{ "# cp a b\n\n", "{}" },
		{ "cp a b", "{cp:[" COMMAND("", WORD("a"), "b") "]}" },
		{ "cp 'a b' \"c d\"e\\ f", "{cp:[" COMMAND("", WORD("a b"), "c de f") "]}" },
		{ "cp a \\\n  b # c\n", "{cp:[" COMMAND("", WORD("a"), "b") "]}" },
		{ "./node_modules/.bin/ncp a b", "{ncp:[" COMMAND("", WORD("a"), "b") "]}" },
		{ "NODE_ENV=x cross-env A=b npx -y cpx a b",
			"{cpx:[" COMMAND("", WORD("a"), "b") "]}" },
		{ "cp a b > log 2>&1 && ls",
			"{cp:[" COMMAND("", WORD("a"), "b") "]"
							    " ls:[{flags:{} args:[]}]}" },
		{ "tee x <<EOF\ncp a b\nEOF\ncp c d",
			"{tee:[{flags:{} args:[" WORD("x") "]}] cp:[" COMMAND(
				"", WORD("c"), "d") "]}" },
		{ "if [ -d a ]; then cp a b; fi",
			"{[:[{flags:{-d:'a'} args:[{word:'a' after:'-d'}] to:']'}]"
			" cp:[" COMMAND("", WORD("a"), "b") "]}" },
		{ "cp -rf --x=y -u 1 a b", "{cp:[" COMMAND("-r:'' -f:'' --x:'y' -u:'1'",
						   "{word:'1' after:'-u'} " WORD("a"), "b") "]}" },
	};

	(void)state;
	check_shapes(SYNTAX_SHELL, rows, COUNT(rows));
}

static void a_pattern_is_a_directory_and_what_stands_behind_it(void **state)
{
	static const struct shape rows[] = {
		{ "cp a/b/*.js c",
			"{cp:[" COMMAND("", "{word:'a/b/*.js' base:'a/b' glob:'*.js'}", "c") "]}" },
		{ "cp * c", "{cp:[" COMMAND("", "{word:'*' base:'.' glob:'*'}", "c") "]}" },
		{ "cpx 'a/**/x' c",
			"{cpx:[" COMMAND("", "{word:'a/**/x' base:'a' glob:'**/x'}", "c") "]}" },
		{ "cp a{b,c}/x d", "{cp:[" COMMAND("", "{word:'a{b,c}/x' base:'.' glob:'a{b,c}/x'}",
					   "d") "]}" },
		{ "cp a b/*", "{cp:[{flags:{} args:[" WORD("a") "]}]}" },
	};

	(void)state;
	check_shapes(SYNTAX_SHELL, rows, COUNT(rows));
}

static void a_command_with_a_word_nobody_knows_is_open(void **state)
{
	static const struct shape rows[] = {
		{ "cp $A b", OPEN },
		{ "cp \"${A:-\"x}\"}/b\" c", OPEN },
		{ "cp `ls '`' x` b", OPEN },
		{ "cp $(ls $(pwd) \")\") b", OPEN },
		{ "cp a ~/b", OPEN },
		{ "cp /tmp/a b", OPEN },
		{ "$CP a b", "{}" },
		{ "cp '$A' b\\$c", "{cp:[" COMMAND("", WORD("$A"), "b$c") "]}" },
	};

	(void)state;
	check_shapes(SYNTAX_SHELL, rows, COUNT(rows));
}

static void one_change_of_the_directory_is_followed(void **state)
{
	static const struct shape rows[] = {
		{ "cd a && cp b c", "{cp:[{cd:'a' flags:{} args:[" WORD("b") "] to:'c'}]}" },
		{ "cd \"$(dirname \"$0\")\" || exit\ncp b c",
			"{exit:[{cd:'.' flags:{} args:[]}] cp:[{cd:'.' flags:{} args:[" WORD(
				"b") "] to:'c'}]}" },
		{ "(cd a && cp b c) && cp d e",
			"{cp:[{cd:'a' flags:{} args:[" WORD("b") "] to:'c'} " COMMAND(
				"", WORD("d"), "e") "]}" },
		{ "cd a; cd b; cp c d", OPEN },
		{ "cd $A && cp b c", OPEN },
		{ "ls | cd a; cp b c", "{ls:[{flags:{} args:[]}] cp:[{open:'true'}]}" },
		{ "ls; cd a; cp b c", "{ls:[{flags:{} args:[]}] cp:[{open:'true'}]}" },
		{ "pushd a; popd; cp b c", OPEN },
	};

	(void)state;
	check_shapes(SYNTAX_SHELL, rows, COUNT(rows));
}

static void each_line_of_a_recipe_is_a_shell_of_its_own(void **state)
{
	static const struct shape rows[] = {
		{ "A = cp x y\nall: a\n\t@cd a && cp b \\\n\t  c\n\t-cp d e\n",
			"{cp:[{cd:'a' flags:{} args:[" WORD("b") "] to:'c'} " COMMAND(
				"", WORD("d"), "e") "]}" },
		{ "\tcp $< $@\n\tcp $(A) b", "{cp:[{open:'true'} {open:'true'}]}" },
		{ "\tcp 'a\n\tcp b c", "{cp:[{flags:{} args:[" WORD("a\n") "]} " COMMAND(
					       "", WORD("b"), "c") "]}" },
	};

	(void)state;
	check_shapes(SYNTAX_RECIPES, rows, COUNT(rows));
}

static void subshells_within_subshells_end(void **state)
{
	struct document *document;
	struct str text = STR_INIT;
	struct err err;

	(void)state;
	add_times(&text, "(", 1000);
	str_add_text(&text, "cp a b");
	add_times(&text, ")", 1000);
	assert_ok(read_exactly(&document, SYNTAX_SHELL, text.data, text.size, &err));

	assert_non_null(node_at(document->root, "/cp/0/open"));
	document_free(document);
	str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commands_are_taken_apart_into_words),
		cmocka_unit_test(a_pattern_is_a_directory_and_what_stands_behind_it),
		cmocka_unit_test(a_command_with_a_word_nobody_knows_is_open),
		cmocka_unit_test(one_change_of_the_directory_is_followed),
		cmocka_unit_test(each_line_of_a_recipe_is_a_shell_of_its_own),
		cmocka_unit_test(subshells_within_subshells_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
