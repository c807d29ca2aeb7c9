/*
 * opt.c - options as a table.
 */
#include "cli/opt.h"

#include <string.h>

#include "util/str.h"

struct parse {
	const struct opt *opts;
	int argc, at; /* `at` is the word being read */
	char **argv;
	const struct opt *next_argument;
	struct err *err;
};

static bool is_argument(const struct opt *opt)
{
	return opt->kind == OPT_KIND_ARGUMENT || opt->kind == OPT_KIND_ARGUMENTS;
}

static const struct opt *find_long(const struct opt *opts, const char *name, size_t size)
{
	for (; opts->kind != OPT_KIND_END; opts++)
		if (!is_argument(opts) && opts->name && strlen(opts->name) == size &&
			strncmp(opts->name, name, size) == 0)
			return opts;
	return NULL;
}

static const struct opt *find_letter(const struct opt *opts, char letter)
{
	for (; opts->kind != OPT_KIND_END; opts++)
		if (opts->letter && opts->letter == letter)
			return opts;
	return NULL;
}

static const struct opt *first_argument(const struct opt *opts)
{
	while (opts->kind != OPT_KIND_END && !is_argument(opts))
		opts++;
	return opts;
}

static bool is_choice(const char *words, const char *value)
{
	size_t size = strlen(value);

	for (; *words; words += *words == '|') {
		size_t word = strcspn(words, "|");

		if (word == size && strncmp(words, value, size) == 0)
			return true;
		words += word;
	}
	return false;
}

static int unknown_option(struct parse *parse, const char *word)
{
	err_set(parse->err, ERR_USAGE, "unknown option '%s'", word);
	return err_fix(parse->err, "--help lists the options");
}

static int store(struct parse *parse, const struct opt *opt, const char *word, const char *value)
{
	if (opt->kind == OPT_KIND_CHOICE && !is_choice(opt->value, value)) {
		err_set(parse->err, ERR_USAGE, "'%s' is no value of '%s'", value, word);
		return err_fix(parse->err, "use one of %s", opt->value);
	}
	if (opt->kind == OPT_KIND_LIST)
		vec_push(opt->to.list, value);
	else
		*opt->to.string = value;
	return 0;
}

/* `value` is what stands in the same word, or NULL: then it is the next word. */
static int take(struct parse *parse, const struct opt *opt, const char *word, const char *value)
{
	if (opt->kind == OPT_KIND_FLAG) {
		if (value)
			return err_set(parse->err, ERR_USAGE, "'%s' takes no value", word);
		*opt->to.flag = true;
		return 0;
	}
	if (!value && parse->at + 1 >= parse->argc)
		return err_set(parse->err, ERR_USAGE, "'%s' needs a value: %s", word, opt->value);
	return store(parse, opt, word, value ? value : parse->argv[++parse->at]);
}

static int take_long(struct parse *parse, const char *word)
{
	size_t size = strcspn(word, "=");
	const struct opt *opt = find_long(parse->opts, word + 2, size - 2);

	if (!opt)
		return unknown_option(parse, word);
	return take(parse, opt, word, word[size] ? word + size + 1 : NULL);
}

static int take_letter(struct parse *parse, const char *word)
{
	const struct opt *opt = find_letter(parse->opts, word[1]);

	if (!opt || (opt->kind == OPT_KIND_FLAG && word[2]))
		return unknown_option(parse, word);
	return take(parse, opt, word, word[2] ? word + 2 : NULL);
}

static int take_argument(struct parse *parse, const char *word)
{
	const struct opt *argument = parse->next_argument;

	if (argument->kind == OPT_KIND_END)
		return err_set(parse->err, ERR_USAGE, "one argument too many: '%s'", word);
	if (argument->kind == OPT_KIND_ARGUMENTS) {
		vec_push(argument->to.list, word);
		return 0;
	}
	*argument->to.string = word;
	parse->next_argument = first_argument(argument + 1);
	return 0;
}

static bool wants_help(const char *word)
{
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

int opt_parse(const struct opt *opts, int argc, char **argv, int *used, struct err *err)
{
	struct parse parse = { opts, argc, 1, argv, first_argument(opts), err };
	bool stops = parse.next_argument->kind == OPT_KIND_END && used, only_arguments = false;
	int result = 0;

	for (; parse.at < argc && result == 0; parse.at++) {
		const char *word = argv[parse.at];
		bool is_option = !only_arguments && word[0] == '-' && word[1];

		if (is_option && wants_help(word))
			return 1;
		if (!is_option && stops)
			break;
		if (is_option && strcmp(word, "--") == 0)
			only_arguments = true;
		else if (is_option)
			result = word[1] == '-' ? take_long(&parse, word)
						: take_letter(&parse, word);
		else
			result = take_argument(&parse, word);
	}
	if (used)
		*used = parse.at;
	return result;
}

static void write_name(struct str *out, const struct opt *opt)
{
	if (is_argument(opt)) {
		str_add_text(out, opt->name);
		return;
	}
	if (opt->letter)
		str_addf(out, "-%c%s", opt->letter, opt->name ? ", " : "");
	if (opt->name)
		str_addf(out, "--%s", opt->name);
	if (opt->value)
		str_addf(out, " %s", opt->value);
}

static size_t widest(const struct opt *opts)
{
	struct str name = STR_INIT;
	size_t width = strlen("-h, --help");

	for (; opts->kind != OPT_KIND_END; opts++) {
		str_clear(&name);
		write_name(&name, opts);
		width = name.size > width ? name.size : width;
	}
	str_release(&name);
	return width;
}

void opt_help_rows(FILE *stream, const struct opt *opts)
{
	int width = (int)widest(opts);
	struct str name = STR_INIT;

	for (; opts->kind != OPT_KIND_END; opts++) {
		str_clear(&name);
		write_name(&name, opts);
		fprintf(stream, "  %-*s  %s\n", width, name.data, opts->about);
	}
	fprintf(stream, "  %-*s  %s\n", width, "-h, --help", "say this");
	str_release(&name);
}

void opt_help(FILE *stream, const char *name, const char *about, const struct opt *opts)
{
	fprintf(stream, "usage: crossdep %s [options]", name);
	for (const struct opt *opt = opts; opt->kind != OPT_KIND_END; opt++)
		if (is_argument(opt))
			fprintf(stream, opt->kind == OPT_KIND_ARGUMENTS ? " %s..." : " [%s]",
				opt->name);
	fprintf(stream, "\n\n%s\n\n", about);
	opt_help_rows(stream, opts);
}
