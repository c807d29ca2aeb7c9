/*
 * script_path.c - what functions of Node and of the language give for known arguments.
 *
 * A path from the repository's root stands for an absolute one. How `path` works is told by Node's
 * documentation ("path.join([...paths])" and so on).
 */
#include <string.h>

#include "syntax/script_run.h"
#include "util/path.h"

/* The arguments of one call, all of them texts. */
struct texts_of_call {
	const struct script_value *const *items;
	size_t count;
};

/* Applies '.' and '..', and keeps those '..' that lead out of what is known. */
static void tidy(struct str *out, const char *path)
{
	str_clear(out);
	while (*path) {
		size_t size = path_component_size(path);
		size_t last = out->size ? path_parent_size(out->data) : 0;
		const char *name = out->data + last + (last > 0);
		bool is_up = size == 2 && memcmp(path, "..", 2) == 0;

		if (is_up && out->size && strcmp(name, "..") != 0) {
			str_cut(out, last);
		} else if (size && !(size == 1 && *path == '.')) {
			if (out->size)
				str_add_char(out, '/');
			str_add(out, path, size);
		}
		path += size;
		path += *path == '/';
	}
}

/* Joins the arguments from `first` on, tidied. */
static void join(struct str *out, const struct texts_of_call *arguments, size_t first)
{
	struct str written = STR_INIT;

	for (size_t i = first; i < arguments->count; i++) {
		if (written.size)
			str_add_char(&written, '/');
		str_add_text(&written, arguments->items[i]->text);
	}
	tidy(out, written.data);
	str_release(&written);
}

/* Where path.resolve begins: at the last argument that is a path of its own. -1: it begins at the
 * root of the disk. */
static int resolve_start(const struct texts_of_call *arguments, size_t *first, bool *is_rooted)
{
	*first = 0;
	*is_rooted = false;
	for (size_t i = arguments->count; i > 0; i--) {
		const struct script_value *argument = arguments->items[i - 1];

		if (argument->is_rooted) {
			*first = i - 1;
			*is_rooted = true;
			return 0;
		}
		if (*argument->text == '/')
			return -1;
	}
	return 0;
}

enum path_function {
	PATH_BASENAME,
	PATH_DIRNAME,
	PATH_EXTNAME,
	PATH_JOIN,
	PATH_NORMALIZE,
	PATH_RELATIVE,
	PATH_RESOLVE,
};

static bool apply_join(struct str *out, bool *is_rooted, const struct texts_of_call *arguments)
{
	bool is_absolute = arguments->count && *arguments->items[0]->text == '/';

	/* A path of its own that others follow is one; that follows others is none. */
	for (size_t i = 1; i < arguments->count; i++)
		if (arguments->items[i]->is_rooted)
			return false;
	*is_rooted = arguments->count && arguments->items[0]->is_rooted;
	join(out, arguments, 0);
	if (is_absolute && !*is_rooted) {
		struct str absolute = STR_INIT;

		str_addf(&absolute, "/%s", out->data);
		str_set(out, absolute.data);
		str_release(&absolute);
	}
	return true;
}

static bool apply_resolve(struct script *script, struct str *out, bool *is_rooted,
	const struct texts_of_call *arguments)
{
	struct str rest = STR_INIT;
	size_t first;

	if (resolve_start(arguments, &first, is_rooted) < 0)
		return false;
	join(&rest, arguments, first);
	if (*is_rooted) {
		tidy(out, rest.data);
	} else {
		struct str whole = STR_INIT;

		str_addf(&whole, "%s/%s", script->working_directory, rest.data);
		tidy(out, whole.data);
		str_release(&whole);
	}
	*is_rooted = true;
	str_release(&rest);
	return true;
}

static bool apply_basename(struct str *out, const struct texts_of_call *arguments)
{
	const char *name = path_name(arguments->items[0]->text);
	const char *ending = arguments->count > 1 ? arguments->items[1]->text : "";
	size_t size = strlen(name), cut = strlen(ending);

	if (cut < size && strcmp(name + size - cut, ending) == 0)
		size -= cut;
	str_add(out, name, size);
	return true;
}

