/*
 * version.h - semantic versions, and the ranges of them that package managers write.
 *
 * The grammar of ranges is npm's (github.com/npm/node-semver, "Ranges"): sets joined by "||", in
 * each set comparators that must all hold: "1.2.3", ">=1.2 <2", "^1.2", "~1.2", "1.x", "1.2 - 2.3".
 */
#ifndef UTIL_VERSION_H
#define UTIL_VERSION_H

#include <stdbool.h>

/* Is `version` (NULL: there is none) in `range`? A version that is none fits only what fits every
 * one: "", "*", "x", Dart's "any", and "^" or "~" alone, as behind "workspace:". A version before
 * its release ("2.0.0-beta.1") is in a range only if that names one of the same release, or fits
 * every one. A text that is no range, such as the word "latest", has none in it. */
bool version_is_in(const char *version, const char *range);

#endif
