/*
 * languages.h - the languages that calls.c reads.
 */
#ifndef SYNTAX_LANGUAGES_H
#define SYNTAX_LANGUAGES_H

#include "syntax/tokens.h"

extern const struct language language_gradle; /* Groovy and Kotlin */
extern const struct language language_ruby, language_starlark, language_cmake, language_hcl;

#endif
