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

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(name_of(*(char *const *)a), name_of(*(char *const *)b));
}

static void write_string(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++)
		fprintf(out, "\\%03o", (unsigned)(unsigned char)*text);
	fputc('"', out);
}

/* A list of texts, ended by NULL; one text counts as a list of it. */
static void write_strings(FILE *out, const cJSON *list, const char *path)
{
	const cJSON *item = cJSON_IsArray(list) ? list->child : list;

	for (; item; item = cJSON_IsArray(list) ? item->next : NULL) {
		if (!cJSON_IsString(item))
			fail("find texts where they belong in", path);
		write_string(out, item->valuestring);
		fputs(", ", out);
	}
	fputs("NULL };\n", out);
}

/* FNV-1a, 64 bits. */
static uint64_t digest_of(const char *bytes, size_t size)
{
	uint64_t digest = 0xcbf29ce484222325u;

	for (size_t i = 0; i < size; i++)
		digest = (digest ^ (unsigned char)bytes[i]) * 0x100000001b3u;
	return digest;
}

/* The texts and lists of one rule go to `out` at once, its line of the table to `table`. */
static void write_rule(FILE *out, FILE *table, size_t number, const char *path, const char *bytes,
	size_t size, const cJSON *rule)
{
	const cJSON *format = cJSON_GetObjectItemCaseSensitive(rule, "format");

	if (!cJSON_IsString(format))
		fail("find a 'format' in", path);
	fprintf(out, "static const char text_%zu[] = {\n", number);
	write_bytes(out, bytes, size);
	fprintf(out, "};\nstatic const char *const files_%zu[] = { ", number);
	write_strings(out, cJSON_GetObjectItemCaseSensitive(rule, "files"), path);
	fputs("{ ", table);
	write_string(table, format->valuestring);
	fprintf(table, ", \"%s\", files_%zu, %d, 0x%llxu, text_%zu, %zu },\n", name_of(path),
		number, cJSON_HasObjectItem(rule, "when"),
		(unsigned long long)digest_of(bytes, size), number, size);
}

static void copy(FILE *out, FILE *from)
{
	rewind(from);
	for (int byte; (byte = getc(from)) != EOF;)
		putc(byte, out);
}

/* Each file is a rule, but for the one that holds a list: of what is ignored. */
static void write_rules(FILE *out, char **paths, size_t count)
{
	FILE *table = tmpfile();

	if (!table)
		fail("hold the table of", "rules");
	qsort(paths, count, sizeof(*paths), compare_names);
	for (size_t i = 0; i < count; i++) {
		size_t size;
		char *bytes = read_file(paths[i], &size);
		cJSON *value = cJSON_ParseWithOpts(bytes, NULL, 1);

		if (cJSON_IsArray(value)) {
			fputs("const char *const embedded_ignore[] = { ", out);
			write_strings(out, value, paths[i]);
		} else if (cJSON_IsObject(value)) {
			write_rule(out, table, i, paths[i], bytes, size, value);
		} else {
			fail("find a rule, or a list of what is ignored, in", paths[i]);
		}
		cJSON_Delete(value);
		free(bytes);
	}
	fputs("const struct embedded_rule embedded_rules[] = {\n", out);
	copy(out, table);
	fputs("{ NULL, NULL, NULL, 0, 0, NULL, 0 },\n};\n", out);
	fclose(table);
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
