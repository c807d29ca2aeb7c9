/*
 * document.c - the tree that all readers build, and which reader builds it.
 */
#include "syntax/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/builder.h"
#include "syntax/calls.h"
#include "syntax/cursor.h"
#include "syntax/ini.h"
#include "syntax/json.h"
#include "syntax/lines.h"
#include "syntax/script.h"
#include "syntax/shell.h"
#include "syntax/toml.h"
#include "syntax/xml.h"
#include "syntax/yaml.h"
#include "util/arena.h"
#include "util/memory.h"
#include "util/path.h"

const char *const confidence_words[] = { "declared", "evaluated", "conditional", "listed", "shell",
	"inferred", NULL };

enum confidence weaker_confidence(enum confidence a, enum confidence b)
{
	return a > b ? a : b;
}

/* What document_parse really hands out: the arena holds the tree and its texts. */
struct owned_document {
	struct document document; /* first: the two share their address */
	struct arena arena;
};

/* Tools that read a file without an ending (cosmiconfig's "rc" files) take both. JSON in YAML's own
 * sense has no comments, so what begins like JSON is read as that. */
static int json_or_yaml_read(
	struct node **root, struct arena *arena, const char *bytes, size_t size, struct err *err)
{
	struct cursor at;
	char first;

	cursor_init(&at, bytes, size);
	while ((first = cursor_peek(&at, 0)) == ' ' || first == '\t' || first == '\r' ||
		first == '\n')
		cursor_move_to(&at, at.offset + 1);
	if (first == '{' || first == '[' || first == '/')
		return json_read(root, arena, bytes, size, err);
	return yaml_read(root, arena, bytes, size, err);
}

static const struct reader {
	int (*read)(struct node **root, struct arena *arena, const char *bytes, size_t size,
		struct err *err);
	const char *endings; /* of file names, each between blanks */
	const char *names;   /* of files, the same; NULL: none */
	bool refuses_nul;    /* here, for the reader does not */
} readers[] = {
	[SYNTAX_JSON] = { json_read,
		" .json .jsonc .jsonld .geojson .webmanifest .importmap"
		" .code-workspace .code-snippets .sublime-project .swcrc .arb ",
		NULL, false },
	[SYNTAX_YAML] = { yaml_read, " .yaml .yml ", NULL, false },
	[SYNTAX_YAML_DOCUMENTS] = { yaml_read_documents, " ", NULL, false },
	[SYNTAX_JSON_OR_YAML] = { json_or_yaml_read,
		" .prettierrc .stylelintrc .eslintrc .commitlintrc .mocharc .graphqlrc .tolgeerc"
		" .linguirc .remarkrc .htmlhintrc .lintstagedrc .releaserc ",
		NULL, false },
	[SYNTAX_TOML] = { toml_read, " .toml ", NULL, false },
	[SYNTAX_XML] = { xml_read,
		" .xml .csproj .fsproj .vbproj .vcxproj .sqlproj .wapproj .esproj .pyproj .shproj"
		" .proj .projitems .props .targets .slnx .nuspec .resx .xlf .xliff .qrc .svg .ui"
		" .wxs .pom .config .storyboard .xib .runsettings .ruleset .filters ",
		NULL, false },
	[SYNTAX_INI] = { ini_read, " .ini .cfg .editorconfig ", NULL, true },
	[SYNTAX_GIT_CONFIG] = { git_config_read, " .gitmodules .gitconfig ", NULL, true },
	[SYNTAX_PROPERTIES] = { properties_read, " .properties ", NULL, true },
	[SYNTAX_ENV] = { env_read, " .env ", NULL, true },
	[SYNTAX_DIRECTIVES] = { directives_read, " .mk ", " Makefile GNUmakefile MANIFEST.in ",
		true },
	[SYNTAX_PATTERNS] = { patterns_read,
		" .gitattributes .gitignore .dockerignore .npmignore .eslintignore"
		" .prettierignore .helmignore .vscodeignore ",
		" CODEOWNERS ", true },
	[SYNTAX_QUOTED] = { quoted_read, " .sln .proto ", NULL, true },
	[SYNTAX_GO_MOD] = { go_mod_read, " ", " go.mod go.work ", true },
	[SYNTAX_REQUIREMENTS] = { requirements_read, " ", " requirements.txt constraints.txt ",
		true },
	[SYNTAX_DOCKERFILE] = { dockerfile_read, " .dockerfile .Dockerfile ",
		" Dockerfile Containerfile ", true },
	[SYNTAX_GRADLE] = { gradle_read, " .gradle .kts ", NULL, true },
	[SYNTAX_RUBY] = { ruby_read, " .podspec .gemspec .rb ",
		" Podfile Gemfile Fastfile Rakefile Brewfile ", true },
	[SYNTAX_STARLARK] = { starlark_read, " .bzl .bazel .star ",
		" BUILD WORKSPACE BUCK Tiltfile ", true },
	[SYNTAX_CMAKE] = { cmake_read, " .cmake ", " CMakeLists.txt ", true },
	[SYNTAX_HCL] = { hcl_read, " .tf .hcl .tfvars ", NULL, true },
	[SYNTAX_JAVASCRIPT] = { NULL, " .js .mjs .cjs .jsx .tsx ", NULL, true },
	[SYNTAX_TYPESCRIPT] = { NULL, " .ts .mts .cts ", NULL, true },
	[SYNTAX_SHELL] = { shell_read, " .sh .bash ", NULL, true },
	[SYNTAX_RECIPES] = { recipes_read, " ", NULL, true },
};

