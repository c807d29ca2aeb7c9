#include "resolve/provider.h"

#include "resolve/place.h"
#include "util/path.h"

int provider_find(struct provider *out, const char **name, struct asker *asker, const char *path,
	struct arena *arena, struct err *err)
{
	struct str part = STR_INIT;
	size_t least = place_name_size(path);
	int found = 0;

	str_set(&part, path);
	while (found == 0 && part.size >= least) {
		found = ask_name(asker, part.data, out, err);
		if (found == 1)
			*name = arena_text(arena, part.data);
		if (path_parent_size(part.data) == 0)
			break;
		str_cut(&part, path_parent_size(part.data));
	}
	str_release(&part);
	return found;
}
