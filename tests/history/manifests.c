/*
 * manifests.c - random manifests, as text.
 */
#include <string.h>

#include "author.h"
#include "util/path.h"

struct page {
	struct author *author;
	const char *directory;
	struct str text;
};

static const char *const packages[] = { "x", "@acme/i18n", "@acme/ui", "npm-0", "npm-1",
	"left-pad" };
static const char *const manifests[] = { "package.json", "package.json", "package.json",
	"package.json", "tsconfig.json", "tsconfig.json", "tsconfig.base.json",
	"atlassian-connect.json", "project.json", "angular.json", "copy.json", "copy.json",
	"assets.json", "assets.json", "links.json", "links.json", "links.json", "near.json",
	"conf.json", "conf.base.json", "keys.json", "keys.json", "vars.json", "vars.json" };
static const char *const texts[] = { "de.json", "en.json", "../de.json", "i18n/de.json" };
static const char *const keys[] = { "x", "X", "y", "x.y", "all", "$x" };
static const char *const patterns[] = { "*", "**/*.ts", "*.json", "**/*.json", "i18n/*", "**",
	"{de,en}.json", "*/x", "in*" };

static bool chance(struct page *page, unsigned percent)
{
	return random_percent(&page->author->random, percent);
}

static const char *package_name(struct page *page)
{
	return random_of(&page->author->random, packages);
}

/* A JSON string. */
static void add_string(struct page *page, const char *text)
{
	str_add_char(&page->text, '"');
	for (; *text; text++) {
		if (*text == '\n') {
			str_add_text(&page->text, "\\n");
			continue;
		}
		if (*text == '"' || *text == '\\')
			str_add_char(&page->text, '\\');
		str_add_char(&page->text, *text);
	}
	str_add_char(&page->text, '"');
}

static void add_key(struct page *page, const char *key)
{
	add_string(page, key);
	str_add_text(&page->text, ": ");
}

static void add_member(struct page *page, const char *key, const char *value)
{
	add_key(page, key);
	add_string(page, value);
	str_add_text(&page->text, ",\n");
}

static const char *any_value(struct page *page)
{
	return author_value(page->author, page->directory);
}

/* The path with a '*' in it, or a pattern below it. */
static const char *any_pattern(struct page *page)
{
	const char *value = any_value(page);

	if (chance(page, 30))
		return value;
	if (chance(page, 30))
		return random_of(&page->author->random, patterns);
	return arena_printf(page->author->arena, "%.*s/%s", (int)path_parent_size(value), value,
		random_of(&page->author->random, patterns));
}

/* As a parent or a package's part: "x/tsconfig.json", "@acme/ui". */
static const char *inside_package(struct page *page)
{
	const char *path = author_path(page->author);

	return arena_printf(page->author->arena, "%s%s%s", package_name(page),
		chance(page, 80) ? "/" : "", chance(page, 70) ? path_name(path) : path);
}

static const char *any_prefix(struct page *page)
{
	const char *value = any_value(page);

	return arena_printf(page->author->arena, "%s%s%s", value[0] == '.' ? "" : "./", value,
		chance(page, 50) ? "" : "/*");
}

static const char *served_value(struct page *page)
{
	const char *path = author_path(page->author), *below = strstr(path, "public/");

	return below && chance(page, 70) ? below + 7 : chance(page, 50) ? path_name(path) : path;
}

/* "key": [values], a few. */
static void add_list(struct page *page, const char *key, const char *(*value)(struct page *))
{
	size_t count = random_below(&page->author->random, 4);

	add_key(page, key);
	str_add_char(&page->text, '[');
	while (count-- > 0) {
		add_string(page, value(page));
		str_add_text(&page->text, count ? ", " : "");
	}
	str_add_text(&page->text, "],\n");
}

static const char *maybe_negation(struct page *page)
{
	return arena_printf(
		page->author->arena, "%s%s", chance(page, 25) ? "!" : "", any_pattern(page));
}

static void maybe_list(struct page *page, const char *key, const char *(*value)(struct page *))
{
	if (chance(page, 50))
		add_list(page, key, value);
}

static void add_losses(struct page *page)
{
	static const char *const losses[] = { "flatten", "strip:1", "ext:.ts=.json",
		"ext:.json=.ts" };

	if (chance(page, 40))
		add_member(page, "loses", random_of(&page->author->random, losses));
	if (chance(page, 40))
		add_member(page, "without", random_of(&page->author->random, patterns));
}

/* Two paths under their keys, and a third if `glob` has a name; what the way loses and leaves out.
 */
static void add_pairs(
	struct page *page, const char *key, const char *from, const char *to, const char *glob)
{
	size_t count = random_below(&page->author->random, 4);

	add_key(page, key);
	str_add_char(&page->text, '[');
	while (count-- > 0) {
		str_add_text(&page->text, "{ ");
		add_member(page, from, any_value(page));
		if (glob)
			add_member(page, glob, random_of(&page->author->random, patterns));
		add_member(page, to, chance(page, 60) ? served_value(page) : any_value(page));
		add_losses(page);
		str_add_text(&page->text, " },\n");
	}
	str_add_text(&page->text, "],\n");
}

