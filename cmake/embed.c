/*
 * embed.c - writes files into a C source, so that the program carries its rules and its schema.
 *
 *	embed text OUT HEADER SYMBOL FILE   const char SYMBOL[], ended by a NUL
 *	embed rules OUT HEADER FILE...      embedded_rules and embedded_ignore, as
 *src/rules/embedded.h has them
 *
 * It runs while the project is built and is not part of the program. Bytes are written as octal
 * character constants: string literals over 4,095 bytes are not portable C, and a plain number over
 * 127 does not fit a char everywhere.
 *
 * What decides whether a rule is needed at all (its format, its files) is taken out of it here, so
 * that the program reads only the rules whose files it meets: a start costs the same with ten
 *formats and with a thousand.
 */
#include <cjson/cJSON.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what, const char *path)
{
	fprintf(stderr, "embed: cannot %s '%s'\n", what, path);
	exit(1);
}

/* The bytes of a file and a NUL. */
static char *read_file(const char *path, size_t *size)
{
	FILE *in = fopen(path, "rb");
	char *bytes = NULL;

	if (!in)
		fail("open", path);
	*size = 0;
	do {
		bytes = realloc(bytes, *size + 65536 + 1);
		if (!bytes)
			fail("hold", path);
		*size += fread(bytes + *size, 1, 65536, in);
	} while (!feof(in) && !ferror(in));
	if (ferror(in))
		fail("read", path);
	fclose(in);
	bytes[*size] = '\0';
	return bytes;
}

static void write_bytes(FILE *out, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		fprintf(out, "'\\%o',%s", (unsigned)(unsigned char)bytes[i],
			i % 16 == 15 ? "\n" : "");
	fputs("'\\0'\n", out);
}

static void write_text(FILE *out, const char *symbol, const char *path)
{
	size_t size;
	char *bytes = read_file(path, &size);

	fprintf(out, "const char %s[] = {\n", symbol);
	write_bytes(out, bytes, size);
	fputs("};\n", out);
	free(bytes);
}

/* ---- rules ---- */

struct source {
	const char *path;
	char *bytes;
	size_t size;
	cJSON *value;
};

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void write_string(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++)
		fprintf(out, "\\%03o", (unsigned)(unsigned char)*text);
	fputc('"', out);
}

/* A list of texts, ended by NULL. */
static void write_strings(FILE *out, const cJSON *list, const char *path)
{
	for (const cJSON *item = list->child; item; item = item->next) {
		if (!cJSON_IsString(item))
			fail("find texts where they belong in", path);
		write_string(out, item->valuestring);
		fputs(", ", out);
	}
	fputs("NULL };\n", out);
}

/* The text of a member, or its JSON where it is none; NULL where it is not there. */
static void write_member(FILE *out, const cJSON *rule, const char *key)
{
	const cJSON *member = cJSON_GetObjectItemCaseSensitive(rule, key);
	char *printed = member && !cJSON_IsString(member) ? cJSON_PrintUnformatted(member) : NULL;

	if (!member)
		fputs("NULL", out);
	else
		write_string(out, printed ? printed : member->valuestring);
	fputs(", ", out);
	cJSON_free(printed);
}

/* FNV-1a, 64 bits. */
static uint64_t digest_of(const char *bytes, size_t size)
{
	uint64_t digest = 0xcbf29ce484222325u;

	for (size_t i = 0; i < size; i++)
		digest = (digest ^ (unsigned char)bytes[i]) * 0x100000001b3u;
	return digest;
}

static void write_texts_of(FILE *out, const struct source *rule, size_t number)
{
	const cJSON *files = cJSON_GetObjectItemCaseSensitive(rule->value, "files");

	if (!cJSON_IsArray(files))
		fail("find a list of 'files' in", rule->path);
	fprintf(out, "static const char *const files_%zu[] = { ", number);
	write_strings(out, files, rule->path);
	fprintf(out, "static const char text_%zu[] = {\n", number);
	write_bytes(out, rule->bytes, rule->size);
	fputs("};\n", out);
}

static void write_rule(FILE *out, const struct source *rule, size_t number)
{
	fputs("{ ", out);
	write_member(out, rule->value, "format");
	write_string(out, name_of(rule->path));
	fprintf(out, ", files_%zu, ", number);
	write_member(out, rule->value, "syntax");
	write_member(out, rule->value, "when");
	fprintf(out, "0x%llxu, text_%zu, %zu },\n",
		(unsigned long long)digest_of(rule->bytes, rule->size), number, rule->size);
}

static const char *format_of(const struct source *source)
{
	const cJSON *format = cJSON_GetObjectItemCaseSensitive(source->value, "format");

	if (!cJSON_IsString(format))
		fail("find a 'format' in", source->path);
	return format->valuestring;
}

static int compare_formats(const void *a, const void *b)
{
	return strcmp(format_of(a), format_of(b));
}

static void read_source(struct source *source, const char *path)
{
	source->path = path;
	source->bytes = read_file(path, &source->size);
	source->value = cJSON_ParseWithOpts(source->bytes, NULL, 1);
	if (!source->value)
		fail("find JSON in", path);
}

/* Each file is a rule, but for the one that holds a list: of what is ignored. */
static void write_rules(FILE *out, char **paths, size_t path_count)
{
	struct source *rules = calloc(path_count + 1, sizeof(*rules)), *source = rules;
	size_t count;

	if (!rules)
		fail("hold", "rules");
	for (size_t i = 0; i < path_count; i++) {
		read_source(source, paths[i]);
		if (!cJSON_IsArray(source->value)) {
			source++;
			continue;
		}
		fputs("const char *const embedded_ignore[] = { ", out);
		write_strings(out, source->value, source->path);
	}
	count = (size_t)(source - rules);
	qsort(rules, count, sizeof(*rules), compare_formats);
	for (size_t i = 0; i < count; i++)
		write_texts_of(out, &rules[i], i);
	fputs("const struct embedded_rule embedded_rules[] = {\n", out);
	for (size_t i = 0; i < count; i++)
		write_rule(out, &rules[i], i);
	fputs("{ NULL, NULL, NULL, NULL, NULL, 0, NULL, 0 },\n};\n", out);
}

int main(int argc, char **argv)
{
	int is_text = argc == 6 && strcmp(argv[1], "text") == 0;
	int is_rules = argc >= 4 && strcmp(argv[1], "rules") == 0;
	FILE *out;

	if (!is_text && !is_rules) {
		fputs("usage: embed text OUT HEADER SYMBOL FILE\n"
		      "       embed rules OUT HEADER FILE...\n",
			stderr);
		return 2;
	}
	out = fopen(argv[2], "wb");
	if (!out)
		fail("write", argv[2]);
	fprintf(out, "#include \"%s\"\n", argv[3]);
	if (is_text)
		write_text(out, argv[4], argv[5]);
	else
		write_rules(out, argv + 4, (size_t)argc - 4);
	if (ferror(out) | fclose(out))
		fail("write", argv[2]);
	return 0;
}
