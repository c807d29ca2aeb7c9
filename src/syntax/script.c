/*
 * script.c - works out a program, file by file and then function by function.
 */
#include "syntax/script.h"

#include "syntax/script_run.h"

bool syntax_is_script(enum syntax syntax)
{
	return syntax == SYNTAX_JAVASCRIPT || syntax == SYNTAX_TYPESCRIPT;
}

/* Whoever takes what the program exports calls it, if it is a function; and each function that the
 * program itself does not call is called by somebody. */
static void run_strangers_calls(struct script *script)
{
	for (struct script_function *function = script->functions; function;
		function = function->next) {
		if (!function->is_called)
			script_run_function(
				script, function, NULL, function->scope, function->node);
	}
}

static int work_out(
	struct document **out, struct script *script, const struct script_source *source)
{
	struct script_unit *unit;
	struct script_node *root;

	script->main = script->units = NULL;
	/* The scope of the file wants the file, and the file's exports the scope. */
	unit = script_unit_new(script, source->path, source->bytes, source->size);
	script->main = unit;
	if (script_tree_read(&root, source->is_typescript, script->arena, source->bytes,
		    source->size, script->err) < 0)
		return -1;
	unit->root = root;
	script_run_unit(script, unit);
	run_strangers_calls(script);
	return script->has_failed ? -1 : script_emit(out, script);
}

int script_parse(struct document **out, const struct script_source *source, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct script script = { .arena = &arena,
		.loader = source->loader,
		.working_directory = source->working_directory,
		.err = err };
	int result;

	script.calls_end = &script.calls;
	script.functions_end = &script.functions;
	result = work_out(out, &script, source);
	vec_release(&script.imports);
	arena_release(&arena);
	return result;
}
