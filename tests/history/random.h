/*
 * random.h - numbers that look random and are the same on every machine.
 */
#ifndef HISTORY_RANDOM_H
#define HISTORY_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct random {
	uint64_t state; /* any number is a seed */
};

uint64_t random_next(struct random *random);
size_t random_below(struct random *random, size_t limit); /* 0 for a limit of 0 */
bool random_percent(struct random *random, unsigned percent);

/* One item of an array. */
#define random_of(random, array) ((array)[random_below((random), sizeof(array) / sizeof *(array))])

#endif
