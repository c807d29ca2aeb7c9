/*
 * yaml.c - the reader of YAML: libyaml's events to a tree.
 *
 * libyaml counts characters where we count bytes; a cursor that follows its marks turns the one
 * into the other. Only the core schema's words and numbers are more than text, keys are texts as
 * they are written, tags that the core schema does not know say nothing.
 */
#include "syntax/yaml.h"

#include <string.h>

#include <yaml.h>

#include "syntax/anchors.h"
#include "syntax/builder.h"
#include "syntax/core_schema.h"
#include "syntax/cursor.h"

/* What the tree does not keep of a map or list that is open. */
struct frame {
	const char *anchor; /* NULL: none */
	bool merges;        /* has a member to be merged */
	bool ends_itself;   /* in brackets: its last bytes are its own */
};

struct yaml {
	yaml_parser_t parser;
	struct cursor cursor;
	size_t first; /* offset of what libyaml is given */
	size_t index; /* where the cursor is, in characters from there */
	struct builder builder;
	VEC(struct frame) frames; /* beside builder.open */
	struct anchors anchors;
	size_t last_end; /* offset behind the last value or alias */
	struct arena *arena;
	struct err *err;
};

static void move_to(struct yaml *yaml, const yaml_mark_t *mark)
{
	if (mark->index <= yaml->index)
		return;
	cursor_skip_characters(&yaml->cursor, mark->index - yaml->index);
	yaml->index = mark->index;
}

static size_t offset_of(const struct yaml *yaml, const yaml_mark_t *mark)
{
	struct cursor ahead = yaml->cursor;

	if (mark->index > yaml->index)
		cursor_skip_characters(&ahead, mark->index - yaml->index);
	return ahead.offset;
}

/* ---- places ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_in_anchor(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' ||
	       c == '-';
}

/* YAML 1.1 ends lines, and so comments, at a line feed, a carriage return, U+0085, U+2028 and
 * U+2029. The size of what ends the line here, 0 if nothing does. */
static size_t break_size(const char *bytes, size_t left)
{
	if (bytes[0] == '\n' || bytes[0] == '\r')
		return 1;
	if (left >= 2 && memcmp(bytes, "\xc2\x85", 2) == 0)
		return 2;
	return left >= 3 && memcmp(bytes, "\xe2\x80", 2) == 0 &&
			       ((unsigned char)bytes[2] & 0xfe) == 0xa8
		       ? 3
		       : 0;
}

/* Over blanks, comments, and the anchor and tag in front of a value. */
static size_t skip_properties(const char *bytes, size_t at, size_t end)
{
	size_t size;

	for (; at < end; at++) {
		size = break_size(bytes + at, end - at);
		/* libyaml passes over a byte order mark at the start of any line. */
		if (end - at >= 3 && memcmp(bytes + at, "\xef\xbb\xbf", 3) == 0)
			size = 3;
		if (size > 0)
			at += size - 1;
		else if (bytes[at] == '#')
			while (at + 1 < end && !break_size(bytes + at + 1, end - at - 1))
				at++;
		else if (bytes[at] == '&')
			while (at + 1 < end && is_in_anchor(bytes[at + 1]))
				at++;
		else if (bytes[at] == '!')
			while (at + 1 < end && !is_blank(bytes[at + 1]) &&
				!break_size(bytes + at + 1, end - at - 1))
				at++;
		else if (!is_blank(bytes[at]))
			break;
	}
	return at;
}

/* The bytes of a value between the event's marks, which count its anchor and tag in, and in a block
 * scalar what is blank behind it. */
static struct span span_of(struct yaml *yaml, const yaml_event_t *event, bool has_properties)
{
	size_t end = offset_of(yaml, &event->end_mark);
	const char *bytes = yaml->cursor.bytes;
	struct cursor start = yaml->cursor;

	if (has_properties)
		cursor_move_to(&start, skip_properties(bytes, start.offset, end));
	while (end > start.offset && is_blank(bytes[end - 1]))
		end--;
	yaml->last_end = end;
	return cursor_span_to(&start, end);
}

/* A map or list starts with its first value where no bracket does: an anchor may stand on a line
 * above. */
static struct span start_of(const struct yaml *yaml, bool has_properties)
{
	struct cursor start = yaml->cursor;

	if (has_properties)
		cursor_move_to(&start, skip_properties(start.bytes, start.offset, start.size));
	return cursor_span(&start, 0);
}

/* ---- names ---- */

static bool wants_name(struct yaml *yaml)
{
	const struct open_node *open = builder_innermost(&yaml->builder);

	return open && open->node.kind == NODE_MAP && !yaml->builder.key;
}

