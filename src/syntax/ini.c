/*
 * ini.c - the reader of files of names and values, in their dialects.
 *
 * A line is a comment, a section's header, or a name and its value. What a dialect does not
 * understand is taken as it stands: its tools do not complain either.
 */
#include "syntax/ini.h"

#include <string.h>

#include "syntax/builder.h"
#include "syntax/cursor.h"

struct dialect {
	const char *comments;   /* what starts a comment at the start of a line */
	const char *separators; /* between name and value */
	bool sections;
	bool subsections; /* [section "subsection"] */
	bool indented;    /* lines that are indented belong to the value above */
	bool continues;   /* a backslash at a line's end goes on with the next one */
	bool escapes;     /* a backslash, anywhere else, changes the byte behind it */
	bool quotes;      /* are taken away */
	bool ends_early;  /* a comment ends a value too */
	bool blank_separates;
	const char *prefix; /* a word that may stand before a name */
};

static const struct dialect plain_ini = { "#;", "=:", .sections = true, .indented = true };
static const struct dialect git_config = { "#;", "=", .sections = true, .subsections = true,
	.continues = true, .escapes = true, .quotes = true, .ends_early = true };
static const struct dialect properties = { "#!", "=:", .continues = true, .escapes = true,
	.blank_separates = true };
static const struct dialect env = { "#", "=", .quotes = true, .ends_early = true, .escapes = true,
	.prefix = "export" };

struct ini {
	const struct dialect *dialect;
	struct cursor at;
	struct builder builder;
	struct arena *arena;
	struct err *err;
	struct str text; /* decoded */
	size_t kept;     /* bytes of `text` up to the last that is not an outer blank */
	size_t end;      /* offset behind the last byte that is not blank */
	size_t depth;    /* of what is open outside of sections */
};

static char peek(const struct ini *ini)
{
	return cursor_peek(&ini->at, 0);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\f';
}

/* Does the line end here? */
static bool at_line_end(const struct ini *ini)
{
	return cursor_at_end(&ini->at) || peek(ini) == '\n' || cursor_sees(&ini->at, "\r\n");
}

static size_t line_end_size(const struct ini *ini, size_t ahead)
{
	if (cursor_peek(&ini->at, ahead) == '\n')
		return 1;
	return cursor_peek(&ini->at, ahead) == '\r' && cursor_peek(&ini->at, ahead + 1) == '\n' ? 2
												: 0;
}

static void skip(struct ini *ini, size_t size)
{
	cursor_move_to(&ini->at, ini->at.offset + size);
}

static void skip_blanks(struct ini *ini)
{
	while (is_blank(peek(ini)))
		skip(ini, 1);
}

static void skip_line(struct ini *ini)
{
	const char *here = ini->at.bytes + ini->at.offset;
	const char *line_end = memchr(here, '\n', ini->at.size - ini->at.offset);

	cursor_move_to(&ini->at, line_end ? (size_t)(line_end - ini->at.bytes) + 1 : ini->at.size);
}

static bool is_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/* ---- texts ---- */

static void keep(struct ini *ini, char c, size_t size, bool is_outer_blank)
{
	str_add_char(&ini->text, c);
	skip(ini, size);
	if (is_outer_blank)
		return;
	ini->kept = ini->text.size;
	ini->end = ini->at.offset;
}

static unsigned hex_unit(const struct ini *ini)
{
	unsigned unit = 0;

	for (size_t i = 0; i < 4; i++) {
		char c = cursor_peek(&ini->at, 2 + i), lower = (char)(c | 0x20);

		if (c >= '0' && c <= '9')
			unit = unit << 4 | (unsigned)(c - '0');
		else if (lower >= 'a' && lower <= 'f')
			unit = unit << 4 | (unsigned)(lower - 'a' + 10);
		else
			return 0;
	}
	return unit;
}

/* "\uXXXX" as UTF-8; two halves of a pair become two characters, which no path has. */
static void keep_unit(struct ini *ini, unsigned unit)
{
	if (unit >= 0x800) {
		str_add_char(&ini->text, (char)(0xe0 | unit >> 12));
		str_add_char(&ini->text, (char)(0x80 | (unit >> 6 & 0x3f)));
	} else if (unit >= 0x80) {
		str_add_char(&ini->text, (char)(0xc0 | unit >> 6));
	}
	keep(ini, (char)(unit >= 0x80 ? 0x80 | (unit & 0x3f) : unit), 6, false);
}

