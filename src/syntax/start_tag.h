/*
 * start_tag.h - where the attributes of an XML element stand.
 *
 * expat tells the place of an element only. What it has taken for a start tag is one, so this looks
 * for no more than the end of each name and each value.
 */
#ifndef SYNTAX_START_TAG_H
#define SYNTAX_START_TAG_H

#include <stdbool.h>
#include <stddef.h>

struct start_tag {
	const char *at, *end; /* what is left of the tag's bytes */
};

struct attribute_place {
	size_t name_start, name_size;   /* offsets from the source's start */
	size_t value_start, value_size; /* with the quotes */
};

/* Begins behind the name of the element whose tag is [tag, tag + size). False if no tag starts
 * there: an entity stands for it. */
bool start_tag_begin(struct start_tag *start_tag, const char *tag, size_t size);

/* The next attribute; false if there is none. */
bool start_tag_next(struct start_tag *start_tag, const char *source, struct attribute_place *place);

#endif
