/*
 * json.c - the reader of JSON (RFC 8259), with what JSONC adds: comments and trailing commas.
 *
 * Two readers stand side by side. Our scanner leads: it is strict, and it alone knows where things
 * stand. It walks a copy of the source, blanks in it what is not JSON, and records each value. Then
 * cJSON parses that copy, and one walk over records and cJSON's values together makes the nodes:
 * place and kind from the one, decoded texts from the other. Where the two do not see the same
 * values the document is refused.
 *
 * NULs follow the copy, and a NUL is part of no token: no loop needs to ask where the end is.
 */
#include "syntax/json.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "util/memory.h"
#include "util/vec.h"

/* cJSON before 1.7.19 takes a number of more bytes for two tokens (CVE-2023-26819, which some
 * distributions have mended in older versions). */
#define CJSON_NUMBER_MAX 63

/* NULs behind the copy: as many as are looked at in one step. */
#define PADDING sizeof(uint64_t)

/* Where something stands. 32 bits are enough: DOCUMENT_SIZE_MAX is far below. */
struct place {
	uint32_t line, column, start, size; /* as in struct span */
};

/* What the scanner saw of one value. A node is three times as large and wants to lie beside its
 * siblings, whose number only their closing bracket tells; so it is made once, afterwards. */
struct record {
	struct place key, value; /* key.size 0: not in a map */
	uint32_t count;          /* of its children */
	uint8_t kind;            /* enum node_kind */
	bool has_nul;
};

