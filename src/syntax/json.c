/*
 * json.c - the reader of JSON (RFC 8259), with what JSONC adds: comments and trailing commas.
 *
 * Two readers stand side by side. Our scanner leads: it is strict, and it alone knows where things
 * stand. It walks a copy of the source, blanks in it what is not JSON, and builds the nodes. Then
 * cJSON parses that copy, and each node takes its decoded text from the value at the same place.
 * Where the two do not see the same values the document is refused.
 *
 * The copy ends in a NUL, which is part of no token: no scanning loop needs to know where the end
 * is.
 */
#include "syntax/json.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "util/memory.h"
#include "util/vec.h"

/* cJSON (1.7) reads a number of at most this many bytes; a longer one it takes for two tokens. */
#define CJSON_NUMBER_MAX 63

struct json {
	char *start, *end; /* the copy, and its NUL */
	char *at;          /* what comes next */
	char *line_start;
	unsigned line;  /* 1-based */
	unsigned depth; /* of open maps and lists */
	size_t total;   /* nodes made so far */
	/* Values whose map or list is still open, innermost last. An open value stands below its
	 * children, so the children of the innermost are always the topmost, side by side. */
	VEC(struct node) pending;
	struct arena *arena; /* the document's */
	struct err *err;
};

/* What cJSON allocates belongs to the arena of the document that this thread is parsing; outside of
 * a parse the hooks are malloc and free, for whoever else may use cJSON in this process. */
static _Thread_local struct arena *cjson_arena;

static void *cjson_allocate(size_t size)
{
	return cjson_arena ? arena_get(cjson_arena, size) : malloc(size);
}

static void cjson_deallocate(void *memory)
{
	if (!cjson_arena)
		free(memory);
}

static void set_cjson_hooks(void)
{
	cJSON_Hooks hooks = { cjson_allocate, cjson_deallocate };

	cJSON_InitHooks(&hooks);
}

static int fail_at(
	struct json *json, enum err_kind kind, unsigned line, unsigned column, const char *what)
{
	err_set(json->err, kind, "line %u, column %u: %s", line, column, what);
	if (json->err)
		json->err->line = line;
	return -1;
}

static unsigned column_of(const struct json *json, const char *at)
{
	return (unsigned)(at - json->line_start) + 1;
}

/* `at` is on the current line. */
static int fail(struct json *json, const char *at, const char *what)
{
	return fail_at(json, ERR_INPUT, json->line, column_of(json, at), what);
}

static int expected(struct json *json, const char *what)
{
	bool at_end = json->at == json->end;
	char text[128];

	snprintf(text, sizeof text, "expected %s%s", what, at_end ? ", but the file ends" : "");
	return fail(json, json->at, text);
}

static struct span span_here(const struct json *json)
{
	return (struct span){ json->line, column_of(json, json->at),
		(size_t)(json->at - json->start), 0 };
}

static size_t size_since(const struct json *json, size_t start)
{
	return (size_t)(json->at - json->start) - start;
}

static void end_line(struct json *json, char *line_end)
{
	json->line++;
	json->line_start = line_end + 1;
}

static void blank_line_comment(struct json *json)
{
	size_t left = (size_t)(json->end - json->at);
	char *line_end = memchr(json->at, '\n', left);
	size_t size = line_end ? (size_t)(line_end - json->at) : left;

	memset(json->at, ' ', size);
	json->at += size;
}

static int blank_block_comment(struct json *json)
{
	const unsigned line = json->line, column = column_of(json, json->at);
	char *start = json->at, *at;

	for (at = start + 2; at < json->end; at++) {
		if (at[0] == '*' && at[1] == '/') {
			json->at = at + 2;
			memset(start, ' ', (size_t)(json->at - start));
			return 0;
		}
		if (*at == '\n')
			end_line(json, at);
	}
	return fail_at(json, ERR_INPUT, line, column, "the comment that starts here is not closed");
}

