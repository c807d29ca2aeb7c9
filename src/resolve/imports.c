/*
 * imports.c - finds the files that a program means, as Node and its bundlers do
 * (Node's documentation, "Modules: CommonJS modules", "All together", and "Modules: Packages").
 */
#include "resolve/imports.h"

#include <string.h>

#include "resolve/asker_private.h"
#include "rules/lookup.h"
#include "rules/modules.h"
#include "syntax/script.h"
#include "util/path.h"

struct importer {
	struct script_loader loader; /* first: the two share their address */
	struct asker *asker;
	struct arena *arena;
	const struct ruleset *ruleset;
	const char *manifest; /* for which the files are read */
};

/* What a name may end with in the tree; those that Node adds itself first. */
static const char *endings[] = { "", ".js", ".json", ".cjs", ".mjs", ".ts", ".cts", ".mts", ".jsx",
	".tsx", "/index.js", "/index.json", "/index.cjs", "/index.mjs", "/index.ts", "/index.mts" };

/* Where a package says which file it is, the first that is there counts. */
static const char *const package_entries[] = { "/exports/.", "/exports/./require",
	"/exports/./require/default", "/exports/./import", "/exports/./import/default",
	"/exports/./default", "/exports", "/main", "/module" };
static const char *const subpath_entries[] = { "", "/require", "/require/default", "/import",
	"/import/default", "/default" };

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static bool is_file(enum entry_kind kind)
{
	return kind == ENTRY_FILE;
}

/* A path question. 1, 0: no file is there, -1. */
static int find_file(
	struct importer *importer, const char *path, struct answer *out, struct err *err)
{
	const struct texts all = { endings, COUNT(endings) };
	/* In the root of the repository no '/' stands before the name. */
	int found = ask_path(importer->asker, *path ? path : "index", &all, is_file, out, err);
	size_t size = strlen(path);

	/* TypeScript names the file that it will make of "a.ts". */
	if (found == 0 && size > 3 && strcmp(path + size - 2, "js") == 0) {
		char *source = arena_text(importer->arena, path);

		source[size - 2] = 't';
		found = ask_path(importer->asker, source, NULL, is_file, out, err);
	}
	return found == 1 && out->kind != ENTRY_FILE ? 0 : found;
}

/* The text at one of the look-ups of a package's own file. 1, 0, -1. */
static int find_text(struct importer *importer, const struct answer *package, const char *prefix,
	const char *const *entries, size_t count, const char **out, struct err *err)
{
	int found = 0;

	for (size_t i = 0; i < count && found == 0; i++) {
		const char *pointer = arena_printf(importer->arena, "%s%s", prefix, entries[i]);
		const struct node *node;
		bool readable;

		found = ask_value(importer->asker, package->path, &package->oid, pointer, &node,
			&readable, err);
		if (found == 1 && node->kind != NODE_STRING)
			found = 0;
		if (found == 1)
			*out = arena_text(importer->arena, node->text);
	}
	return found;
}

/* What a package in `directory` means by itself, or with `below` by what follows its name. */
static int find_in_package(struct importer *importer, const char *directory, const char *below,
	struct answer *out, struct err *err)
{
	const char *path =
		arena_printf(importer->arena, "%s%spackage.json", directory, *directory ? "/" : "");
	const char *text = NULL, *prefix = "";
	struct str escaped = STR_INIT, joined = STR_INIT;
	struct answer package;
	int found;

	if (*below) {
		lookup_add_escaped(&escaped, arena_printf(importer->arena, "./%s", below));
		prefix = arena_printf(importer->arena, "/exports/%s", escaped.data);
	}
	found = ask_path(importer->asker, path, NULL, is_file, &package, err);
	if (found == 1 && package.kind == ENTRY_FILE)
		found = find_text(importer, &package, prefix,
			*below ? subpath_entries : package_entries,
			*below ? COUNT(subpath_entries) : COUNT(package_entries), &text, err);
	if (found >= 0 && path_join(&joined, directory, text ? text : below) == 0)
		found = find_file(importer, arena_text(importer->arena, joined.data), out, err);
	else if (found >= 0)
		found = 0;
	str_release(&escaped);
	str_release(&joined);
	return found;
}

/* How long the name of the package is: "a" in "a/b", "@a/b" in "@a/b/c". */
static size_t package_size(const char *name)
{
	size_t size = path_component_size(name);

	if (*name == '@' && name[size] == '/')
		size += 1 + path_component_size(name + size + 1);
	return size;
}

/* Who provides the package that a name begins with. 1, 0: nobody here, or the rules know what the
 * module does, -1. */