/* ---- formats ---- */

static void add_dependencies(struct page *page)
{
	size_t count = random_below(&page->author->random, 4);

	add_key(page, chance(page, 70) ? "dependencies" : "devDependencies");
	str_add_text(&page->text, "{ ");
	while (count-- > 0) {
		const char *version = "^1.0.0";

		if (chance(page, 40))
			version = "workspace:*";
		else if (chance(page, 40))
			version = arena_printf(page->author->arena, "%s%s",
				chance(page, 50) ? "file:" : "link:", any_value(page));
		add_member(page, package_name(page), version);
	}
	str_add_text(&page->text, "},\n");
}

static void add_exports(struct page *page)
{
	add_key(page, "exports");
	str_add_text(&page->text, "{ ");
	add_member(page, ".", any_prefix(page));
	add_member(page, "./i18n", any_prefix(page));
	add_member(page, chance(page, 50) ? "./x" : "./de.json", any_prefix(page));
	add_member(page, "./*", any_prefix(page));
	str_add_text(&page->text, "},\n");
}

static void write_package(struct page *page)
{
	if (chance(page, 85))
		add_member(page, "name", package_name(page));
	if (chance(page, 15))
		add_list(page, "workspaces", any_pattern);
	if (chance(page, 50))
		add_member(page, "main", any_value(page));
	maybe_list(page, "files", any_pattern);
	if (chance(page, 70))
		add_dependencies(page);
	if (chance(page, 30))
		add_exports(page);
}

static const char *any_parent(struct page *page)
{
	static const char *const names[] = { "tsconfig.json", "tsconfig.base.json", "conf.json",
		"conf.base", "conf.base.json" };
	const char *directory = random_of(&page->author->random, page->author->directories);
	struct str value = STR_INIT;
	const char *result;

	path_relative(&value, page->directory, directory);
	result = arena_printf(page->author->arena, "%s%s/%s", value.data[0] == '.' ? "" : "./",
		value.data, random_of(&page->author->random, names));
	str_release(&value);
	return result;
}

static const char *any_parent_or_package(struct page *page)
{
	static const char *const inner[] = { "", "/tsconfig.base.json", "/tsconfig.json", "/conf" };

	return chance(page, 75) ? any_parent(page)
				: arena_printf(page->author->arena, "%s%s", package_name(page),
					  random_of(&page->author->random, inner));
}

static void add_paths(struct page *page)
{
	add_key(page, "paths");
	str_add_text(&page->text, "{ ");
	add_list(page, "@x/*", any_prefix);
	add_list(page, "i18n", any_value);
	str_add_text(&page->text, "},\n");
}

static void write_tsconfig(struct page *page)
{
	str_add_text(&page->text, "// how it is compiled\n");
	if (chance(page, 40))
		add_member(page, "extends", any_parent_or_package(page));
	else if (chance(page, 30))
		add_list(page, "extends", any_parent_or_package);
	if (chance(page, 30))
		add_pairs(page, "references", "path", "note", NULL);
	maybe_list(page, "files", any_value);
	maybe_list(page, "include", maybe_negation);
	add_key(page, "compilerOptions");
	str_add_text(&page->text, "{ ");
	if (chance(page, 40))
		add_member(page, "baseUrl", any_value(page));
	if (chance(page, 50))
		add_paths(page);
	maybe_list(page, "typeRoots", any_value);
	str_add_text(&page->text, "},\n");
}

static void write_connect(struct page *page)
{
	add_member(page, "key", "app");
	add_member(page, "baseUrl", "https://example.com");
	str_add_text(&page->text, "\"modules\": { \"pages\": [{ \"icon\": { ");
	add_member(page, "url", served_value(page));
	str_add_text(&page->text, "} }] },\n\"translations\": { \"paths\": { ");
	add_member(page, "de", served_value(page));
	add_member(page, "en", served_value(page));
	str_add_text(&page->text, "} },\n");
}

static void add_targets(struct page *page, const char *key)
{
	add_key(page, key);
	str_add_text(&page->text,
		"{ \"build\": { \"executor\": \"x:application\", \"builder\": \"x:y\","
		" \"options\": { ");
	add_member(page, "main", any_value(page));
	add_member(page, "tsConfig", any_value(page));
	if (chance(page, 50))
		add_list(page, "assets", any_value);
	else
		add_pairs(page, "assets", "input", "output", "glob");
	str_add_text(&page->text, "} } },\n");
}

static void write_project(struct page *page)
{
	add_member(page, "name", "app");
	add_member(page, "sourceRoot", author_path(page->author));
	add_member(page, "projectType", "application");
	add_targets(page, "targets");
}

static void write_angular(struct page *page)
{
	str_add_text(&page->text, "\"version\": 1, \"projects\": { \"app\": { ");
	add_member(page, "root", any_value(page));
	add_member(page, "sourceRoot", any_value(page));
	add_member(page, "projectType", "application");
	add_targets(page, "architect");
	str_add_text(&page->text, "} },\n");
}

static void write_copy(struct page *page)
{
	add_pairs(page, "copies", "from", "to", NULL);
}

