/*
 * similarity.h - how much of one text is in another.
 */
#ifndef UTIL_SIMILARITY_H
#define UTIL_SIMILARITY_H

#include <stddef.h>

#include "util/str.h"

/* Percent of the bytes of the larger text that stand in lines which both have; lines count as often
 * as they occur in both, wherever they stand. Of two texts of one line the words are compared,
 * which end with a blank or a comma. Two empty texts are nothing alike. */
unsigned similarity_percent(const struct str *a, const struct str *b);

#endif
