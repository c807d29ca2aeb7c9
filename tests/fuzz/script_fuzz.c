/*
 * script_fuzz.c - whatever the bytes, a program is refused with a place, or is a sound tree; and
 * whatever it takes from other files, its reading ends.
 */
#include "fuzz/soundness.h"

#include "syntax/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Each file that is asked for holds the program too, or is data, or a package that is built first.
 */
struct echo {
	struct script_loader loader; /* first: the two share their address */
	const char *bytes;
	size_t size, asked;
};

static int give_itself(struct script_loader *loader, const char *importer, const char *name,
	struct script_file *out, struct err *err)
{
	static const char *const paths[] = { "a.js", "b.ts", "c.json", "d.js", "" };
	struct echo *echo = (struct echo *)loader;
	const char *path = paths[echo->asked++ % (sizeof paths / sizeof *paths)];

	(void)importer;
	(void)name;
	(void)err;
	*out = (struct script_file){ path, path, *path ? echo->bytes : NULL,
		*path ? echo->size : 0 };
	return 1;
}

static void read_with_imports(const uint8_t *data, size_t size)
{
	struct echo echo = { { .load = give_itself }, (const char *)data, size, 0 };
	const struct script_source source = { .path = "apps/a/x.js",
		.working_directory = "apps/a",
		.bytes = echo.bytes,
		.size = size,
		.loader = &echo.loader };
	struct document *document;
	struct err err;

	if (script_parse(&document, &source, &err) == 0)
		document_free(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_document(SYNTAX_JAVASCRIPT, data, size, NULL);
	check_document(SYNTAX_TYPESCRIPT, data, size, NULL);
	read_with_imports(data, size);
	return 0;
}
