#include "author.h"

#include <string.h>

#include "util/path.h"

static const char *const directories[] = { "", "a", "a/in", "apps/shop", "apps/shop/in",
	"apps/mail", "libs/i18n", "libs/ui", "shared", "shared/i18n", "tools/build", "public",
	"apps/shop/public", "apps/shop/public/i18n", "apps/mail/public/i18n", "apps/[id]", "sp ace",
	"\xff\xfe", "\xff\xff", "new\nline", "npm:x", "a.b", "a/in.d", "apps/shop/i18n",
	"libs/ui/src" };
static const char *const names[] = { "de.json", "en.json", "index.ts", "main.ts", "x", "x.ts",
	"x.d.ts", "x-x.ts", "README", "in", "i18n", "public", "in.ts", "logo.svg" };
static const char *const links[] = { ".", "..", "../..", "/etc", "in", "x", "../x", "../shared",
	"i18n", "../i18n", "nothing", "../../libs/i18n", "apps/shop", "libs", "" };

static const char *join(struct author *author, const char *directory, const char *name)
{
	return *directory ? arena_printf(author->arena, "%s/%s", directory, name) : name;
}

static const char *directory_of(struct author *author, const char *path)
{
	return arena_bytes(author->arena, path, path_parent_size(path));
}

static const char *any_directory(struct author *author)
{
	return random_of(&author->random, author->directories);
}

/* A file of the state; NULL if there is none. */
static const struct file *any_file(struct author *author)
{
	struct state *state = author->state;

	return state->files.count
		       ? &state->files.items[random_below(&author->random, state->files.count)]
		       : NULL;
}

const char *author_path(struct author *author)
{
	const struct file *file = any_file(author);

	if (file && random_percent(&author->random, 60))
		return file->path;
	return join(author, any_directory(author), random_of(&author->random, names));
}

const char *author_value(struct author *author, const char *directory)
{
	struct random *random = &author->random;
	const char *path = author_path(author);
	struct str value = STR_INIT;
	const char *result;

	while (*path && random_percent(random, 25))
		path = directory_of(author, path);
	path_relative(&value, directory, path);
	if (random_percent(random, 15) && strrchr(path_name(path), '.'))
		str_cut(&value, (size_t)(strrchr(value.data, '.') - value.data));
	result = arena_printf(author->arena, "%s%s%s",
		random_percent(random, 30) && value.data[0] != '.' ? "./" : "", value.data,
		random_percent(random, 5) ? "/" : "");
	str_release(&value);
	return result;
}

/* ---- edits ---- */

static void put_file(struct author *author)
{
	static const char *const bytes[] = { "", "1", "2", "{\"x\":1}", "{\"X\":1,\"y\":{}}",
		"{\"x.y\":1}", "{\"x\":{\"y\":2}}", "{\"all\":[{\"id\":\"x\"},{\"id\":\"y\"}]}" };

	state_put(author->state,
		join(author, any_directory(author), random_of(&author->random, names)), ENTRY_FILE,
		random_of(&author->random, bytes));
}

static void put_manifest(struct author *author)
{
	const char *directory = any_directory(author), *name = manifest_name(author);

	state_put(author->state, join(author, directory, name), ENTRY_FILE,
		manifest_text(author, directory, name));
}

static const struct file *any_manifest(struct author *author)
{
	size_t tries;

	for (tries = 0; tries < 8; tries++) {
		const struct file *file = any_file(author);

		if (file && file->kind == ENTRY_FILE && file->bytes[0] == '{')
			return file;
	}
	return NULL;
}

