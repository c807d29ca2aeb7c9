/*
 * xml.c - the reader of XML: expat's events to a tree.
 *
 * Names are kept as they are written, prefix and all. External entities are not read. What entities
 * of the file itself stand for is bounded twice: by expat, and here by the text it makes; it stands
 * where the entity is named.
 */
#include "syntax/xml.h"

#include <string.h>

/* Without it the header keeps the bounds of entities to itself. */
#define XML_DTD 1
#include <expat.h>

#include "syntax/builder.h"
#include "syntax/cursor.h"
#include "syntax/start_tag.h"
#include "util/quote.h"

/* How many times the file's own bytes what its entities stand for may be, and from how many bytes
 * on that is watched. The same work without any text to show for it takes as long. */
#define ENTITIES_TIMES_MAX  2.0f
#define ENTITIES_BYTES_FREE (64u << 10)

/* An element is a map and its list. */
#define ELEMENT_DEPTH_MAX ((DOCUMENT_DEPTH_MAX - 2) / 2)

/* The text of an element that is open; frames are used again, so as to keep their memory. */
struct frame {
	struct str text;
	struct span span; /* from the first byte that is not blank to the last */
	size_t solid;     /* bytes of `text` up to there */
};

struct xml {
	XML_Parser parser;
	struct cursor cursor;
	struct builder builder;
	VEC(struct frame) frames;
	size_t depth;     /* how many of the frames are in use */
	size_t text_size; /* of all texts and attributes so far */
	struct arena *arena;
	struct err *err;
	bool failed; /* err says why */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t event_offset(struct xml *xml)
{
	XML_Index index = XML_GetCurrentByteIndex(xml->parser);

	return index < 0 ? 0 : (size_t)index;
}

static size_t event_size(struct xml *xml)
{
	return (size_t)XML_GetCurrentByteCount(xml->parser);
}

static void stop(struct xml *xml)
{
	xml->failed = true;
	XML_StopParser(xml->parser, XML_FALSE);
}

/* Entities may make more text than the file has bytes. */
static int count_text(struct xml *xml, size_t size)
{
	xml->text_size += size;
	if (xml->text_size <= DOCUMENT_SIZE_MAX)
		return 0;
	return cursor_fail(
		&xml->cursor, xml->err, ERR_LIMIT, "the entities of the file stand for too much");
}

/* ---- elements ---- */

static int add_attribute(
	struct xml *xml, const char *name, const char *value, struct span key, struct span span)
{
	size_t size = strlen(value);