static int set_name(struct yaml *yaml, const char *text, size_t size, struct span span)
{
	if (memchr(text, '\0', size))
		return span_fail(&span, yaml->err, ERR_INPUT, "a name holds a NUL");
	builder_key(&yaml->builder, text, span);
	return 0;
}

/* ---- values ---- */

static const char *anchor_of(const struct yaml *yaml, const yaml_char_t *anchor)
{
	return anchor ? arena_text(yaml->arena, (const char *)anchor) : NULL;
}

/* A tag of the core schema does not make text of a plain scalar; any other does, "!" too. */
static bool makes_text(const yaml_char_t *tag)
{
	static const char *const plain[] = { YAML_NULL_TAG, YAML_BOOL_TAG, YAML_INT_TAG,
		YAML_FLOAT_TAG };

	for (size_t i = 0; tag && i < sizeof(plain) / sizeof(*plain); i++)
		if (strcmp((const char *)tag, plain[i]) == 0)
			return false;
	return tag != NULL;
}

static enum node_kind kind_of(const yaml_event_t *event)
{
	if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE ||
		makes_text(event->data.scalar.tag))
		return NODE_STRING;
	return core_schema_kind((const char *)event->data.scalar.value, event->data.scalar.length);
}

/* Words have one spelling in the tree; texts and numbers that of the source. */
static const char *text_of(struct yaml *yaml, enum node_kind kind, const char *value, size_t size)
{
	if (kind == NODE_NULL)
		return "null";
	if (kind == NODE_BOOL)
		return (value[0] | 0x20) == 't' ? "true" : "false";
	return arena_bytes(yaml->arena, value, size);
}

static bool is_merge(const yaml_event_t *event)
{
	return event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !event->data.scalar.tag &&
	       strcmp((const char *)event->data.scalar.value, merge_key) == 0;
}

static int read_scalar(struct yaml *yaml, const yaml_event_t *event)
{
	const char *value = (const char *)event->data.scalar.value, *text;
	size_t size = event->data.scalar.length;
	const char *anchor = anchor_of(yaml, event->data.scalar.anchor);
	bool is_name = wants_name(yaml);
	enum node_kind kind = is_name ? NODE_STRING : kind_of(event);
	bool has_nul = size && memchr(value, '\0', size);
	struct span span = span_of(yaml, event, anchor || event->data.scalar.tag);

	if (is_name && is_merge(event)) {
		yaml->frames.items[yaml->frames.count - 1].merges = true;
		text = merge_key;
	} else {
		text = text_of(yaml, kind, value, size);
	}
	if (anchor) {
		struct node node = { .kind = kind, .text = text, .has_nul = has_nul, .span = span };

		anchors_set(&yaml->anchors, &yaml->builder, anchor, &node);
	}
	if (is_name)
		return set_name(yaml, text, size, span);
	return builder_add(&yaml->builder, kind, text, has_nul, span);
}

static int read_alias(struct yaml *yaml, const yaml_event_t *event)
{
	struct span span = span_of(yaml, event, false);
	const struct node *node = anchors_find(
		&yaml->anchors, &yaml->builder, (const char *)event->data.alias.anchor, span);

	if (!node)
		return -1;
	if (!wants_name(yaml))
		return anchors_copy(&yaml->anchors, &yaml->builder, node, span);
	if (!node->text)
		return span_fail(
			&span, yaml->err, ERR_INPUT, "an alias as a name must stand for a text");
	return set_name(yaml, node->text, strlen(node->text) + node->has_nul, node->span);
}

static int open_node(struct yaml *yaml, enum node_kind kind, const yaml_char_t *anchor,
	const yaml_char_t *tag, bool ends_itself)
{
	struct frame frame = { anchor_of(yaml, anchor), false, ends_itself };

	/* No tool takes one; and it is how templates look: "a: {{ .Values.a }}". */
	if (wants_name(yaml))
		return cursor_fail(
			&yaml->cursor, yaml->err, ERR_INPUT, "a map or list cannot be a name");
	if (frame.anchor)
		anchors_begin(&yaml->anchors, &yaml->builder, frame.anchor);
	vec_push(&yaml->frames, frame);
	return builder_open(&yaml->builder, kind, start_of(yaml, anchor || tag));
}