/* Writes a manifest anew, moves its lines, breaks it, or changes what it names. */
static void edit_manifest(struct author *author)
{
	const struct file *file = any_manifest(author);
	const char *bytes;

	if (!file)
		return;
	bytes = file->bytes;
	switch (random_below(&author->random, 6)) {
	case 0:
		bytes = arena_printf(author->arena, "{\n%s", bytes + 1);
		break;
	case 1:
		bytes = arena_bytes(author->arena, bytes, strlen(bytes) - 1);
		break;
	case 2:
		bytes = arena_printf(author->arena, "{\"name\": \"npm-%zu\",%s",
			random_below(&author->random, 3), bytes + 1);
		break;
	default:
		bytes = manifest_text(
			author, directory_of(author, file->path), path_name(file->path));
		break;
	}
	state_put(author->state, file->path, ENTRY_FILE, bytes);
}

static void put_other(struct author *author, enum entry_kind kind, const char *bytes)
{
	const char *path =
		random_percent(&author->random, 50) ? any_directory(author) : author_path(author);

	if (*path && random_percent(&author->random, 20))
		path = directory_of(author, path);
	if (*path)
		state_put(author->state, path, kind, bytes);
}

static void put_symlink(struct author *author)
{
	const char *target = random_percent(&author->random, 50)
				     ? random_of(&author->random, links)
				     : author_value(author, any_directory(author));

	put_other(author, ENTRY_SYMLINK, target);
}

static void put_submodule(struct author *author)
{
	put_other(author, ENTRY_SUBMODULE, random_percent(&author->random, 50) ? "1" : "2");
}

static void remove_some(struct author *author)
{
	const struct file *file = any_file(author);
	const char *path = file ? file->path : "";

	while (*path && random_percent(&author->random, 20))
		path = directory_of(author, path);
	if (*path)
		state_remove(author->state, path);
}

/* Moves (or copies) a file or directory somewhere else. */
static void move_some(struct author *author)
{
	const struct file *file = any_file(author);
	const char *from = file ? file->path : "", *to = any_directory(author);
	struct state moved = { VEC_INIT };

	if (*from && random_percent(&author->random, 60))
		from = directory_of(author, from);
	else
		to = join(author, to, path_name(from));
	if (!*from || path_is_within(to, from))
		return;
	for (size_t i = 0; i < author->state->files.count; i++) {
		struct file copy = author->state->files.items[i];
		const char *below = path_below(copy.path, from);

		if (!below)
			continue;
		copy.path = !*below ? to : join(author, to, below);
		vec_push(&moved.files, copy);
	}
	if (random_percent(&author->random, 70))
		state_remove(author->state, from);
	for (size_t i = 0; i < moved.files.count; i++) {
		const struct file *copy = &moved.files.items[i];

		if (*copy->path)
			state_put(author->state, copy->path, copy->kind, copy->bytes);
	}
	state_release(&moved);
}

/* Something that a reference may long for comes, or an ending of what is there changes. */
static void turn_kind(struct author *author)
{
	const struct file *file = any_file(author);
	const char *path = file ? file->path : "x";

	if (random_percent(&author->random, 50)) {
		state_put(author->state, join(author, path, random_of(&author->random, names)),
			ENTRY_FILE, "1");
	} else {
		path = directory_of(author, path);
		if (*path)
			state_put(author->state, path, ENTRY_FILE, "1");
	}
}

static void edit(struct author *author)
{
	static void (*const edits[])(struct author *) = { put_file, put_file, put_file,
		put_manifest, put_manifest, edit_manifest, edit_manifest, edit_manifest,
		put_symlink, put_symlink, put_submodule, remove_some, remove_some, remove_some,
		move_some, move_some, turn_kind };

	random_of(&author->random, edits)(author);
}

void author_start(struct author *author, uint64_t seed, struct state *state, struct arena *arena)
{
	size_t i;

	*author = (struct author){ { seed }, arena, { NULL }, state };
	for (i = 0; i < AUTHOR_DIRECTORIES; i++)
		author->directories[i] = random_of(&author->random, directories);
	for (i = 0; i < 15; i++)
		put_file(author);
	for (i = 0; i < 12; i++)
		put_manifest(author);
}

void author_commit(struct author *author)
{
	size_t count = 1 + random_below(&author->random, 4);

	while (count-- > 0)
		edit(author);
}
