/*
 * objects.c - reading objects by id through libgit2's object database.
 *
 * A look-up that fails makes libgit2 look for new packs each time (8 to 60 microseconds). In a
 * partial clone most look-ups of files may fail, so after the first failure it is asked without
 * that, and only looks again when the pack directory has changed since.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "repo/handle.h"
#include "util/file.h"
#include "util/memory.h"

static const char *type_name(git_object_t type)
{
	return type == GIT_OBJECT_BLOB ? "file" : git_object_type2string(type);
}

static int fail_missing(const struct oid *oid, git_object_t type, struct err *err)
{
	char text[OID_TEXT_SIZE];

	oid_text(text, oid);
	err_set(err, ERR_MISSING, "the %s %s is not in this clone", type_name(type), text);
	/* A partial clone lacks no commits, a shallow one nothing else. */
	return type == GIT_OBJECT_COMMIT ? -1 : err_fix(err, "git fetch --refetch --no-filter");
}

static struct timespec stamp_of(const struct git_objects *objects)
{
	struct stat status;

	if (stat(objects->pack_dir, &status) < 0)
		return (struct timespec){ 0, 0 };
	return status.st_mtim;
}

static bool is_there(const struct git_objects *objects, const git_oid *id)
{
	return git_odb_exists_ext(objects->odb, id, GIT_ODB_LOOKUP_NO_REFRESH) == 1;
}

/* True if no pack came since the last look for new ones, as far as one directory can tell. */
static bool is_unchanged(const struct git_objects *objects, const struct timespec *now)
{
	return objects->has_missed && !objects->has_alternates &&
	       now->tv_sec == objects->stamp.tv_sec && now->tv_nsec == objects->stamp.tv_nsec;
}

/* Is the object there, if need be after looking for new packs? */
static bool is_there_at_last(struct git_objects *objects, const git_oid *id)
{
	struct timespec now;

	if (is_there(objects, id))
		return true;
	now = stamp_of(objects);
	if (is_unchanged(objects, &now))
		return false;
	/* The stamp was taken before the look: a change in between is seen the next time. */
	objects->has_missed = true;
	objects->stamp = now;
	return git_odb_refresh(objects->odb) == 0 && is_there(objects, id);
}

static int fail_read(const struct oid *oid, git_object_t type, struct err *err)
{
	char text[OID_TEXT_SIZE];

	oid_text(text, oid);
	return handle_fail(err, ERR_REPOSITORY, "cannot read the %s %s", type_name(type), text);
}

/* Is the object what is asked for? 1, 0 too large, -1 of another type. */
static int judge(const struct oid *oid, git_object_t type, size_t limit_bytes, git_object_t found,
	size_t size, struct err *err)
{
	char text[OID_TEXT_SIZE];

	if (found == type)
		return size <= limit_bytes;
	oid_text(text, oid);
	return err_set(err, ERR_REPOSITORY, "%s is a %s where a %s belongs", text, type_name(found),
		type_name(type));
}

/* Judges an object before any byte of it is unpacked. */
static int read_header(struct git_objects *objects, const struct oid *oid, const git_oid *id,
	git_object_t type, size_t limit_bytes, struct err *err)
{
	git_object_t found;
	size_t size;
	int result = git_odb_read_header(&size, &found, objects->odb, id);

	if (result == GIT_ENOTFOUND && is_there_at_last(objects, id))
		result = git_odb_read_header(&size, &found, objects->odb, id);
	if (result < 0)
		return result == GIT_ENOTFOUND ? fail_missing(oid, type, err)
					       : fail_read(oid, type, err);
	return judge(oid, type, limit_bytes, found, size, err);
}

/* Reads the object and judges it then. */
static int read_whole(struct git_objects *objects, const struct oid *oid, const git_oid *id,
	git_object_t type, size_t limit_bytes, struct str *out, struct err *err)
{
	git_odb_object *object = NULL;
	int result = git_odb_read(&object, objects->odb, id);

	if (result == GIT_ENOTFOUND && is_there_at_last(objects, id))
		result = git_odb_read(&object, objects->odb, id);
	if (result < 0)
		return result == GIT_ENOTFOUND ? fail_missing(oid, type, err)
					       : fail_read(oid, type, err);
	result = judge(oid, type, limit_bytes, git_odb_object_type(object),
		git_odb_object_size(object), err);
	if (result > 0)
		str_add(out, git_odb_object_data(object), git_odb_object_size(object));
	git_odb_object_free(object);
	return result;
}