static void close_node(struct yaml *yaml, const yaml_event_t *event)
{
	struct frame frame = yaml->frames.items[--yaml->frames.count];
	const struct node *node;

	if (frame.ends_itself)
		yaml->last_end = offset_of(yaml, &event->end_mark);
	if (frame.merges)
		merge_members(&yaml->builder);
	node = builder_close(&yaml->builder, yaml->last_end);
	if (frame.anchor)
		anchors_set(&yaml->anchors, &yaml->builder, frame.anchor, node);
}

/* ---- documents ---- */

/* What stands between two markers, or behind the last, is often nothing. */
static void end_document(struct yaml *yaml)
{
	struct builder *builder = &yaml->builder;
	const struct node *node = &builder->waiting.items[builder->waiting.count - 1];

	if (node->kind == NODE_NULL && node->span.size == 0)
		builder->waiting.count--;
	anchors_clear(&yaml->anchors);
}

static int read_event(struct yaml *yaml, const yaml_event_t *event)
{
	move_to(yaml, &event->start_mark);
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return read_scalar(yaml, event);
	case YAML_ALIAS_EVENT:
		return read_alias(yaml, event);
	case YAML_MAPPING_START_EVENT:
		return open_node(yaml, NODE_MAP, event->data.mapping_start.anchor,
			event->data.mapping_start.tag,
			event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
	case YAML_SEQUENCE_START_EVENT:
		return open_node(yaml, NODE_LIST, event->data.sequence_start.anchor,
			event->data.sequence_start.tag,
			event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		close_node(yaml, event);
		return 0;
	case YAML_DOCUMENT_END_EVENT:
		end_document(yaml);
		return 0;
	default:
		return 0;
	}
}

static int fail(struct yaml *yaml)
{
	const yaml_parser_t *parser = &yaml->parser;
	struct cursor at = yaml->cursor;

	if (parser->error == YAML_MEMORY_ERROR)
		return cursor_fail(&at, yaml->err, ERR_SYSTEM, "there is not enough memory");
	if (parser->error == YAML_READER_ERROR)
		cursor_move_to(&at, yaml->first + parser->problem_offset);
	else if (parser->problem_mark.index > yaml->index)
		cursor_skip_characters(&at, parser->problem_mark.index - yaml->index);
	return cursor_fail(&at, yaml->err, ERR_INPUT, "%s",
		parser->problem ? parser->problem : "this is not YAML");
}

static int read_stream(struct yaml *yaml)
{
	yaml_event_t event;
	bool at_end;
	int result;

	do {
		if (!yaml_parser_parse(&yaml->parser, &event))
			return fail(yaml);
		at_end = event.type == YAML_STREAM_END_EVENT;
		result = read_event(yaml, &event);
		yaml_event_delete(&event);
	} while (result == 0 && !at_end);
	return result;
}

/* The root is open since the start, so that depths are the same with and without it. */
static int take_root(struct yaml *yaml, bool as_list, struct node **root)
{
	struct builder *builder = &yaml->builder;

	if (as_list || builder->waiting.count > 1) {
		builder_close(builder, yaml->last_end);
	} else {
		builder->open.count = 0;
		if (builder->waiting.count == 0 && builder_add(builder, NODE_NULL, "null", false,
							   builder->open.items[0].node.span) < 0)
			return -1;
	}
	builder_finish(builder, root);
	return 0;
}

static int read_root(struct node **root, struct arena *arena, const char *bytes, size_t size,
	bool as_list, struct err *err)
{
	struct yaml yaml = { .arena = arena, .err = err };
	int result;

	if (!yaml_parser_initialize(&yaml.parser))
		return err_set(err, ERR_SYSTEM, "there is not enough memory");
	cursor_init(&yaml.cursor, bytes, size);
	/* libyaml takes it for a character of the first line, and so that line for indented. */
	if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		cursor_move_to(&yaml.cursor, 3);
	yaml.first = yaml.cursor.offset;
	yaml_parser_set_encoding(&yaml.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
		&yaml.parser, (const unsigned char *)bytes + yaml.first, size - yaml.first);
	builder_init(&yaml.builder, arena, err);
	anchors_init(&yaml.anchors);
	result = builder_open(&yaml.builder, NODE_LIST, cursor_span(&yaml.cursor, 0));
	if (result == 0)
		result = read_stream(&yaml);
	if (result == 0)
		result = take_root(&yaml, as_list, root);
	anchors_release(&yaml.anchors);
	builder_release(&yaml.builder);
	vec_release(&yaml.frames);
	yaml_parser_delete(&yaml.parser);
	return result;
}

int yaml_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	return read_root(root, arena, bytes, size, false, err);
}

int yaml_read_documents(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	return read_root(root, arena, bytes, size, true, err);
}