static int skip_blanks(struct json *json)
{
	for (;;) {
		switch (*json->at) {
		case '\n':
			end_line(json, json->at);
			json->at++;
			break;
		case ' ':
		case '\t':
		case '\r':
			json->at++;
			break;
		case '/':
			if (json->at[1] == '/')
				blank_line_comment(json);
			else if (json->at[1] != '*')
				return 0; /* whoever comes next will not like it */
			else if (blank_block_comment(json) < 0)
				return -1;
			break;
		default:
			return 0;
		}
	}
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char *skip_digits(char *at)
{
	while (is_digit(*at))
		at++;
	return at;
}

/* The four digits behind "\u"; 0x10000 if they are none. */
static unsigned hex_unit(const char *at)
{
	unsigned unit = 0;

	for (int i = 0; i < 4; i++) {
		char c = at[i], lower = (char)(c | 0x20);

		if (is_digit(c))
			unit = unit << 4 | (unsigned)(c - '0');
		else if (lower >= 'a' && lower <= 'f')
			unit = unit << 4 | (unsigned)(lower - 'a' + 10);
		else
			return 0x10000;
	}
	return unit;
}

/* The escape "\u" at `at`: its size with the second half of a surrogate pair, 0 if it is refused.
 */
static size_t unit_escape_size(struct json *json, const char *at, bool *has_nul)
{
	unsigned unit = hex_unit(at + 2), low;

	if (unit > 0xffff) {
		fail(json, at, "'\\u' needs four hexadecimal digits");
		return 0;
	}
	if (unit == 0)
		*has_nul = true;
	if (unit < 0xd800 || unit > 0xdfff)
		return 6;
	low = at[6] == '\\' && at[7] == 'u' ? hex_unit(at + 8) : 0;
	if (unit <= 0xdbff && low >= 0xdc00 && low <= 0xdfff)
		return 12;
	fail(json, at, "half a surrogate pair is no character");
	return 0;
}

static size_t escape_size(struct json *json, const char *at, bool *has_nul)
{
	if (at[1] == 'u')
		return unit_escape_size(json, at, has_nul);
	if (at[1] && strchr("\"\\/bfnrt", at[1]))
		return 2;
	fail(json, at, "a backslash must start one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
	return 0;
}

static bool is_plain(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

/* The string at json->at, which is a quote. Its bytes need not be UTF-8. */
static int read_string(struct json *json, bool *has_nul)
{
	char *at = json->at + 1;
	size_t size;

	*has_nul = false;
	for (;; at += size) {
		while (is_plain(*at))
			at++;
		if (*at == '"')
			break;
		if (at == json->end || *at == '\n' || *at == '\r')
			return fail(json, json->at, "the string that starts here is not closed");
		if (*at != '\\')
			return fail(json, at, "a control character must be written as an escape");
		size = escape_size(json, at, has_nul);
		if (size == 0)
			return -1;
	}
	json->at = at + 1;
	return 0;
}

static int read_number(struct json *json, struct node *node)
{
	char *start = json->at, *at = start + (*start == '-'), *digits = at;

	at = skip_digits(at);
	if (at == digits || (*digits == '0' && at > digits + 1))
		return fail(json, start, "a number starts with one digit that is not 0, or is 0");
	if (*at == '.') {
		digits = ++at;
		at = skip_digits(at);
		if (at == digits)
			return fail(json, at, "a digit must follow the point of a number");
	}
	if (*at == 'e' || *at == 'E') {
		at++;
		at += *at == '+' || *at == '-';
		digits = at;
		at = skip_digits(at);
		if (at == digits)
			return fail(json, at, "a number's exponent needs a digit");
	}
	node->kind = NODE_NUMBER;
	node->text = arena_bytes(json->arena, start, (size_t)(at - start));
	if (at - start > CJSON_NUMBER_MAX) {
		memset(start, ' ', (size_t)(at - start));
		*start = '0'; /* the value is not asked for: the text is ours */
	}
	json->at = at;
	return 0;
}

static int read_word(struct json *json, struct node *node, const char *word, enum node_kind kind)
{
	size_t size = strlen(word);

	if (strncmp(json->at, word, size) != 0)
		return expected(json, "a value");
	node->kind = kind;
	node->text = word;
	json->at += size;
	return 0;
}

/* Makes the topmost pending values, from `first` on, the children of `parent`. Only now do they get
 * the place where they stay, so only now can their own children point up at them. */
static void settle_children(struct json *json, struct node *parent, size_t first)
{
	size_t count = json->pending.count - first;
	struct node *children;

	if (count == 0)
		return;
	children = arena_get(json->arena, count * sizeof *children);
	memcpy(children, &json->pending.items[first], count * sizeof *children);
	for (size_t i = 0; i < count; i++) {
		children[i].index = i;
		for (size_t j = 0; j < children[i].count; j++)
			children[i].children[j].parent = &children[i];
	}
	json->pending.count = first;
	parent->children = children;
	parent->count = count;
}

/* Pending values move: they are known by their slot. -1 if there would be too many. */
static int add_pending(struct json *json, size_t *slot)
{
	if (json->total++ >= DOCUMENT_NODES_MAX)
		return fail_at(json, ERR_LIMIT, json->line, column_of(json, json->at),
			"the file holds too many values");
	*slot = json->pending.count;
	vec_push(&json->pending, (struct node){ .kind = NODE_NULL });
	return 0;
}

/* The name of a map's member, and the colon behind it. */
static int read_name(struct json *json, struct node *node, bool is_first)
{
	bool has_nul;

	if (*json->at != '"')
		return expected(json,
			is_first ? "a name in double quotes or '}'" : "a name in double quotes");
	node->key_span = span_here(json);
	if (read_string(json, &has_nul) < 0)
		return -1;
	/* cJSON would cut it short, and a short name may be another's. */
	if (has_nul)
		return fail(json, json->start + node->key_span.start, "a name holds a NUL");
	node->key_span.size = size_since(json, node->key_span.start);
	if (skip_blanks(json) < 0)
		return -1;
	if (*json->at != ':')
		return expected(json, "':'");
	json->at++;
	return skip_blanks(json);
}

static int read_value(struct json *json, size_t slot);

/* The members or items up to `close`, the first of them at json->at or behind blanks. */
static int read_items(struct json *json, char close)
{
	char *comma = NULL;
	size_t slot;

	for (bool is_first = true;; is_first = false) {
		if (skip_blanks(json) < 0)
			return -1;
		if (*json->at == close)
			break;
		if (!is_first && !comma)
			return expected(json, close == '}' ? "',' or '}'" : "',' or ']'");
		if (add_pending(json, &slot) < 0)
			return -1;
		if (close == '}' && read_name(json, &json->pending.items[slot], is_first) < 0)
			return -1;
		if (read_value(json, slot) < 0 || skip_blanks(json) < 0)
			return -1;
		comma = *json->at == ',' ? json->at++ : NULL;
	}
	if (comma)
		*comma = ' '; /* a trailing one: no JSON */
	json->at++;
	return 0;
}

static int read_container(struct json *json, size_t slot, enum node_kind kind, char close)
{
	size_t first = json->pending.count;

	if (json->depth++ >= DOCUMENT_DEPTH_MAX)
		return fail_at(json, ERR_LIMIT, json->line, column_of(json, json->at),
			"maps and lists are nested too deep");
	json->at++;
	if (read_items(json, close) < 0)
		return -1;
	json->depth--;
	json->pending.items[slot].kind = kind;
	settle_children(json, &json->pending.items[slot], first);
	return 0;
}

static int read_scalar(struct json *json, struct node *node)
{
	switch (*json->at) {
	case '"':
		node->kind = NODE_STRING;
		return read_string(json, &node->has_nul);
	case 't':
		return read_word(json, node, "true", NODE_BOOL);
	case 'f':
		return read_word(json, node, "false", NODE_BOOL);
	case 'n':
		return read_word(json, node, "null", NODE_NULL);
	default:
		if (is_digit(*json->at) || *json->at == '-')
			return read_number(json, node);
		return expected(json, "a value");
	}
}

static int read_value(struct json *json, size_t slot)
{
	struct span span = span_here(json);
	int result;

	if (*json->at == '{')
		result = read_container(json, slot, NODE_MAP, '}');
	else if (*json->at == '[')
		result = read_container(json, slot, NODE_LIST, ']');
	else
		result = read_scalar(json, &json->pending.items[slot]);
	span.size = size_since(json, span.start);
	json->pending.items[slot].span = span;
	return result;
}

/* The whole file: one value, and blanks around it. */
static int scan(struct json *json, struct node **root)
{
	struct node above = { .kind = NODE_LIST };
	size_t slot;

	if (strncmp(json->at, "\xef\xbb\xbf", 3) == 0) {
		memset(json->at, ' ', 3); /* a byte order mark; it counts in the column */
		json->at += 3;
	}
	if (skip_blanks(json) < 0 || add_pending(json, &slot) < 0 || read_value(json, slot) < 0 ||
		skip_blanks(json) < 0)
		return -1;
	if (json->at != json->end)
		return expected(json, "the end of the file");
	settle_children(json, &above, 0);
	*root = above.children;
	return 0;
}

static bool is_same_kind(enum node_kind kind, const cJSON *value)
{
	switch (kind) {
	case NODE_NULL:
		return cJSON_IsNull(value);
	case NODE_BOOL:
		return cJSON_IsBool(value);
	case NODE_NUMBER:
		return cJSON_IsNumber(value);
	case NODE_STRING:
		return cJSON_IsString(value);
	case NODE_MAP:
		return cJSON_IsObject(value);
	case NODE_LIST:
		return cJSON_IsArray(value);
	}
	return false;
}

/* Gives `node` and all below it their decoded texts. False where the two trees differ; *at_fault is
 * then the innermost map, list or value at fault. */
static bool adopt_texts(struct node **at_fault, struct node *node, const cJSON *value)
{
	const cJSON *child = value->child;

	*at_fault = node;
	if (!is_same_kind(node->kind, value))
		return false;
	if (node->kind == NODE_STRING)
		node->text = value->valuestring;
	for (size_t i = 0; i < node->count; i++, child = child->next) {
		if (!child)
			return false;
		node->children[i].key = node->kind == NODE_MAP ? child->string : NULL;
		if (!adopt_texts(at_fault, &node->children[i], child))
			return false;
		*at_fault = node;
	}
	return !child;
}

static int build_values(struct json *json, struct node *root)
{
	size_t size = (size_t)(json->end - json->start);
	struct node *at_fault = root;
	cJSON *value;

	cjson_arena = json->arena;
	value = cJSON_ParseWithLengthOpts(json->start, size + 1, NULL, true);
	cjson_arena = NULL;
	if (value && adopt_texts(&at_fault, root, value))
		return 0;
	return fail_at(json, ERR_INPUT, at_fault->span.line, at_fault->span.column,
		"two readers of JSON disagree about the value that starts here");
}

int json_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct json json = { .line = 1, .arena = arena, .err = err, .pending = VEC_INIT };
	int result;

	pthread_once(&once, set_cjson_hooks);
	json.start = json.at = json.line_start = memory_get(size + 1);
	json.end = json.start + size;
	if (size)
		memcpy(json.start, bytes, size);
	*json.end = '\0';
	result = scan(&json, root);
	if (result == 0)
		result = build_values(&json, *root);
	vec_release(&json.pending);
	free(json.start);
	return result;
}
