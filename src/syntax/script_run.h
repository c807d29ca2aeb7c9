/*
 * script_run.h - a program while it is worked out; private to the script_*.c files.
 *
 * script_expression.c and script_statement.c go through the tree, script_call.c knows what calls
 * give, script_module.c what other files export, script_path.c the functions of Node's `path`,
 * script_emit.c makes the document.
 */
#ifndef SYNTAX_SCRIPT_RUN_H
#define SYNTAX_SCRIPT_RUN_H

#include "syntax/script.h"
#include "syntax/script_value.h"
#include "util/vec.h"

struct script_binding {
	const char *name;
	const struct script_value *value;
	unsigned conditional; /* how many branches it was made in */
	struct script_binding *next;
};

struct script_scope {
	struct script_scope *outer; /* NULL: outermost of its file */
	struct script_unit *unit;
	struct script_binding *first;
};

struct script_unit {
	const char *path, *directory;
	const char *bytes;
	size_t size;
	const struct script_node *root;
	struct script_scope *globals;
	struct script_members *module;    /* the map `module`, of which `exports` counts */
	struct script_members *names;     /* what `export` exports, "default" too */
	const struct script_value *whole; /* of a file of data: its value */
	bool has_names;
	struct script_unit *next;
};

/* A function that is being worked out. */
struct script_frame {
	const struct script_value *returned; /* NULL: nothing yet */
	bool has_ended;
	unsigned conditional;
};

struct script {
	struct arena *arena;
	struct script_loader *loader;
	const char *working_directory;
	struct script_unit *main, *units;
	struct script_call *calls, **calls_end;
	struct script_function *functions, **functions_end; /* written in `main` */
	VEC(const char *) imports;
	struct script_frame *frame;
	struct span use;      /* where `main` uses the file at hand */
	unsigned conditional; /* how many branches we are in, of which another may be taken */
	unsigned depth;       /* of functions */
	unsigned imported;    /* files that are being read one for the other */
	size_t inputs, steps, values;
	const char *remark; /* the first bound that was reached, or NULL */
	unsigned remark_line;
	bool is_open;
	bool has_failed; /* the loader did: *err is set */
	struct err *err;
};

/* A value written at `node`, in the unit of the scope. */
struct script_value *script_make(struct script *script, enum value_kind kind,
	const struct script_scope *scope, const struct script_node *node);
/* What cannot be told; `may_hold`: it may be a map or a list. */
const struct script_value *script_unknown(struct script *script, const struct script_scope *scope,
	const struct script_node *node, bool may_hold);
const struct script_value *script_text(struct script *script, const struct script_scope *scope,
	const struct script_node *node, const char *text, bool is_rooted);
/* The same value, used in the main file at `node`. */
const struct script_value *script_used(struct script *script, const struct script_value *value,
	const struct script_scope *scope, const struct script_node *node);

#define SCRIPT_TOO_MANY_VALUES "the program is not read to its end: it has too many values"

/* A value may hold another twice, and that another: what a few lines stand for can be larger than
 * any memory. No step more than doubles it, so looking before each is enough. */
#define SCRIPT_MEMORY_MAX ((size_t)64 << 20) /* bytes of one program */
#define SCRIPT_TEXT_MAX   4096               /* bytes; no path is longer */

/* Says that a bound was reached, at a place in the file at hand. `what` is static. */
void script_bound(struct script *script, struct span place, const char *what);
/* Counts a step; false if there are no more. */
bool script_step(struct script *script, const struct script_node *node);

/* The text of a string, a template's fragment or an escape. */
void script_literal(
	struct str *out, const struct script_unit *unit, const struct script_node *node);
/* The value of a string, and of a template with what stands in its holes. */
const struct script_value *script_string(
	struct script *script, const struct script_scope *scope, const struct script_node *node);
const struct script_value *script_template(
	struct script *script, struct script_scope *scope, const struct script_node *node);
/* The bytes of a node, as the arena's text. */
const char *script_source_text(
	struct script *script, const struct script_unit *unit, const struct script_node *node);

const struct script_value *script_evaluate(
	struct script *script, struct script_scope *scope, const struct script_node *node);
const struct script_value *script_member_of(struct script *script, const struct script_scope *scope,
	const struct script_value *object, const char *key, const struct script_node *node);
/* The name of a member: NULL if it cannot be told. */
const char *script_key(
	struct script *script, struct script_scope *scope, const struct script_node *node);
/* a + b */
const struct script_value *script_sum(struct script *script, const struct script_scope *scope,
	const struct script_value *a, const struct script_value *b, const struct script_node *node);

void script_execute(
	struct script *script, struct script_scope *scope, const struct script_node *node);
/* Executes the children of a node in order, functions first made known. */
void script_execute_all(
	struct script *script, struct script_scope *scope, const struct script_node *node);
struct script_scope *script_scope_new(
	struct script *script, struct script_scope *outer, struct script_unit *unit);
void script_bind(struct script *script, struct script_scope *scope, const char *name,
	const struct script_value *value);
/* Binds the names in a pattern; `value` NULL: nobody knows. */
void script_bind_pattern(struct script *script, struct script_scope *scope,
	const struct script_node *pattern, const struct script_value *value);
/* `target` = value. */
void script_assign(struct script *script, struct script_scope *scope,
	const struct script_node *target, const struct script_value *value);

const struct script_value *script_function(
	struct script *script, struct script_scope *scope, const struct script_node *node);
/* What the function returns; `arguments` NULL: a stranger calls it. */
const struct script_value *script_run_function(struct script *script,
	struct script_function *function, const struct script_members *arguments,
	const struct script_scope *scope, const struct script_node *node);
const struct script_value *script_call(
	struct script *script, struct script_scope *scope, const struct script_node *node);

/* What an outer function of the language or of Node gives, or NULL if `name` is none of those. */
const struct script_value *script_call_builtin(struct script *script,
	const struct script_scope *scope, const char *name, const struct script_members *arguments,
	const struct script_node *node);

/* What the file that `name` means exports, as require() has it. */
const struct script_value *script_require(struct script *script, const struct script_scope *scope,
	const char *name, const struct script_node *node);
/* The path of the file that `name` means, as require.resolve() has it. */
const struct script_value *script_find_module(struct script *script,
	const struct script_scope *scope, const char *name, const struct script_node *node);
/* Binds a name, or the names in a pattern, to what a file exports, without reading it yet. */
void script_bind_import(struct script *script, struct script_scope *scope,
	const struct script_node *pattern, const char *file, const struct script_node *node);
/* What such a name stands for. */
const struct script_value *script_imported(
	struct script *script, struct script_scope *scope, const struct script_value *import);
void script_execute_import(
	struct script *script, struct script_scope *scope, const struct script_node *node);
void script_execute_export(
	struct script *script, struct script_scope *scope, const struct script_node *node);
/* A file and its outermost scope. */
struct script_unit *script_unit_new(
	struct script *script, const char *path, const char *bytes, size_t size);
/* Executes the file. */
void script_run_unit(struct script *script, struct script_unit *unit);
const struct script_value *script_exports(struct script *script, const struct script_unit *unit);

/* The document of a program that has been worked out. */
int script_emit(struct document **out, struct script *script);

#endif
