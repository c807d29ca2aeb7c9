/*
 * node.h - what every report in JSON writes: values made of raw bytes.
 */
#ifndef REPORT_NODE_H
#define REPORT_NODE_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "util/str.h"

/* JSON texts are UTF-8: what is not is replaced. NULL becomes null. */
cJSON *json_text(const char *text);

/* Adds a member; `name` is not copied. */
void json_put(cJSON *object, const char *name, cJSON *value);
void json_put_text(cJSON *object, const char *name, const char *text);
void json_put_number(cJSON *object, const char *name, size_t number);
void json_put_flag(cJSON *object, const char *name, bool flag);
/* "origin": where a mapping is written if its manifest only uses it; null without a path. */
void json_put_origin(cJSON *object, const char *path, unsigned line);

/* Appends the value as text that ends with a line break, and frees it. */
void json_write(struct str *out, cJSON *value, bool in_one_line);

#endif
