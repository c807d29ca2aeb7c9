/* unreadable_test.c - a manifest that can no longer be read breaks nobody by that. */
#include "scenario.h"

#include "support/assert.h"

struct row {
	const char *name, *base, *changes, *breaks, *diagnostics;
};

#define USER    "a/list.json={\"uses\":[\"@x/p\"]} "
#define PACKAGE "p/pack.json={\"name\":\"@x/p\"} "
/* The app `a` serves what a copy list of its own puts there; b/ lies in the app. */
#define APP                                                                                        \
	"a/list.json={\"name\":\"a\",\"copies\":[{\"from\":\"s\",\"to\":\"i\"}]} "                 \
	"a/b/list.json={\"served\":[\"/i/x\"]} s/x=1 s/y=1 "
#define MOVING(dir) dir "/pack.json={\n\"name\":\"@x/p\",\n\"a\":1,\n\"b\":2\n"

/* The app `a` copies s/x by a script; a tree's word has no blank of its own. */
#define SCRIPTS(scripts) "a/package.json={\"name\":\"a\",\"scripts\":{" scripts "}} "
#define COPY(from, to)   "cp\\u0020" from "\\u0020" to
#define COPIED           "a/list.json={\"files\":[\"i/x\"]} s/x=1 s/y=1 "

static const struct row rows[] = {
	{ "a package whose manifest cannot be read", USER PACKAGE, "p/pack.json={\"name\"", "",
		"p/pack.json:1: column 8: expected ':', but the file ends\n"
		"p/pack.json:1: what hangs on it is not judged: 1 reference, the first in "
		"a/list.json:1\n" },
	{ "an app and its mapping, two steps away", APP, "a/list.json={\"name\"", "",
		"a/list.json:1: column 8: expected ':', but the file ends\n"
		"a/list.json:1: what hangs on it is not judged: 1 reference, the first in "
		"a/b/list.json:1\n" },
	{ "a file that went all the same", APP, "a/list.json={\"name\" s/x~",
		"error* a/b/list.json:1 /i/x: deleted s/x",
		"a/list.json:1: column 8: expected ':', but the file ends\n" },
	{ "a package that moved and cannot be read", USER MOVING("p") "}", "p~ " MOVING("q"), "",
		"q/pack.json:5: column 1: expected ',' or '}', but the file ends\n"
		"q/pack.json:5: what hangs on it is not judged: 1 reference, the first in "
		"a/list.json:1\n" },
	{ "a package that went while another is new and cannot be read", USER PACKAGE,
		"p~ q/pack.json={\"name\"", "warning a/list.json:1 @x/p: deleted p/pack.json",
		"q/pack.json:1: column 8: expected ':', but the file ends\n" },
	{ "two of which one has nothing to do with it", USER PACKAGE "b/list.json={} ",
		"p/pack.json={\"name\" b/list.json={\"name\"", "",
		"b/list.json:1: column 8: expected ':', but the file ends\n"
		"p/pack.json:1: column 8: expected ':', but the file ends\n"
		"b/list.json:1: what hangs on it or on 1 more that cannot be read is not judged: "
		"1 reference, the first in a/list.json:1\n" },
	{ "one that could not be read at base either", USER PACKAGE "b/list.json={ b/x=1",
		"b/list.json={\"name\" p/pack.json={\"name\":\"@x/q\"}",
		"warning a/list.json:1 @x/p: renamed p/pack.json -> @x/q",
		"b/list.json:1: column 8: expected ':', but the file ends\n" },
	{ "a new reference beside an old one", APP "z=1",
		"a/list.json={\"name\" a/b/list.json={\"served\":[\"/i/x\",\"/i/y\"]}", "",
		"a/list.json:1: column 8: expected ':', but the file ends\n"
		"a/list.json:1: what hangs on it is not judged: 2 references, the first in "
		"a/b/list.json:1\n" },
	{ "a mapping that went into a part that cannot be read",
		SCRIPTS("\"b\":\"" COPY("../s/x", "i/x") "\"") COPIED,
		SCRIPTS("\"b\":\"" COPY("$S/x", "i/x") "\""), "",
		"a/package.json:0: a part of it can no longer be read: what hangs on it is not "
		"judged: 1 reference, the first in a/list.json:1\n" },
	{ "a mapping that went, and all that is left can be read",
		SCRIPTS("\"b\":\"" COPY("../s/x", "i/x") "\"") COPIED, SCRIPTS(""),
		"error* a/list.json:1 i/x: unmapped a/package.json", "" },
	{ "a mapping that leads elsewhere, beside a part that cannot be read",
		SCRIPTS("\"b\":\"" COPY("../s/x", "i/x") "\"") COPIED,
		SCRIPTS("\"b\":\"" COPY("../s/x", "j/x") "\",\"c\":\"" COPY("$S", "k") "\""),
		"error* a/list.json:1 i/x: unmapped a/package.json", "" },
	{ "a mapping of another source, beside a part that cannot be read",
		SCRIPTS("\"b\":\"" COPY("../s/x", "i/x") "\"") COPIED,
		SCRIPTS("\"b\":\"" COPY("../t/x", "i/x") "\",\"c\":\"" COPY("$S", "k") "\""),
		"error* a/list.json:1 i/x: unmapped a/package.json, "
		"error* a/package.json:1 ../t/x: edited a/package.json",
		"" },
	{ "a file that went when its mapping could no longer be read",
		SCRIPTS("\"b\":\"" COPY("../s/x", "i/x") "\"") COPIED,
		SCRIPTS("\"b\":\"" COPY("$S/x", "i/x") "\"") " s/x~",
		"error* a/list.json:1 i/x: deleted s/x", "" },
};

static void what_hangs_on_an_unreadable_manifest_is_no_break(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct scenario scenario;
		struct str told = STR_INIT;

		scenario_judge(&scenario, rows[i].base, rows[i].changes);
		for (size_t k = 0; k < scenario.check.diagnostics.count; k++) {
			const struct diagnostic *diagnostic = &scenario.check.diagnostics.items[k];

			str_addf(&told, "%s:%u: %s\n", diagnostic->path, diagnostic->line,
				diagnostic->text);
		}

		assert_row_string_equal(rows[i].name, scenario_breaks(&scenario), rows[i].breaks);
		assert_row_string_equal(rows[i].name, told.data, rows[i].diagnostics);
		str_release(&told);
		scenario_release(&scenario);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_hangs_on_an_unreadable_manifest_is_no_break),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