	if (count_text(xml, size) < 0)
		return -1;
	builder_key(&xml->builder, arena_printf(xml->arena, "@%s", name), key);
	return builder_add_text(&xml->builder, value, size, span);
}

/* `attributes` are names and values in turn, in the order of the source. */
static int add_attributes(struct xml *xml, const char **attributes, size_t size)
{
	struct cursor at = xml->cursor;
	struct attribute_place place = { 0, 0, 0, 0 };
	struct span here = cursor_span(&at, size);
	struct start_tag start_tag;
	bool is_tag = start_tag_begin(&start_tag, at.bytes + at.offset, size);
	int count = XML_GetSpecifiedAttributeCount(xml->parser);

	for (int i = 0; i < count; i += 2) {
		struct span key = here, span = here;

		is_tag = is_tag && start_tag_next(&start_tag, at.bytes, &place);
		if (is_tag) {
			cursor_move_to(&at, place.name_start);
			key = cursor_span(&at, place.name_size);
			cursor_move_to(&at, place.value_start);
			span = cursor_span(&at, place.value_size);
		}
		if (add_attribute(xml, attributes[i], attributes[i + 1], key, span) < 0)
			return -1;
	}
	return 0;
}

static int open_element(struct xml *xml, const char *name, const char **attributes)
{
	struct span span = cursor_span(&xml->cursor, 0), key = span;
	size_t size = strlen(name), tag_size = event_size(xml);
	const char *source = xml->cursor.bytes + span.start;

	if (xml->depth >= ELEMENT_DEPTH_MAX)
		return cursor_fail(
			&xml->cursor, xml->err, ERR_LIMIT, "elements are nested too deep");
	if (tag_size > size && *source == '<') {
		key.column++;
		key.start++;
		key.size = size;
	}
	if (xml->depth == xml->frames.count)
		vec_push(&xml->frames, (struct frame){ .text = STR_INIT });
	xml->depth++;
	builder_key(&xml->builder, arena_bytes(xml->arena, name, size), key);
	if (builder_open(&xml->builder, NODE_MAP, span) < 0)
		return -1;
	return add_attributes(xml, attributes, tag_size);
}

static void on_start(void *data, const char *name, const char **attributes)
{
	struct xml *xml = data;

	if (xml->failed)
		return;
	cursor_move_to(&xml->cursor, event_offset(xml));
	if (open_element(xml, name, attributes) < 0)
		stop(xml);
}

static int close_element(struct xml *xml)
{
	struct frame *frame = &xml->frames.items[--xml->depth];
	int result = 0;

	if (frame->solid)
		result = builder_member(
			&xml->builder, "text()", frame->text.data, frame->solid, frame->span);
	str_clear(&frame->text);
	frame->solid = 0;
	if (result == 0)
		result = builder_group(&xml->builder);
	builder_close(&xml->builder, event_offset(xml) + event_size(xml));
	return result;
}

static void on_end(void *data, const char *name)
{
	struct xml *xml = data;

	(void)name;
	if (xml->failed)
		return;
	if (close_element(xml) < 0)
		stop(xml);
}

/* ---- text ---- */

/* expat gives a text in pieces: what stands between line ends and entities. */
static int add_piece(struct xml *xml, struct frame *frame, const char *text, size_t size)
{
	size_t offset = event_offset(xml), source_size = event_size(xml);
	size_t skipped = 0, kept = size;

	while (skipped < size && frame->solid == 0 && is_blank(text[skipped]))
		skipped++;
	if (skipped == size)
		return 0;
	if (count_text(xml, size) < 0)
		return -1;
	if (frame->solid == 0) {
		cursor_move_to(&xml->cursor, offset + skipped);
		frame->span = cursor_span(&xml->cursor, 0);
	}
	str_add(&frame->text, text + skipped, size - skipped);
	while (kept > skipped && is_blank(text[kept - 1]))
		kept--;
	if (kept == skipped)
		return 0;
	frame->solid = frame->text.size - (size - kept);
	/* A piece as long as its source is its source: what is blank behind it can be left out. */
	offset += source_size == size ? kept : source_size;
	frame->span.size = offset - frame->span.start;
	return 0;
}

static void on_text(void *data, const char *text, int size)
{
	struct xml *xml = data;

	if (xml->failed || xml->depth == 0)
		return;
	if (add_piece(xml, &xml->frames.items[xml->depth - 1], text, (size_t)size) < 0)
		stop(xml);
}

/* ---- the file ---- */

/* An encoding that expat does not know has one byte a character: old files name one of Windows'. */
static int on_encoding(void *data, const char *name, XML_Encoding *encoding)
{
	(void)data;
	(void)name;
	for (int i = 0; i < 256; i++)
		encoding->map[i] = i;
	encoding->data = NULL;
	encoding->convert = NULL;
	encoding->release = NULL;
	return XML_STATUS_OK;
}

static int parse(struct xml *xml, const char *bytes, size_t size)
{
	struct cursor at;

	if (XML_Parse(xml->parser, bytes, (int)size, XML_TRUE) == XML_STATUS_OK)
		return 0;
	if (xml->failed)
		return -1;
	at = xml->cursor;
	cursor_move_to(&at, event_offset(xml));
	return cursor_fail(&at, xml->err,
		XML_GetErrorCode(xml->parser) == XML_ERROR_AMPLIFICATION_LIMIT_BREACH ? ERR_LIMIT
										      : ERR_INPUT,
		"%s", XML_ErrorString(XML_GetErrorCode(xml->parser)));
}

/* What is UTF-8 is read so, whatever it declares: editors change the one and not the other. */
static int start(struct xml *xml, const char *bytes, size_t size)
{
	xml->parser = XML_ParserCreate(utf8_is_valid(bytes, size) ? "UTF-8" : NULL);
	if (!xml->parser)
		return err_set(xml->err, ERR_SYSTEM, "there is not enough memory");
	XML_SetBillionLaughsAttackProtectionMaximumAmplification(xml->parser, ENTITIES_TIMES_MAX);
	XML_SetBillionLaughsAttackProtectionActivationThreshold(xml->parser, ENTITIES_BYTES_FREE);
	XML_SetUserData(xml->parser, xml);
	XML_SetElementHandler(xml->parser, on_start, on_end);
	XML_SetCharacterDataHandler(xml->parser, on_text);
	XML_SetUnknownEncodingHandler(xml->parser, on_encoding, NULL);
	cursor_init(&xml->cursor, bytes, size);
	return builder_open(&xml->builder, NODE_MAP, cursor_span(&xml->cursor, 0));
}

int xml_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	struct xml xml = { .arena = arena, .err = err };
	int result;

	builder_init(&xml.builder, arena, err);
	result = start(&xml, bytes, size);
	if (result == 0)
		result = parse(&xml, bytes, size);
	if (result == 0)
		result = builder_group(&xml.builder);
	if (result == 0) {
		builder_close(&xml.builder, size);
		builder_finish(&xml.builder, root);
	}
	for (size_t i = 0; i < xml.frames.count; i++)
		str_release(&xml.frames.items[i].text);
	vec_release(&xml.frames);
	builder_release(&xml.builder);
	XML_ParserFree(xml.parser);
	return result;
}
