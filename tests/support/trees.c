/* trees.c - trees written as one line, for tests. */
#include "support/trees.h"

#include <string.h>

void trees_put(struct memory_source *source, const char *line)
{
	struct str path = STR_INIT, bytes = STR_INIT;

	while (*line) {
		size_t word = strcspn(line, " "), name = strcspn(line, "=@!~ ");
		enum entry_kind kind = line[name] == '='   ? ENTRY_FILE
				       : line[name] == '@' ? ENTRY_SYMLINK
				       : line[name] == '!' ? ENTRY_SUBMODULE
							   : ENTRY_NOTHING;

		str_clear(&path);
		str_add(&path, line, name);
		str_clear(&bytes);
		if (kind != ENTRY_NOTHING)
			str_add(&bytes, line + name + 1, word - name - 1);
		memory_source_put(source, path.data, kind, bytes.data);
		line += word;
		line += *line == ' ';
	}
	str_release(&path);
	str_release(&bytes);
}

struct snapshot *trees_snapshot(struct memory_source **out, const char *line)
{
	*out = memory_source_new();
	trees_put(*out, line);
	return memory_source_snapshot(*out);
}

static int note(const struct change *change, void *payload)
{
	struct str *out = payload;

	str_addf(out, "%s%c%c %s", out->size ? ", " : "", "-fdls"[change->before],
		"-fdls"[change->after], change -> path);
	return 0;
}

int trees_changes(struct str *out, struct snapshot *before, struct snapshot *after, struct err *err)
{
	str_clear(out);
	return changes_walk(before, after, note, out, err);
}