static bool apply_relative(struct str *out, const struct texts_of_call *arguments)
{
	struct str from = STR_INIT, to = STR_INIT;
	bool is_fine = arguments->count == 2 && arguments->items[0]->is_rooted &&
		       arguments->items[1]->is_rooted;

	if (is_fine) {
		tidy(&from, arguments->items[0]->text);
		tidy(&to, arguments->items[1]->text);
		path_relative(out, from.data, to.data);
	}
	str_release(&from);
	str_release(&to);
	return is_fine;
}

/* What the function gives; false if that cannot be told. */
static bool apply(struct script *script, enum path_function function, struct str *out,
	bool *is_rooted, const struct texts_of_call *arguments)
{
	const struct script_value *first = arguments->count ? arguments->items[0] : NULL;
	const char *ending;

	switch (function) {
	case PATH_JOIN:
		return apply_join(out, is_rooted, arguments);
	case PATH_RESOLVE:
		return apply_resolve(script, out, is_rooted, arguments);
	default:
		break;
	}
	if (!first)
		return false;
	switch (function) {
	case PATH_BASENAME:
		return apply_basename(out, arguments);
	case PATH_DIRNAME:
		*is_rooted = first->is_rooted;
		tidy(out, first->text);
		if (!first->is_rooted && !strchr(out->data, '/'))
			str_set(out, ".");
		else
			str_cut(out, path_parent_size(out->data));
		return true;
	case PATH_EXTNAME:
		ending = strrchr(path_name(first->text), '.');
		str_add_text(out, ending && ending != path_name(first->text) ? ending : "");
		return true;
	case PATH_NORMALIZE:
		return apply_join(out, is_rooted, arguments);
	case PATH_RELATIVE:
		return apply_relative(out, arguments);
	default:
		return false;
	}
}

static const struct script_value *call_path(struct script *script, const struct script_scope *scope,
	enum path_function function, const struct texts_of_call *arguments,
	const struct script_node *node)
{
	struct str text = STR_INIT;
	struct script_value *value;
	bool is_rooted = false;
	size_t size = 0;

	for (size_t i = 0; i < arguments->count; i++)
		size += strlen(arguments->items[i]->text);
	if (size > SCRIPT_TEXT_MAX || !apply(script, function, &text, &is_rooted, arguments)) {
		str_release(&text);
		return script_unknown(script, scope, node, false);
	}
	value = script_make(script, VALUE_TEXT, scope, node);
	value->text = arena_bytes(script->arena, text.data, text.size);
	value->is_rooted = is_rooted;
	/* It stands where the last of its literals does: that is what one would edit. */
	for (size_t i = 0; i < arguments->count; i++) {
		const struct script_value *argument = arguments->items[i];

		value->is_conditional |= argument->is_conditional;
		if (argument->unit == scope->unit && !argument->is_rooted)
			value->span = argument->span;
	}
	str_release(&text);
	return value;
}

#define PATH_ARGUMENTS_MAX 16

/* Goes through the alternatives of the arguments from `next` on. */
static const struct script_value *call_path_any(struct script *script,
	const struct script_scope *scope, enum path_function function,
	const struct script_members *written, const struct script_value **chosen, size_t next,
	const struct script_node *node)
{
	const struct texts_of_call arguments = { chosen, written->count };
	const struct script_value *value, *result = NULL;

	if (next == written->count)
		return call_path(script, scope, function, &arguments, node);
	value = written->items[next].value;
	if (script_has_text(value)) {
		chosen[next] = value;
		return call_path_any(script, scope, function, written, chosen, next + 1, node);
	}
	if (value->kind != VALUE_ANY)
		return script_unknown(script, scope, node, false);
	for (size_t i = 0; i < value->members->count && script_step(script, node); i++) {
		const struct script_value *one = value->members->items[i].value;

		chosen[next] = one;
		result = script_either(script->arena, result,
			script_has_text(one) ? call_path_any(script, scope, function, written,
						       chosen, next + 1, node)
					     : script_unknown(script, scope, node, false));
	}
	return result ? result : script_unknown(script, scope, node, false);
}

