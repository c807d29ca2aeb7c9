/*
 * script.h - programs in JavaScript and TypeScript as documents. Nothing is executed.
 *
 * The program is read as a careful reader would: what its expressions must stand for is worked out
 * from literals, sums, the functions of Node's `path`, constants, and files it takes values from;
 * all else is unknown. Of two branches both count. docs/documents.md shows the document: what the
 * program exports, and each call of what another's module exports.
 */
#ifndef SYNTAX_SCRIPT_H
#define SYNTAX_SCRIPT_H

#include "syntax/document.h"

/* A file that the program takes values from. Its texts must live as long as the loader. */
struct script_file {
	const char *path;  /* "": it is here, but nobody can tell which it is */
	const char *id;    /* the same for the same bytes, and only for them */
	const char *bytes; /* NULL: they are more than SCRIPT_SIZE_MAX, or of no file */
	size_t size;
};

/* What was read of such files, for the next program that takes values from them: a shared
 * configuration is read for each app that calls it. NULL-safe to free. */
struct script_trees;
struct script_trees *script_trees_new(void);
void script_trees_free(struct script_trees *trees);

/* Finds those files. */
struct script_loader {
	struct script_trees *trees; /* or NULL: nothing is kept */
	/* The file that `name` ("./a", "@acme/build") means in the program at `from`. 1, 0: there
	 * is none in this repository, -1. */
	int (*load)(struct script_loader *loader, const char *from, const char *name,
		struct script_file *out, struct err *err);
};

/* Bounds; beyond them all is unknown, and document->remark says so. */
#define SCRIPT_SIZE_MAX                                                                            \
	(512u << 10)            /* bytes of a file; beyond it is an error of kind ERR_LIMIT        \
				 */
#define SCRIPT_STEPS_MAX  20000 /* expressions and statements looked at */
#define SCRIPT_VALUES_MAX 200000
#define SCRIPT_INPUTS_MAX 16 /* files read on the way */
#define SCRIPT_IMPORT_MAX 4  /* files read one for the other */

struct script_source {
	bool is_typescript;
	const char *path;              /* of the file, from the repository's root */
	const char *working_directory; /* where it runs, likewise */
	const char *bytes;
	size_t size;
	struct script_loader *loader; /* NULL: no other file is read */
};

/* Reads a program. err as document_parse sets it, or what the loader failed with. */
int script_parse(struct document **out, const struct script_source *source, struct err *err);

/* Was this program built with the grammars? Without them script_parse always fails. */
bool script_can_read(void);

/* Is it a syntax of programs, and which? */
bool syntax_is_script(enum syntax syntax);

#endif
