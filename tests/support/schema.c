/* schema.c - the part of JSON Schema (draft 2020-12) that our schemas use. */
#include "support/schema.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <regex.h>
#include <stdbool.h>
#include <string.h>

struct checker {
	const cJSON *root; /* of the schema */
	struct str path;   /* of the value at hand */
	struct str *problem;
};

static void check(struct checker *checker, const cJSON *schema, const cJSON *value);

static void complain(struct checker *checker, const char *what, const char *name)
{
	str_addf(checker->problem, "%s: %s %s\n", checker->path.size ? checker->path.data : "/",
		what, name);
}

static bool has_type(const cJSON *value, const char *type)
{
	if (strcmp(type, "object") == 0)
		return cJSON_IsObject(value);
	if (strcmp(type, "array") == 0)
		return cJSON_IsArray(value);
	if (strcmp(type, "string") == 0)
		return cJSON_IsString(value);
	if (strcmp(type, "boolean") == 0)
		return cJSON_IsBool(value);
	if (strcmp(type, "null") == 0)
		return cJSON_IsNull(value);
	return strcmp(type, "integer") == 0 && cJSON_IsNumber(value) &&
	       floor(value->valuedouble) == value->valuedouble;
}

static void check_type(struct checker *checker, const cJSON *keyword, const cJSON *value)
{
	const cJSON *type;
	bool fits = cJSON_IsString(keyword) && has_type(value, keyword->valuestring);

	if (cJSON_IsArray(keyword))
		cJSON_ArrayForEach(type, keyword) fits |= has_type(value, type->valuestring);
	if (!fits)
		complain(checker, "is not of the type", "wanted");
}

static void check_enum(struct checker *checker, const cJSON *keyword, const cJSON *value)
{
	const cJSON *allowed;
	bool fits = false;

	cJSON_ArrayForEach(allowed, keyword) fits |= cJSON_Compare(allowed, value, true);
	if (!fits)
		complain(checker, "is none of the values", "allowed");
}

static void check_const(struct checker *checker, const cJSON *keyword, const cJSON *value)
{
	if (!cJSON_Compare(keyword, value, true))
		complain(checker, "is not the value", "wanted");
}

static void check_required(struct checker *checker, const cJSON *keyword, const cJSON *value)
{
	const cJSON *name;

	if (!cJSON_IsObject(value))
		return;
	cJSON_ArrayForEach(
		name, keyword) if (!cJSON_GetObjectItemCaseSensitive(value, name->valuestring))
		complain(checker, "lacks", name->valuestring);
}

static void check_properties(struct checker *checker, const cJSON *keyword, const cJSON *value)
{
	const cJSON *property;
	size_t size = checker->path.size;

	if (!cJSON_IsObject(value))
		return;
	cJSON_ArrayForEach(property, keyword)
	{
		const cJSON *member = cJSON_GetObjectItemCaseSensitive(value, property->string);

		if (!member)
			continue;
		str_addf(&checker->path, "/%s", property->string);
		check(checker, property, member);
		str_cut(&checker->path, size);
	}
}

/* Members without a property of their own: all refused, or each held to a schema. */
static void check_additional(struct checker *checker, const cJSON *schema, const cJSON *value)
{
	const cJSON *properties = cJSON_GetObjectItemCaseSensitive(schema, "properties"), *member;
	const cJSON *additional = cJSON_GetObjectItemCaseSensitive(schema, "additionalProperties");
	size_t size = checker->path.size;

	if (!cJSON_IsObject(value))
		return;
	cJSON_ArrayForEach(member, value)
	{
		if (cJSON_GetObjectItemCaseSensitive(properties, member->string))
			continue;
		if (cJSON_IsFalse(additional)) {
			complain(checker, "must not have", member->string);
			continue;
		}
		str_addf(&checker->path, "/%s", member->string);
		check(checker, additional, member);
		str_cut(&checker->path, size);
	}
}

static void check_items(struct checker *checker, const cJSON *keyword, const cJSON *value)
{
	const cJSON *item;
	size_t size = checker->path.size, index = 0;

	if (!cJSON_IsArray(value))
		return;
	cJSON_ArrayForEach(item, value)
	{
		str_addf(&checker->path, "/%zu", index++);
		check(checker, keyword, item);
		str_cut(&checker->path, size);
	}
}

static void check_minimum(struct checker *checker, const cJSON *keyword, const cJSON *value)
{
	if (cJSON_IsNumber(value) && value->valuedouble < keyword->valuedouble)
		complain(checker, "is less than the", "minimum");
}

static void check_pattern(struct checker *checker, const cJSON *keyword, const cJSON *value)
{
	regex_t regex;

	if (!cJSON_IsString(value))
		return;
	if (regcomp(&regex, keyword->valuestring, REG_EXTENDED | REG_NOSUB) != 0) {
		complain(checker, "has a pattern that is none:", keyword->valuestring);
		return;
	}
	if (regexec(&regex, value->valuestring, 0, NULL, 0) != 0)
		complain(checker, "does not fit", keyword->valuestring);
	regfree(&regex);
}

static void check_reference(struct checker *checker, const cJSON *keyword, const cJSON *value)
{
	const char *prefix = "#/$defs/", *name = keyword->valuestring;
	const cJSON *defs = cJSON_GetObjectItemCaseSensitive(checker->root, "$defs");
	const cJSON *target = NULL;

	if (strncmp(name, prefix, strlen(prefix)) == 0)
		target = cJSON_GetObjectItemCaseSensitive(defs, name + strlen(prefix));
	if (target)
		check(checker, target, value);
	else
		complain(checker, "has a schema that is not there:", name);
}

static bool only_tells(const char *keyword)
{
	static const char *const words[] = { "$schema", "$defs", "title", "description", NULL };
	size_t i = 0;

	while (words[i] && strcmp(words[i], keyword) != 0)
		i++;
	return words[i] != NULL;
}

static void check(struct checker *checker, const cJSON *schema, const cJSON *value)
{
	static const struct {
		const char *name;
		void (*check)(struct checker *, const cJSON *, const cJSON *);
	} keywords[] = {
		{ "type", check_type },
		{ "enum", check_enum },
		{ "const", check_const },
		{ "required", check_required },
		{ "properties", check_properties },
		{ "items", check_items },
		{ "minimum", check_minimum },
		{ "pattern", check_pattern },
		{ "$ref", check_reference },
		{ NULL, NULL },
	};
	const cJSON *keyword;

	cJSON_ArrayForEach(keyword, schema)
	{
		size_t i = 0;

		if (strcmp(keyword->string, "additionalProperties") == 0) {
			check_additional(checker, schema, value);
			continue;
		}
		while (keywords[i].name && strcmp(keywords[i].name, keyword->string) != 0)
			i++;
		if (keywords[i].name)
			keywords[i].check(checker, keyword, value);
		else if (!only_tells(keyword->string))
			complain(checker, "has a keyword that is not understood:", keyword->string);
	}
}

int schema_accepts(const char *schema, const char *text, struct str *problem)
{
	cJSON *rules = cJSON_Parse(schema), *value = cJSON_Parse(text);
	struct checker checker = { rules, STR_INIT, problem };

	str_clear(problem);
	if (!rules || !value)
		str_add_text(problem, rules ? "the text is no JSON\n" : "the schema is no JSON\n");
	else
		check(&checker, rules, value);
	cJSON_Delete(rules);
	cJSON_Delete(value);
	str_release(&checker.path);
	return problem->size == 0;
}