int objects_read(struct git_objects *objects, const struct oid *oid, git_object_t type,
	size_t limit_bytes, struct str *out, struct err *err)
{
	git_oid id;

	str_clear(out);
	memcpy(id.id, oid->bytes, sizeof id.id);
	if (objects->has_missed && !is_there_at_last(objects, &id))
		return fail_missing(oid, type, err);
	/* Files may be of any size. Directories and commits are read at once, a tenth faster: git
	 * itself held each of them in memory when it received them. */
	if (type == GIT_OBJECT_BLOB) {
		int result = read_header(objects, oid, &id, type, limit_bytes, err);

		if (result <= 0)
			return result;
	}
	return read_whole(objects, oid, &id, type, limit_bytes, out, err);
}

static int source_read(struct object_source *source, const struct oid *oid, bool is_tree,
	size_t limit_bytes, struct str *out, struct err *err)
{
	return objects_read((struct git_objects *)source, oid,
		is_tree ? GIT_OBJECT_TREE : GIT_OBJECT_BLOB, limit_bytes, out, err);
}

static void source_free(struct object_source *source)
{
	struct git_objects *objects = (struct git_objects *)source;

	git_odb_free(objects->odb);
	free(objects->pack_dir);
}

static int add_directory(struct git_objects *objects, const char *path, struct err *err)
{
	if (!*path || !file_exists(path)) /* git only warns, too */
		return 0;
	if (git_odb_add_disk_alternate(objects->odb, path) < 0)
		return handle_fail(
			err, ERR_REPOSITORY, "cannot use the object directory '%s'", path);
	return 0;
}

/* Reads one entry of GIT_ALTERNATE_OBJECT_DIRECTORIES: up to a ':', or as a C string in double
 * quotes (git(1)). Returns what follows it. */
static const char *read_entry(struct str *out, const char *next)
{
	bool is_quoted = *next == '"';

	str_clear(out);
	for (next += is_quoted; *next && *next != (is_quoted ? '"' : ':'); next++) {
		if (is_quoted && next[0] == '\\' && next[1] >= '0' && next[1] <= '3') {
			char *end;
			char octal[4] = "";

			memcpy(octal, next + 1, strnlen(next + 1, 3));
			str_add_char(out, (char)strtol(octal, &end, 8));
			next += end - octal;
			continue;
		}
		if (is_quoted && next[0] == '\\' && next[1])
			next++;
		str_add_char(out, *next);
	}
	next += is_quoted && *next == '"';
	return next + (*next == ':');
}

/* A push that a hook looks at lies in a quarantine, which the environment names
 * (git-receive-pack(1)); the repository's own directory is among the alternates then, and known
 * already. */
static int add_environment(struct git_objects *objects, struct err *err)
{
	const char *main = getenv("GIT_OBJECT_DIRECTORY");
	const char *next = getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");
	struct str path = STR_INIT;
	int result = main ? add_directory(objects, main, err) : 0;

	while (result == 0 && next && *next) {
		next = read_entry(&path, next);
		result = add_directory(objects, path.data, err);
	}
	str_release(&path);
	return result;
}

int objects_open(struct git_objects *out, git_odb *odb, const char *common_dir, struct err *err)
{
	struct str path = STR_INIT;

	*out = (struct git_objects){ .source = { .read = source_read, .free = source_free },
		.odb = odb };
	str_addf(&path, "%s/objects/info/alternates", common_dir);
	out->has_alternates = file_exists(path.data);
	str_clear(&path);
	str_addf(&path, "%s/objects/pack", common_dir);
	out->pack_dir = memory_copy_text(path.data);
	str_release(&path);
	return add_environment(out, err);
}

void objects_release(struct git_objects *objects)
{
	if (objects->odb)
		object_source_free(&objects->source);
}