static int find_provider(
	struct importer *importer, const char *name, struct provider *out, struct err *err)
{
	const char *package =
		arena_printf(importer->arena, "npm:%.*s", (int)package_size(name), name);
	int found = ask_name(importer->asker, package, out, err);

	if (found != 1 || !out->directory)
		return found < 0 ? -1 : 0;
	found = modules_know(importer->ruleset, importer->manifest, name, err);
	return found < 0 ? -1 : !found;
}

static bool is_relative(const char *name)
{
	return *name == '.' && (name[1] == '\0' || name[1] == '/' ||
				       (name[1] == '.' && (name[2] == '\0' || name[2] == '/')));
}

/* 1 found, 0: it is too large to be read, -1. */
static int read_file(struct importer *importer, const struct answer *answer,
	struct script_file *out, struct err *err)
{
	char id[OID_TEXT_SIZE];
	struct str bytes = STR_INIT;
	int found = ask_bytes(
		importer->asker, answer->path, &answer->oid, SCRIPT_SIZE_MAX, &bytes, err);

	oid_text(id, &answer->oid);
	out->id = arena_text(importer->arena, id);
	if (found == 1) {
		out->bytes = arena_bytes(importer->arena, bytes.data, bytes.size);
		out->size = bytes.size;
	}
	str_release(&bytes);
	return found;
}

/* "./a" beside the program: a file, or a directory with a package of its own. 1, 0, -1. */
static int find_beside(struct importer *importer, const char *from, const char *name,
	struct answer *out, struct err *err)
{
	struct str directory = STR_INIT, path = STR_INIT;
	const char *text = NULL;
	int found = 0;

	str_add(&directory, from, path_parent_size(from));
	if (path_join(&path, directory.data, name) == 0)
		text = arena_text(importer->arena, path.data);
	if (text)
		found = find_file(importer, text, out, err);
	if (text && found == 0)
		found = find_in_package(importer, text, "", out, err);
	str_release(&directory);
	str_release(&path);
	return found;
}

static int load(struct script_loader *loader, const char *from, const char *name,
	struct script_file *out, struct err *err)
{
	struct importer *importer = (struct importer *)loader;
	struct provider provider;
	struct answer answer;
	int found = 0, here = 1;

	*out = (struct script_file){ .path = "", .bytes = NULL };
	asker_start_reference(importer->asker);
	if (is_relative(name)) {
		found = find_beside(importer, from, name, &answer, err);
	} else if (*name != '/') {
		here = find_provider(importer, name, &provider, err);
		found = here;
		if (found == 1) {
			const char *below = name + package_size(name);

			found = find_in_package(importer, provider.directory,
				below + (*below == '/'), &answer, err);
		}
	}
	if (found == 1) {
		out->path = answer.path;
		found = read_file(importer, &answer, out, err);
	}
	return found < 0 || here < 0 ? -1 : here;
}

/* Is one of its files in this repository? 1, 0, -1. */
static int takes_from_here(struct importer *importer, const struct facts *facts, struct err *err)
{
	int found = 0;

	for (size_t i = 0; i < facts->import_count && found == 0; i++) {
		const char *name = facts->imports[i];
		struct provider provider;

		if (is_relative(name))
			found = 1;
		else if (*name != '/')
			found = find_provider(importer, name, &provider, err);
	}
	return found;
}

static int declare_anew(struct facts *facts, const struct ruleset *ruleset, struct near_asker *near,
	struct importer *importer, struct err *err)
{
	const struct facts old = *facts;
	struct str bytes = STR_INIT;
	struct entry entry;
	struct facts new;
	int found = importer->asker->world->entry(importer->asker->world, old.path, &entry, err);

	if (found == 1)
		found = importer->asker->world->bytes(
			importer->asker->world, &entry.oid, DOCUMENT_SIZE_MAX, &bytes, err);
	if (found == 1) {
		near->loader = &importer->loader;
		found = facts_declare(&new, ruleset, old.path, bytes.data, bytes.size, near,
				importer->arena, err) < 0
				? -1
				: 1;
		near->loader = NULL;
	}
	str_release(&bytes);
	if (found != 1)
		return found;
	*facts = new;
	return 0;
}

int imports_follow(struct facts *facts, const struct ruleset *ruleset, struct near_asker *near,
	struct asker *asker, struct arena *arena, struct err *err)
{
	struct importer importer = { { .load = load }, asker, arena, ruleset, facts->path };
	int found;

	asker_set_step(asker, STEP_BIND);
	found = takes_from_here(&importer, facts, err);
	if (found == 1 && !asker->trees)
		asker->trees = script_trees_new();
	importer.loader.trees = asker->trees;
	return found == 1 ? declare_anew(facts, ruleset, near, &importer, err) : found;
}