static void keep_escape(struct ini *ini)
{
	static const char letters[] = "tnrfb", meanings[] = "\t\n\r\f\b";
	char c = cursor_peek(&ini->at, 1);
	const char *found = c ? strchr(letters, c) : NULL;
	unsigned unit = c == 'u' ? hex_unit(ini) : 0;

	if (unit)
		keep_unit(ini, unit);
	else if (c == '\0')
		keep(ini, '\\', 1, false);
	else
		keep(ini, found ? meanings[found - letters] : c, 2, false);
}

/* A backslash that ends the line: the next line's first blanks do not count. */
static bool skip_continuation(struct ini *ini)
{
	size_t size = line_end_size(ini, 1);

	if (!ini->dialect->continues || peek(ini) != '\\' || size == 0)
		return false;
	skip(ini, 1 + size);
	skip_blanks(ini);
	return true;
}

static bool ends_value(const struct ini *ini, char quote)
{
	char before = ini->at.offset ? ini->at.bytes[ini->at.offset - 1] : '\n';

	if (at_line_end(ini))
		return quote == '\0' || !ini->dialect->prefix || cursor_at_end(&ini->at);
	return quote == '\0' && ini->dialect->ends_early &&
	       is_one_of(peek(ini), ini->dialect->comments) &&
	       (is_blank(before) || !ini->dialect->prefix);
}

/* The value up to the end of the line; ini->text, kept and end say what it is. */
static void read_value(struct ini *ini)
{
	const struct dialect *dialect = ini->dialect;
	char quote = '\0';

	str_clear(&ini->text);
	ini->kept = 0;
	ini->end = ini->at.offset;
	while (!ends_value(ini, quote)) {
		char c = peek(ini);

		if (skip_continuation(ini))
			continue;
		if (dialect->quotes && quote == '\0' &&
			(c == '"' || (c == '\'' && dialect->prefix))) {
			quote = c;
			skip(ini, 1);
		} else if (quote && c == quote) {
			quote = '\0';
			skip(ini, 1);
			ini->kept = ini->text.size;
			ini->end = ini->at.offset;
		} else if (dialect->escapes && c == '\\' && quote != '\'') {
			keep_escape(ini);
		} else {
			keep(ini, c, 1, is_blank(c) && quote == '\0');
		}
	}
}

static int add_text(struct ini *ini, struct cursor start)
{
	return builder_add_text(
		&ini->builder, ini->text.data, ini->kept, cursor_span_to(&start, ini->end));
}

/* ---- names ---- */

/* The bytes from `start` without the blanks behind them, as a name. */
static void name_since(struct ini *ini, struct cursor start, const char *text, size_t size)
{
	builder_key(&ini->builder, arena_bytes(ini->arena, text, size),
		cursor_span_to(&start, ini->end));
}

static bool ends_name(const struct ini *ini)
{
	return at_line_end(ini) || is_one_of(peek(ini), ini->dialect->separators) ||
	       (ini->dialect->blank_separates && is_blank(peek(ini)));
}

static void skip_prefix(struct ini *ini)
{
	size_t size = ini->dialect->prefix ? strlen(ini->dialect->prefix) : 0;

	if (size && cursor_sees(&ini->at, ini->dialect->prefix) &&
		is_blank(cursor_peek(&ini->at, size))) {
		skip(ini, size);
		skip_blanks(ini);
	}
}

static void read_name(struct ini *ini)
{
	struct cursor start;

	skip_prefix(ini);
	start = ini->at;
	str_clear(&ini->text);
	ini->kept = 0;
	ini->end = start.offset;
	while (!ends_name(ini)) {
		if (skip_continuation(ini))
			continue;
		if (ini->dialect->blank_separates && peek(ini) == '\\')
			keep_escape(ini);
		else
			keep(ini, peek(ini), 1, is_blank(peek(ini)));
	}
	name_since(ini, start, ini->text.data, ini->kept);
}

static void skip_separator(struct ini *ini)
{
	skip_blanks(ini);
	if (is_one_of(peek(ini), ini->dialect->separators)) {
		skip(ini, 1);
		skip_blanks(ini);
	}
}

/* ---- values on several lines ---- */

static bool is_comment(const struct ini *ini)
{
	return is_one_of(peek(ini), ini->dialect->comments);
}

/* Moves to the text of the next line if that is indented; blank lines and comments between are
 * passed over. */
