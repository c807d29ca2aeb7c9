/*
 * embed.c - writes files into a C source, so that the program carries its rules and its schema.
 *
 *	embed text OUT HEADER SYMBOL FILE     const char SYMBOL[], ended by a NUL
 *	embed files OUT HEADER SYMBOL FILE... const struct embedded_file SYMBOL[], sorted by name
 *
 * It runs while the project is built and is not part of the program. Bytes are written as octal
 * character constants: string literals over 4,095 bytes are not portable C, and a plain number over
 * 127 does not fit a char everywhere.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what, const char *path)
{
	fprintf(stderr, "embed: cannot %s '%s'\n", what, path);
	exit(1);
}

static size_t write_bytes(FILE *out, const char *path)
{
	FILE *in = fopen(path, "rb");
	size_t size = 0;
	int byte;

	if (!in)
		fail("open", path);
	for (; (byte = getc(in)) != EOF; size++)
		fprintf(out, "'\\%o',%s", (unsigned)byte, size % 16 == 15 ? "\n" : "");
	if (ferror(in))
		fail("read", path);
	fclose(in);
	fputs("'\\0'\n", out);
	return size;
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(name_of(*(char *const *)a), name_of(*(char *const *)b));
}

static void write_text(FILE *out, const char *symbol, const char *path)
{
	fprintf(out, "const char %s[] = {\n", symbol);
	write_bytes(out, path);
	fputs("};\n", out);
}

/* The list ends with an empty entry, for C knows no array of no elements. */
static void write_files(FILE *out, const char *symbol, char **paths, size_t count)
{
	size_t *sizes = calloc(count + 1, sizeof(*sizes));

	if (!sizes)
		fail("hold the sizes of", symbol);
	qsort(paths, count, sizeof(*paths), compare_names);
	for (size_t i = 0; i < count; i++) {
		fprintf(out, "static const char bytes_%zu[] = {\n", i);
		sizes[i] = write_bytes(out, paths[i]);
		fputs("};\n", out);
	}
	fprintf(out, "const struct embedded_file %s[] = {\n", symbol);
	for (size_t i = 0; i < count; i++)
		fprintf(out, "{ \"%s\", bytes_%zu, %zu },\n", name_of(paths[i]), i, sizes[i]);
	fprintf(out, "{ NULL, NULL, 0 },\n};\nconst size_t %s_count = %zu;\n", symbol, count);
	free(sizes);
}

int main(int argc, char **argv)
{
	int is_text = argc == 6 && strcmp(argv[1], "text") == 0;
	int is_files = argc >= 5 && strcmp(argv[1], "files") == 0;
	FILE *out;

	if (!is_text && !is_files) {
		fputs("usage: embed text|files OUT HEADER SYMBOL FILE...\n", stderr);
		return 2;
	}
	out = fopen(argv[2], "wb");
	if (!out)
		fail("write", argv[2]);
	fprintf(out, "#include \"%s\"\n", argv[3]);
	if (is_text)
		write_text(out, argv[4], argv[5]);
	else
		write_files(out, argv[4], argv + 5, (size_t)argc - 5);
	if (ferror(out) | fclose(out))
		fail("write", argv[2]);
	return 0;
}
