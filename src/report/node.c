/*
 * node.c - what every report in JSON writes.
 */
#include "report/node.h"

#include <string.h>

#include "util/quote.h"

cJSON *json_text(const char *text)
{
	struct str repaired = STR_INIT;
	cJSON *node;

	if (!text)
		return cJSON_CreateNull();
	utf8_repair(&repaired, text, strlen(text));
	node = cJSON_CreateString(repaired.data);
	str_release(&repaired);
	return node;
}

void json_put(cJSON *object, const char *name, cJSON *value)
{
	cJSON_AddItemToObjectCS(object, name, value);
}

void json_put_text(cJSON *object, const char *name, const char *text)
{
	json_put(object, name, json_text(text));
}

void json_put_number(cJSON *object, const char *name, size_t number)
{
	json_put(object, name, cJSON_CreateNumber((double)number));
}

void json_put_flag(cJSON *object, const char *name, bool flag)
{
	json_put(object, name, cJSON_CreateBool(flag));
}

void json_put_origin(cJSON *object, const char *path, unsigned line)
{
	cJSON *origin = path ? cJSON_CreateObject() : cJSON_CreateNull();

	if (path) {
		json_put_text(origin, "path", path);
		json_put_number(origin, "line", line);
	}
	json_put(object, "origin", origin);
}

void json_write(struct str *out, cJSON *value, bool in_one_line)
{
	char *text = in_one_line ? cJSON_PrintUnformatted(value) : cJSON_Print(value);

	str_add_text(out, text);
	str_add_char(out, '\n');
	cJSON_free(text);
	cJSON_Delete(value);
}