static void write_assets(struct page *page)
{
	add_list(page, "served", served_value);
	maybe_list(page, "served_globs", any_pattern);
	maybe_list(page, "served_directories", served_value);
	add_pairs(page, "assets", "input", "output", "glob");
	add_pairs(page, "into", "input", "output", "glob");
}

static void write_links(struct page *page)
{
	maybe_list(page, "any", any_value);
	maybe_list(page, "file", any_value);
	maybe_list(page, "directory", any_value);
	maybe_list(page, "marked", any_value);
	maybe_list(page, "glob", any_pattern);
	maybe_list(page, "marked_glob", any_pattern);
	str_add_text(&page->text, "\"lists\": { ");
	maybe_list(page, "a", maybe_negation);
	str_add_text(&page->text, "},\n");
	maybe_list(page, "prefix", any_prefix);
	maybe_list(page, "name", package_name);
	maybe_list(page, "inside", inside_package);
	maybe_list(page, "app", served_value);
	if (chance(page, 40))
		add_pairs(page, "shift", "from", "to", NULL);
}

static void write_near(struct page *page)
{
	add_member(page, "name", "near");
	add_list(page, "paths", served_value);
	maybe_list(page, "context", any_pattern);
}

static void write_conf(struct page *page)
{
	if (chance(page, 60))
		add_list(page, "base", any_parent);
	if (chance(page, 20))
		add_list(page, "packages", inside_package);
	if (chance(page, 40))
		add_member(page, "dir", any_value(page));
	maybe_list(page, "things", any_value);
	maybe_list(page, "more", maybe_negation);
	add_key(page, "mounts");
	str_add_text(&page->text, "{ ");
	add_member(page, "i18n", any_value(page));
	str_add_text(&page->text, "},\n");
}

static const char *any_text(struct page *page)
{
	return chance(page, 50) ? random_of(&page->author->random, texts) : any_value(page);
}

static const char *any_key(struct page *page)
{
	return random_of(&page->author->random, keys);
}

static const char *key_in_text(struct page *page)
{
	return arena_printf(page->author->arena, "<%s> and <%s>, %s", any_key(page), any_key(page),
		any_text(page));
}

static void write_keys(struct page *page)
{
	maybe_list(page, "texts", any_text);
	maybe_list(page, "any", any_key);
	maybe_list(page, "all", any_key);
	if (chance(page, 70))
		add_member(page, "file", any_text(page));
	maybe_list(page, "there", any_key);
	maybe_list(page, "listed", any_key);
	maybe_list(page, "parts", key_in_text);
	maybe_list(page, "served", any_key);
	add_pairs(page, "here", "key", "note", NULL);
	maybe_list(page, "own", any_value);
}

static const char *with_variable(struct page *page)
{
	static const char *const variables[] = { "${x}", "${y}", "${all}", "${x:-a}", "${y:-i18n}",
		"$here", "x", "." };

	return arena_printf(page->author->arena, "%s%s%s",
		random_of(&page->author->random, variables), chance(page, 60) ? "/" : ".",
		any_value(page));
}

static const char *any_vars(struct page *page)
{
	struct str value = STR_INIT;
	const char *result;

	path_relative(&value, page->directory,
		random_of(&page->author->random, page->author->directories));
	result = arena_printf(page->author->arena, "%s/vars.json", value.data);
	str_release(&value);
	return result;
}

static void write_vars(struct page *page)
{
	maybe_list(page, "up", any_vars);
	if (chance(page, 60)) {
		add_key(page, "v");
		str_add_text(&page->text, "{ ");
		add_member(page, random_of(&page->author->random, keys), with_variable(page));
		add_member(page, random_of(&page->author->random, keys), any_value(page));
		str_add_text(&page->text, "},\n");
	}
	add_list(page, "paths", with_variable);
	maybe_list(page, "changed", with_variable);
	maybe_list(page, "below", any_value);
	maybe_list(page, "named", any_key);
	if (chance(page, 30))
		add_pairs(page, "shift", "from", "to", NULL);
}

static const struct {
	const char *start;
	void (*write)(struct page *page);
} formats[] = {
	{ "package", write_package },
	{ "tsconfig", write_tsconfig },
	{ "atlassian", write_connect },
	{ "project", write_project },
	{ "angular", write_angular },
	{ "copy", write_copy },
	{ "assets", write_assets },
	{ "near", write_near },
	{ "conf", write_conf },
	{ "keys", write_keys },
	{ "vars", write_vars },
	{ "", write_links },
};

const char *manifest_name(struct author *author)
{
	return random_of(&author->random, manifests);
}

const char *manifest_text(struct author *author, const char *directory, const char *name)
{
	struct page page = { author, directory, STR_INIT };
	const char *text;
	size_t i;

	for (i = 0; strncmp(name, formats[i].start, strlen(formats[i].start)) != 0; i++)
		;
	str_add_text(&page.text, "{\n");
	formats[i].write(&page);
	str_add_text(&page.text, "}");
	text = arena_bytes(author->arena, page.text.data, page.text.size);
	str_release(&page.text);
	return text;
}