const char *const syntax_words[] = {
	[SYNTAX_JSON] = "json",
	[SYNTAX_YAML] = "yaml",
	[SYNTAX_YAML_DOCUMENTS] = "yaml-documents",
	[SYNTAX_JSON_OR_YAML] = "json-or-yaml",
	[SYNTAX_TOML] = "toml",
	[SYNTAX_XML] = "xml",
	[SYNTAX_INI] = "ini",
	[SYNTAX_GIT_CONFIG] = "git-config",
	[SYNTAX_PROPERTIES] = "properties",
	[SYNTAX_ENV] = "env",
	[SYNTAX_DIRECTIVES] = "directives",
	[SYNTAX_PATTERNS] = "patterns",
	[SYNTAX_QUOTED] = "quoted",
	[SYNTAX_GO_MOD] = "go-mod",
	[SYNTAX_REQUIREMENTS] = "requirements",
	[SYNTAX_DOCKERFILE] = "dockerfile",
	[SYNTAX_GRADLE] = "gradle",
	[SYNTAX_RUBY] = "ruby",
	[SYNTAX_STARLARK] = "starlark",
	[SYNTAX_CMAKE] = "cmake",
	[SYNTAX_HCL] = "hcl",
	[SYNTAX_JAVASCRIPT] = "javascript",
	[SYNTAX_TYPESCRIPT] = "typescript",
	[SYNTAX_SHELL] = "shell",
	[SYNTAX_RECIPES] = "recipes",
	NULL,
};

/* A text that holds a NUL is none: cut short there, it would be taken for another. */
static int check_nul(const char *bytes, size_t size, struct err *err)
{
	const char *nul = size ? memchr(bytes, '\0', size) : NULL;
	struct cursor at;

	if (!nul)
		return 0;
	cursor_init(&at, bytes, size);
	cursor_move_to(&at, (size_t)(nul - bytes));
	return cursor_fail(&at, err, ERR_INPUT, "a NUL byte: this is no text");
}

static struct owned_document *new_document(void)
{
	struct owned_document *owned = memory_get(sizeof(*owned));

	*owned = (struct owned_document){ .arena = ARENA_INIT };
	return owned;
}

int document_build(struct document **out, int (*fill)(struct builder *builder, void *payload),
	void *payload, struct err *err)
{
	struct owned_document *owned = new_document();
	struct builder builder;
	int result;

	builder_init(&builder, &owned->arena, err);
	result = fill(&builder, payload);
	if (result == 0) {
		builder_finish(&builder, &owned->document.root);
		*out = &owned->document;
	} else {
		document_free(&owned->document);
	}
	builder_release(&builder);
	return result;
}

struct arena *document_arena(struct document *document)
{
	return &((struct owned_document *)document)->arena;
}

/* A program by itself, of which nothing is known but its text. */
static int parse_script(
	struct document **out, enum syntax syntax, const char *bytes, size_t size, struct err *err)
{
	const struct script_source source = { .is_typescript = syntax == SYNTAX_TYPESCRIPT,
		.path = "",
		.working_directory = "",
		.bytes = bytes,
		.size = size };

	return script_parse(out, &source, err);
}

int document_parse(
	struct document **out, enum syntax syntax, const char *bytes, size_t size, struct err *err)
{
	struct owned_document *owned;

	if (size > DOCUMENT_SIZE_MAX)
		return err_set(
			err, ERR_LIMIT, "the file is larger than %u bytes", DOCUMENT_SIZE_MAX);
	if (readers[syntax].refuses_nul && check_nul(bytes, size, err) < 0)
		return -1;
	if (syntax_is_script(syntax))
		return parse_script(out, syntax, bytes, size, err);
	owned = new_document();
	if (readers[syntax].read(&owned->document.root, &owned->arena, bytes, size, err) < 0) {
		document_free(&owned->document);
		return -1;
	}
	*out = &owned->document;
	return 0;
}

void document_free(struct document *document)
{
	struct owned_document *owned = (struct owned_document *)document;

	if (!owned)
		return;
	arena_release(&owned->arena);
	free(owned);
}

const char *document_problem(const struct err *why)
{
	char line[32];
	size_t size = (size_t)snprintf(line, sizeof line, "line %u, ", why->line);

	return why->text + (strncmp(why->text, line, size) == 0 ? size : 0);
}