static bool next_indented(struct ini *ini)
{
	struct cursor back = ini->at;

	while (!cursor_at_end(&ini->at)) {
		bool is_indented = is_blank(peek(ini));

		skip_blanks(ini);
		if (at_line_end(ini) || is_comment(ini)) {
			skip_line(ini);
			continue;
		}
		if (is_indented)
			return true;
		break;
	}
	ini->at = back;
	return false;
}

/* The first line of the value was read from `start`; is there more of it? */
static int read_lines(struct ini *ini, struct cursor start)
{
	size_t end;

	skip_line(ini);
	if (!ini->dialect->indented || !next_indented(ini))
		return add_text(ini, start);
	if (builder_open(&ini->builder, NODE_LIST, cursor_span(&start, 0)) < 0)
		return -1;
	if (ini->kept && add_text(ini, start) < 0)
		return -1;
	do {
		start = ini->at;
		read_value(ini);
		end = ini->end;
		if (add_text(ini, start) < 0)
			return -1;
		skip_line(ini);
	} while (next_indented(ini));
	builder_close(&ini->builder, end);
	return 0;
}

/* ---- lines ---- */

static int read_pair(struct ini *ini)
{
	struct cursor start;

	read_name(ini);
	start = ini->at;
	skip_separator(ini);
	if (ini->at.offset == start.offset && !ini->dialect->blank_separates) {
		skip_line(ini);
		return builder_add(&ini->builder, NODE_NULL, "null", false, cursor_span(&start, 0));
	}
	start = ini->at;
	read_value(ini);
	return read_lines(ini, start);
}

static void close_section(struct ini *ini)
{
	builder_close_to(&ini->builder, ini->depth, ini->end);
}

/* [section], or [section "subsection"]: a map in a map. */
static int read_header(struct ini *ini)
{
	const char *here = ini->at.bytes + ini->at.offset, *close, *line_end, *quote;
	size_t left = ini->at.size - ini->at.offset;
	struct cursor start = ini->at;

	close_section(ini);
	line_end = memchr(here, '\n', left);
	left = line_end ? (size_t)(line_end - here) : left;
	close = memrchr(here, ']', left);
	ini->end = start.offset + (close ? (size_t)(close - here) + 1 : left);
	left = ini->end - start.offset - 1 - (close != NULL);
	here++;
	quote = ini->dialect->subsections ? memchr(here, '"', left) : NULL;
	if (quote) {
		size_t outer = (size_t)(quote - here);
		const char *second;

		left -= outer + 1;
		second = memchr(quote + 1, '"', left);
		while (outer > 0 && is_blank(here[outer - 1]))
			outer--;
		name_since(ini, start, here, outer);
		if (builder_open(&ini->builder, NODE_MAP, cursor_span(&start, 0)) < 0)
			return -1;
		here = quote + 1;
		left = second ? (size_t)(second - here) : left;
	}
	name_since(ini, start, here, left);
	skip_line(ini);
	return builder_open(&ini->builder, NODE_MAP, cursor_span(&start, 0));
}

static int read_all(struct ini *ini)
{
	int result = 0;

	while (result == 0 && !cursor_at_end(&ini->at)) {
		skip_blanks(ini);
		if (at_line_end(ini) || is_comment(ini))
			skip_line(ini);
		else if (ini->dialect->sections && peek(ini) == '[')
			result = read_header(ini);
		else
			result = read_pair(ini);
	}
	return result;
}

static int read_root(const struct dialect *dialect, struct node **root, struct arena *arena,
	const char *bytes, size_t size, struct err *err)
{
	struct ini reader = {
		.dialect = dialect, .arena = arena, .err = err, .text = STR_INIT, .depth = 1
	};
	int result;

	cursor_init(&reader.at, bytes, size);
	builder_init(&reader.builder, arena, err);
	if (cursor_sees(&reader.at, "\xef\xbb\xbf"))
		skip(&reader, 3);
	result = builder_open(&reader.builder, NODE_MAP, cursor_span(&reader.at, 0));
	if (result == 0)
		result = read_all(&reader);
	if (result == 0) {
		close_section(&reader);
		builder_close(&reader.builder, size);
		builder_finish(&reader.builder, root);
	}
	builder_release(&reader.builder);
	str_release(&reader.text);
	return result;
}

int ini_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	return read_root(&plain_ini, root, arena, bytes, size, err);
}

int git_config_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	return read_root(&git_config, root, arena, bytes, size, err);
}

int properties_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	return read_root(&properties, root, arena, bytes, size, err);
}

int env_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	return read_root(&env, root, arena, bytes, size, err);
}