static const struct script_value *find_path_function(struct script *script,
	const struct script_scope *scope, const char *name, const struct script_members *arguments,
	const struct script_node *node)
{
	static const char *const names[] = {
		[PATH_BASENAME] = "basename",
		[PATH_DIRNAME] = "dirname",
		[PATH_EXTNAME] = "extname",
		[PATH_JOIN] = "join",
		[PATH_NORMALIZE] = "normalize",
		[PATH_RELATIVE] = "relative",
		[PATH_RESOLVE] = "resolve",
	};
	const struct script_value *chosen[PATH_ARGUMENTS_MAX];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i], name) != 0)
			continue;
		if (arguments->is_open || arguments->count > PATH_ARGUMENTS_MAX)
			return script_unknown(script, scope, node, false);
		return call_path_any(
			script, scope, (enum path_function)i, arguments, chosen, 0, node);
	}
	return NULL;
}

/* new URL("./x", import.meta.url) */
static const struct script_value *make_url(struct script *script, const struct script_scope *scope,
	const struct script_members *arguments, const struct script_node *node)
{
	const struct script_value *written = arguments->items[0].value;
	const struct script_value *base = arguments->items[1].value;
	struct script_value directory;
	const struct script_value *both[2] = { &directory, written };
	const struct texts_of_call joined = { both, 2 };

	if (!script_has_text(written) || !script_has_text(base) || !base->is_rooted ||
		written->is_rooted || *written->text == '/' || strchr(written->text, ':'))
		return script_unknown(script, scope, node, false);
	directory = *base;
	directory.text = arena_bytes(script->arena, base->text, path_parent_size(base->text));
	return call_path(script, scope, PATH_JOIN, &joined, node);
}

static const struct script_value *merge_maps(struct script *script,
	const struct script_scope *scope, const struct script_members *arguments,
	const struct script_node *node)
{
	struct script_value *map = script_make(script, VALUE_MAP, scope, node);

	map->members = script_members_new(script->arena);
	map->members->is_open = arguments->is_open;
	for (size_t i = 0; i < arguments->count; i++) {
		const struct script_value *one = arguments->items[i].value;

		if (one->kind != VALUE_MAP) {
			map->members->is_open |= !script_is_scalar(one);
			continue;
		}
		map->members->is_open |= one->members->is_open;
		for (size_t k = 0; k < one->members->count; k++) {
			const struct script_member *member = &one->members->items[k];

			if (member->key)
				script_members_set(map->members, script->arena, member->key,
					member->key_span, member->value);
		}
	}
	return map;
}

const struct script_value *script_call_builtin(struct script *script,
	const struct script_scope *scope, const char *name, const struct script_members *arguments,
	const struct script_node *node)
{
	const struct script_value *first = arguments->count ? arguments->items[0].value : NULL;

	if (strncmp(name, "path.", 5) == 0)
		return find_path_function(script, scope, name + 5, arguments, node);
	if (strcmp(name, "process.cwd") == 0)
		return script_text(script, scope, node, script->working_directory, true);
	if (strcmp(name, "Object.assign") == 0)
		return merge_maps(script, scope, arguments, node);
	if (!first)
		return NULL;
	if (strcmp(name, "require") == 0)
		return first->kind == VALUE_TEXT && !first->is_rooted
			       ? script_require(script, scope, first->text, node)
			       : script_unknown(script, scope, node, true);
	if (strcmp(name, "require.resolve") == 0 || strcmp(name, "import.meta.resolve") == 0)
		return first->kind == VALUE_TEXT && !first->is_rooted
			       ? script_find_module(script, scope, first->text, node)
			       : script_unknown(script, scope, node, false);
	if (strcmp(name, "url.fileURLToPath") == 0 || strcmp(name, "url.pathToFileURL") == 0 ||
		strcmp(name, "Object.freeze") == 0 || strcmp(name, "String") == 0)
		return first;
	if ((strcmp(name, "URL") == 0 || strcmp(name, "url.URL") == 0) && arguments->count == 2)
		return make_url(script, scope, arguments, node);
	return NULL;
}
