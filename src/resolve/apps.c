#include "resolve/apps.h"

#include "util/path.h"

int apps_around(
	app_list *out, struct asker *asker, const char *path, struct arena *arena, struct err *err)
{
	struct str directory = STR_INIT, name = STR_INIT;
	app_list weak = VEC_INIT;
	size_t strong = 0;
	int found;

	str_set(&directory, path);
	do {
		struct provider provider;

		str_cut(&directory, path_parent_size(directory.data));
		str_set(&name, "app:");
		str_add_text(&name, directory.size ? directory.data : ".");
		found = ask_name(asker, name.data, &provider, err);
		if (found == 1 && provider.is_weak)
			vec_push(&weak, arena_text(arena, directory.data));
		else if (found == 1)
			vec_push(out, arena_text(arena, directory.data));
		strong += found == 1 && !provider.is_weak;
	} while (found >= 0 && directory.size > 0);
	for (size_t i = 0; strong == 0 && i < weak.count; i++)
		vec_push(out, weak.items[i]);
	vec_release(&weak);
	str_release(&directory);
	str_release(&name);
	return found < 0 ? -1 : 0;
}