/* Is `key` what the pointer's token [token, token + size) means? A '~' that is neither "~0" nor
 * "~1" means nothing (RFC 6901, section 3). */
static bool is_token(const char *key, const char *token, size_t size)
{
	for (size_t i = 0; i < size; i++, key++) {
		char c = token[i];

		if (c == '~') {
			c = token[++i];
			if (i == size || (c != '0' && c != '1'))
				return false;
			c = c == '0' ? '~' : '/';
		}
		if (*key != c)
			return false;
	}
	return *key == '\0';
}

static const struct node *member_at(const struct node *node, const char *token, size_t size)
{
	for (size_t i = node->count; i > 0; i--)
		if (is_token(node->children[i - 1].key, token, size))
			return &node->children[i - 1];
	return NULL;
}

/* An index has no leading zeros (RFC 6901, section 4). */
static const struct node *item_at(const struct node *node, const char *token, size_t size)
{
	size_t index = 0;

	if (size == 0 || (token[0] == '0' && size > 1))
		return NULL;
	for (size_t i = 0; i < size; i++) {
		if (token[i] < '0' || token[i] > '9')
			return NULL;
		index = index * 10 + (size_t)(token[i] - '0');
		if (index >= node->count)
			return NULL;
	}
	return &node->children[index];
}

const struct node *node_at(const struct node *node, const char *pointer)
{
	while (node && *pointer) {
		const char *token = pointer + 1;
		size_t size = path_component_size(token);

		if (*pointer != '/')
			return NULL;
		if (node->kind == NODE_MAP)
			node = member_at(node, token, size);
		else if (node->kind == NODE_LIST)
			node = item_at(node, token, size);
		else
			node = NULL;
		pointer = token + size;
	}
	return node;
}

bool node_has_children(const struct node *node)
{
	return node->kind == NODE_MAP || node->kind == NODE_LIST;
}

const struct node *node_member(const struct node *node, const char *key)
{
	if (node->kind != NODE_MAP)
		return NULL;
	for (size_t i = node->count; i > 0; i--)
		if (strcmp(node->children[i - 1].key, key) == 0)
			return &node->children[i - 1];
	return NULL;
}

/* In pieces, not byte by byte: every value that names something is given its location. */
static void add_token(struct str *out, const char *key)
{
	for (;;) {
		size_t size = strcspn(key, "~/");

		str_add(out, key, size);
		if (!key[size])
			return;
		str_add_text(out, key[size] == '~' ? "~0" : "~1");
		key += size + 1;
	}
}

/* In decimal, without the detour through a format. */
static void add_index(struct str *out, size_t index)
{
	char digits[3 * sizeof index], *end = digits + sizeof digits, *first = end;

	do {
		*--first = (char)('0' + index % 10);
		index /= 10;
	} while (index);
	str_add(out, first, (size_t)(end - first));
}

/* The way from the root; DOCUMENT_DEPTH_MAX bounds how deep this calls itself. */
static void add_way(struct str *out, const struct node *node, bool with_indices)
{
	if (!node->parent)
		return;
	add_way(out, node->parent, with_indices);
	str_add_char(out, '/');
	if (node->parent->kind == NODE_MAP)
		add_token(out, node->key);
	else if (with_indices)
		add_index(out, node->index);
	else
		str_add_char(out, '*');
}

void node_location(struct str *out, const struct node *node)
{
	add_way(out, node, true);
}

void node_selector(struct str *out, const struct node *node)
{
	add_way(out, node, false);
}

static bool is_same_name(const struct node *a, const struct node *b)
{
	return a->key && b->key ? strcmp(a->key, b->key) == 0 : a->key == b->key;
}

/* A text that holds a NUL is known only up to it: two of them are never called equal. */
static bool is_same_text(const struct node *a, const struct node *b)
{
	if (!a->text || !b->text)
		return a->text == b->text;
	return !a->has_nul && !b->has_nul && strcmp(a->text, b->text) == 0;
}

bool node_equal(const struct node *a, const struct node *b)
{
	if (a == b)
		return true;
	if (!a || !b || a->kind != b->kind || a->count != b->count || !is_same_text(a, b))
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!is_same_name(&a->children[i], &b->children[i]) ||
			!node_equal(&a->children[i], &b->children[i]))
			return false;
	return true;
}

/* Does `list` hold `word`? Each of its words stands between blanks. */
static bool holds(const char *list, const char *word)
{
	size_t size = strlen(word);

	while (list && size && (list = strstr(list, word)) != NULL) {
		if (list[-1] == ' ' && list[size] == ' ')
			return true;
		list += size;
	}
	return false;
}

int syntax_of_name(const char *path)
{
	const char *name = path_name(path), *ending = strrchr(name, '.');

	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
		if (holds(readers[i].names, name) || (ending && holds(readers[i].endings, ending)))
			return (int)i;
	return -1;
}
