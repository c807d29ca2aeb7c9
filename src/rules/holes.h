/*
 * holes.h - fills the holes of a template. For scope.c, which knows the short ways.
 */
#ifndef RULES_HOLES_H
#define RULES_HOLES_H

#include "rules/scope.h"

/* Adds what the template gives. 1, 0: a hole of it is not there, -1. */
int holes_fill(struct filling *filling, struct scope *scope, const struct template *template,
	const struct selected *selected, struct err *err);

#endif
