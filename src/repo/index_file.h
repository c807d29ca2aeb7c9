/*
 * index_file.h - git's index (gitformat-index(5)) as it lies on the disk. Inside this room only.
 *
 * libgit2 reads it too, but hashes the whole file and copies every entry, which costs more than all
 * else that a check of what is staged does; nor does it know the index of a sparse checkout that
 * holds directories ("sdir").
 */
#ifndef REPO_INDEX_FILE_H
#define REPO_INDEX_FILE_H

#include "repo/snapshot.h"
#include "util/arena.h"
#include "util/vec.h"

struct index_entry {
	const char *path; /* a directory's ends with '/' */
	enum entry_kind kind : 8;
	bool is_executable, is_unmerged;
	bool is_intended; /* with `git add -N`: it is only known that it will be added */
	struct oid oid;
};

/* What git knows of the tree that a directory's entries would make; `is_known` false: nothing. */
struct cached_tree {
	const char *name;
	bool is_known;
	size_t count; /* entries below it */
	struct oid oid;
	struct cached_tree *children; /* by name */
	size_t child_count;
};

struct index_file {
	struct arena arena;
	struct str bytes;
	VEC(struct index_entry) entries; /* by path as bytes */
	struct cached_tree root;
};

/* Reads the file at `path`; one that is not there is empty. ERR_REPOSITORY if it is damaged, or of
 * a kind that is not known. Release it whatever the result. */
int index_file_read(struct index_file *out, const char *path, struct err *err);
/* The same for bytes, which are taken over. */
int index_file_parse(struct index_file *out, struct str *bytes, struct err *err);
void index_file_release(struct index_file *index);

#endif