struct json {
	const char *source;
	char *start, *end; /* the copy, and its end */
	char *at;          /* what comes next */
	char *line_start;
	uint32_t line;              /* 1-based */
	unsigned depth;             /* of open maps and lists */
	VEC(struct record) records; /* each value before its children, as they come */
	struct arena *arena;        /* the document's */
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

static struct place place_here(const struct json *json)
{
	return (struct place){ json->line, column_of(json, json->at),
		(uint32_t)(json->at - json->start), 0 };
}

static uint32_t size_since(const struct json *json, uint32_t start)
{
	return (uint32_t)(json->at - json->start) - start;
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

/* A word whose bytes are all `byte`. */
#define BYTES(byte) (UINT64_MAX / 0xff * (byte))

/* Has `word` a byte below `limit` (at most 0x80)? From Anderson's "Bit Twiddling Hacks": a byte's
 * top bit is set by the subtraction and was not set before. */
static bool has_byte_below(uint64_t word, uint64_t limit)
{
	return ((word - BYTES(limit)) & ~word & BYTES(0x80)) != 0;
}

/* Skips what stands for itself in a string: all but control characters, '"' and '\\'. Eight bytes
 * a step: most of a manifest is strings. */
static char *skip_plain(char *at)
{
	uint64_t word;

	for (;; at += sizeof word) {
		memcpy(&word, at, sizeof word);
		if (has_byte_below(word, 0x20) || has_byte_below(word ^ BYTES('"'), 1) ||
			has_byte_below(word ^ BYTES('\\'), 1))
			break;
	}
	while ((unsigned char)*at >= 0x20 && *at != '"' && *at != '\\')
		at++;
	return at;
}

/* The string at json->at, which is a quote. Its bytes need not be UTF-8. */
static int read_string(struct json *json, bool *has_nul)
{
	char *at = json->at + 1;
	size_t size;

	*has_nul = false;
	for (;; at += size) {
		at = skip_plain(at);
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

static int read_number(struct json *json, struct record *record)
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
	record->kind = NODE_NUMBER;
	if (at - start > CJSON_NUMBER_MAX) {
		memset(start, ' ', (size_t)(at - start));
		*start = '0'; /* nobody asks for the value: a number's text is the source's */
	}
	json->at = at;
	return 0;
}

static int read_word(struct json *json, struct record *record, const char *word, uint8_t kind)
{
	size_t size = strlen(word);

	if (strncmp(json->at, word, size) != 0)
		return expected(json, "a value");
	record->kind = kind;
	json->at += size;
	return 0;
}

/* Records move: they are known by their index. -1 if there would be too many. */
static int add_record(struct json *json)
{
	if (json->records.count >= DOCUMENT_NODES_MAX)
		return fail_at(json, ERR_LIMIT, json->line, column_of(json, json->at),
			"the file holds too many values");
	vec_push(&json->records, (struct record){ .kind = NODE_NULL });
	return 0;
}

/* The name of a map's member, and the colon behind it. */
static int read_name(struct json *json, size_t index, bool is_first)
{
	struct place key = place_here(json);
	bool has_nul;

	if (*json->at != '"')
		return expected(json,
			is_first ? "a name in double quotes or '}'" : "a name in double quotes");
	if (read_string(json, &has_nul) < 0)
		return -1;
	/* cJSON would cut it short, and a short name may be another's. */
	if (has_nul)
		return fail(json, json->start + key.start, "a name holds a NUL");
	key.size = size_since(json, key.start);
	json->records.items[index].key = key;
	if (skip_blanks(json) < 0)
		return -1;
	if (*json->at != ':')
		return expected(json, "':'");
	json->at++;
	return skip_blanks(json);
}

static int read_value(struct json *json, size_t index);

/* The members or items up to `close`; *count becomes how many. */
static int read_items(struct json *json, char close, uint32_t *count)
{
	char *comma = NULL;
	size_t index;

	for (*count = 0;; ++*count) {
		if (skip_blanks(json) < 0)
			return -1;
		if (*json->at == close)
			break;
		if (*count && !comma)
			return expected(json, close == '}' ? "',' or '}'" : "',' or ']'");
		index = json->records.count;
		if (add_record(json) < 0)
			return -1;
		if (close == '}' && read_name(json, index, *count == 0) < 0)
			return -1;
		if (read_value(json, index) < 0 || skip_blanks(json) < 0)
			return -1;
		comma = *json->at == ',' ? json->at++ : NULL;
	}
	if (comma)
		*comma = ' '; /* a trailing one: no JSON */
	json->at++;
	return 0;
}

static int read_container(struct json *json, size_t index, uint8_t kind, char close)
{
	uint32_t count;

	if (json->depth++ >= DOCUMENT_DEPTH_MAX)
		return fail_at(json, ERR_LIMIT, json->line, column_of(json, json->at),
			"maps and lists are nested too deep");
	json->at++;
	if (read_items(json, close, &count) < 0)
		return -1;
	json->depth--;
	json->records.items[index].kind = kind;
	json->records.items[index].count = count;
	return 0;
}

static int read_any(struct json *json, size_t index)
{
	struct record *record = &json->records.items[index];

	switch (*json->at) {
	case '{':
		return read_container(json, index, NODE_MAP, '}');
	case '[':
		return read_container(json, index, NODE_LIST, ']');
	case '"':
		record->kind = NODE_STRING;
		return read_string(json, &record->has_nul);
	case 't':
		return read_word(json, record, "true", NODE_BOOL);
	case 'f':
		return read_word(json, record, "false", NODE_BOOL);
	case 'n':
		return read_word(json, record, "null", NODE_NULL);
	default:
		if (is_digit(*json->at) || *json->at == '-')
			return read_number(json, record);
		return expected(json, "a value");
	}
}

static int read_value(struct json *json, size_t index)
{
	struct place place = place_here(json);

	if (read_any(json, index) < 0)
		return -1;
	place.size = size_since(json, place.start);
	json->records.items[index].value = place;
	return 0;
}

/* The whole file: one value, and blanks around it. */
static int scan(struct json *json)
{
	if (strncmp(json->at, "\xef\xbb\xbf", 3) == 0) {
		memset(json->at, ' ', 3); /* a byte order mark; it counts in the column */
		json->at += 3;
	}
	if (skip_blanks(json) < 0 || add_record(json) < 0 || read_value(json, 0) < 0 ||
		skip_blanks(json) < 0)
		return -1;
	return json->at == json->end ? 0 : expected(json, "the end of the file");
}

static struct span span_of(struct place place)
{
	return (struct span){ place.line, place.column, place.start, place.size };
}

static const char *text_of(const struct json *json, const struct record *record, const cJSON *value)
{
	switch (record->kind) {
	case NODE_STRING:
		return value->valuestring;
	case NODE_NUMBER:
		return arena_bytes(
			json->arena, json->source + record->value.start, record->value.size);
	case NODE_BOOL:
		return cJSON_IsTrue(value) ? "true" : "false";
	case NODE_NULL:
		return "null";
	default:
		return NULL;
	}
}

static bool is_same_kind(uint8_t kind, const cJSON *value)
{
	static const int types[] = {
		[NODE_NULL] = cJSON_NULL,
		[NODE_BOOL] = cJSON_False | cJSON_True,
		[NODE_NUMBER] = cJSON_Number,
		[NODE_STRING] = cJSON_String,
		[NODE_MAP] = cJSON_Object,
		[NODE_LIST] = cJSON_Array,
	};

	return (value->type & types[kind]) != 0;
}

static int make_node(
	struct json *json, struct node *node, const struct record **next, const cJSON *value);

static int make_children(
	struct json *json, struct node *node, const struct record **next, const cJSON *child)
{
	if (node->count)
		node->children = arena_get_zeroed(json->arena, node->count * sizeof *node);
	for (size_t i = 0; i < node->count; i++, child = child->next) {
		struct node *below = &node->children[i];

		if (!child)
			return -1;
		++*next;
		below->parent = node;
		below->index = i;
		if (node->kind == NODE_MAP) {
			below->key = child->string;
			below->key_span = span_of((*next)->key);
		}
		if (make_node(json, below, next, child) < 0)
			return -1;
	}
	return child ? -1 : 0;
}

/* Makes `node` of the record *next and of cJSON's value, and all below it likewise; *next ends at
 * the last record taken. -1 where the two differ; *next is then the record at fault. */
static int make_node(
	struct json *json, struct node *node, const struct record **next, const cJSON *value)
{
	const struct record *record = *next;

	if (!is_same_kind(record->kind, value))
		return -1;
	node->kind = record->kind;
	node->span = span_of(record->value);
	node->text = text_of(json, record, value);
	node->has_nul = record->has_nul;
	node->count = record->count;
	return make_children(json, node, next, value->child);
}

static int make_tree(struct json *json, struct node **root)
{
	const struct record *next = json->records.items;
	size_t size = (size_t)(json->end - json->start);
	cJSON *value;

	cjson_arena = json->arena;
	value = cJSON_ParseWithLengthOpts(json->start, size + 1, NULL, true);
	cjson_arena = NULL;
	*root = arena_get_zeroed(json->arena, sizeof **root);
	if (value && make_node(json, *root, &next, value) == 0)
		return 0;
	return fail_at(json, ERR_INPUT, next->value.line, next->value.column,
		"two readers of JSON disagree about the value that starts here");
}

int json_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct json json = { .source = bytes, .line = 1, .arena = arena, .err = err };
	int result;

	pthread_once(&once, set_cjson_hooks);
	json.start = json.at = json.line_start = memory_get(size + PADDING);
	json.end = json.start + size;
	if (size)
		memcpy(json.start, bytes, size);
	memset(json.end, '\0', PADDING);
	result = scan(&json);
	if (result == 0)
		result = make_tree(&json, root);
	vec_release(&json.records);
	free(json.start);
	return result;
}
