# monorepo.awk - writes a monorepo of -v files=N files as a stream for git fast-import.
#
#	awk -v files=100000 -v templates=bench/templates -f bench/monorepo.awk | git fast-import
#
# The same N gives the same commits everywhere: all that looks random hangs on what a file is, not on when it
# is written. 65 files of 1,000 are manifests in JSON, written from templates/ with their @holes@ filled.
#
#	apps/DOMAIN/NAME    5 manifests each; every third has a Connect descriptor, every sixth an extension
#	libs/DOMAIN/NAME    4 manifests each; the first 8 are hubs that a quarter of all others depends on
#	shared, tools       translations and logos that all apps serve; the TypeScript settings all extend
#
# main has 50 small commits on top of the first. From it start three branches:
#
#	fine       one commit that touches 8 files, 2 of them manifests, and breaks nothing
#	broken     five commits that touch 8 files; the third renames a file that a few other manifests name
#	moved-hub  one commit that renames shared/i18n, which every app names

# ---- chance: a fixed sequence for each seed ----

function seed(number)
{
	state = (number * 48271 + 11) % 2147483646 + 1
	chance(2); chance(2)
}

# 0 to limit - 1
function chance(limit)
{
	state = (state * 16807) % 2147483647
	return int(state / 2147483647 * limit)
}

# ---- names and places; units are the libs, then the apps ----

function word(list, size, i)
{
	return i < size ? list[i + 1] : list[i % size + 1] "-" int(i / size)
}

function domain_of(unit)
{
	return word(domain_words, domain_word_count, (unit < libs ? unit : unit - libs) % domains)
}

function name_of(unit,    i)
{
	i = int((unit < libs ? unit : unit - libs) / domains)
	return unit < libs ? word(lib_words, lib_word_count, i) : word(app_words, app_word_count, i)
}

function root_of(unit)
{
	return (unit < libs ? "libs/" : "apps/") domain_of(unit) "/" name_of(unit)
}

function package_of(unit)
{
	return "@acme/" domain_of(unit) "-" name_of(unit)
}

# ---- manifests from templates ----

function read_template(name,    line)
{
	while ((getline line < (templates "/" name)) > 0)
		template[name] = template[name] line "\n"
	if (!template[name]) {
		print "monorepo.awk: no template " name > "/dev/stderr"
		exit 1
	}
}

function fill(name,    text, out)
{
	if (!(name in template))
		read_template(name)
	text = template[name]
	while (match(text, /@[a-z]+@/)) {
		out = out substr(text, 1, RSTART - 1) hole[substr(text, RSTART + 1, RLENGTH - 2)]
		text = substr(text, RSTART + RLENGTH)
	}
	return out text
}

# The libs a unit depends on, in depends[1..depend_count]: a hub, two of its domain, any one. A lib only on
# those before it.
function choose_dependencies(unit,    before, i, lib, tries, seen)
{
	seed(unit + 1)
	before = unit < libs ? unit : libs
	depend_count = 0
	for (tries = 0; tries < 12 && depend_count < 4 && depend_count < before; tries++) {
		if (depend_count == 0)
			lib = chance(before < hubs ? before : hubs)
		else if (depend_count < 3)
			lib = (unit < libs ? unit : unit - libs) % domains + domains * chance(int(before / domains))
		else
			lib = chance(before)
		if (lib < before && !(lib in seen)) {
			seen[lib] = 1
			depends[++depend_count] = lib
		}
	}
}

function set_holes(unit, revision,    i, lib)
{
	choose_dependencies(unit)
	hole["domain"] = domain_of(unit)
	hole["name"] = name_of(unit)
	hole["title"] = toupper(substr(name_of(unit), 1, 1)) substr(name_of(unit), 2)
	hole["root"] = root_of(unit)
	hole["up"] = "../../.."
	hole["version"] = "1." chance(20) "." revision
	hole["language"] = languages[3 + chance(language_count - 2)]
	hole["dependencies"] = hole["paths"] = hole["references"] = ""
	for (i = 1; i <= depend_count; i++) {
		lib = depends[i]
		# A plain range of a package of the same repository is what older dependents write.
		hole["dependencies"] = hole["dependencies"] (i > 1 ? "\n" : "") \
			"    \"" package_of(lib) "\": \"" (i < 4 ? "workspace:*" : "^1.0.0") "\","
		hole["references"] = hole["references"] (i > 1 ? ",\n" : "") \
			"    { \"path\": \"../../../" root_of(lib) "\" }"
		if (i < 3)
			hole["paths"] = hole["paths"] (i > 1 ? "\n" : "") \
				"      \"" package_of(lib) "\": [\"" root_of(lib) "/src/index.ts\"],"
	}
}

# ---- the stream ----

function put(path, text)
{
	printf "M 100644 inline %s\ndata <<END OF FILE\n%s\nEND OF FILE\n\n", path, text
	written++
}

function put_unit(unit, revision, name, path)
{
	set_holes(unit, revision)
	put(root_of(unit) "/" path, fill(name))
}

# Something of a few hundred bytes that no other file holds.
function put_source(path, id, revision,    i, text, word_)
{
	seed(id * 64 + revision + 7)
	text = "// " path ", revision " revision "\n"
	for (i = 6 + chance(6); i > 0; i--) {
		word_ = word(lib_words, lib_word_count, chance(lib_word_count))
		text = text "export const " word_ i " = (" word(app_words, app_word_count, chance(app_word_count)) \
			") => " chance(1000000) ";\n"
	}
	put(path, text)
}

function commit(branch, from, message)
{
	clock += 3600
	printf "commit refs/heads/%s\n", branch
	printf "mark :%d\n", ++marks
	printf "author Ada Novak <ada@acme.example> %d +0000\n", clock
	printf "committer Ada Novak <ada@acme.example> %d +0000\n", clock
	printf "data <<END OF MESSAGE\n%s\nEND OF MESSAGE\n", message
	if (from)
		printf "from :%d\n", from
	return marks
}

# ---- the first commit ----

function put_shared(    i)
{
	put("package.json", fill("root.package.json"))
	put("nx.json", fill("root.nx.json"))
	hole["paths"] = ""
	for (i = 0; i < hubs; i++)
		hole["paths"] = hole["paths"] (i ? "\n" : "") \
			"      \"" package_of(i) "\": [\"" root_of(i) "/src/index.ts\"],"
	put("tsconfig.base.json", fill("root.tsconfig.base.json"))
	put("tools/tsconfig/package.json", fill("tools.package.json"))
	put("tools/tsconfig/base.json", fill("tools.base.json"))
	put("tools/tsconfig/browser.json", fill("tools.browser.json"))
	for (i = 1; i <= language_count; i++)
		put("shared/i18n/" languages[i] ".json", "{ \"title\": \"Acme (" languages[i] ")\" }")
	put("shared/brand/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"/>")
	put("shared/brand/mark.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"/>")
}

function put_sources(unit, paths,    list, count, i)
{
	count = split(paths, list, " ")
	for (i = 1; i <= count; i++)
		put_source(root_of(unit) "/" list[i], unit * 1000 + i, 0)
}

function put_lib(unit,    i)
{
	put_unit(unit, 0, "lib.package.json", "package.json")
	put_unit(unit, 0, "lib.tsconfig.json", "tsconfig.json")
	put_unit(unit, 0, "lib.project.json", "project.json")
	put_unit(unit, 0, "lib.jest.config.json", "jest.config.json")
	for (i = 1; i <= depend_count; i++)
		dependents[depends[i]]++
	put_sources(unit, "src/index.ts src/testing/index.ts README.md")
}

function put_app(unit,    app)
{
	app = unit - libs
	put_unit(unit, 0, "app.package.json", "package.json")
	put_unit(unit, 0, "app.tsconfig.json", "tsconfig.json")
	put_unit(unit, 0, "app.tsconfig.spec.json", "tsconfig.spec.json")
	put_unit(unit, 0, "app.project.json", "project.json")
	put_unit(unit, 0, "app.jest.config.json", "jest.config.json")
	put_sources(unit, "src/main.ts src/polyfills.ts src/typings.d.ts src/index.html src/styles.scss bin/serve.js" \
		" README.md public/page.html public/icon.svg")
	if (app % 3 == 0)
		put_unit(unit, 0, "atlassian-connect.json", "atlassian-connect.json")
	if (app % 6 == 1) {
		put_unit(unit, 0, "extension.manifest.json", "extension/manifest.json")
		put_sources(unit, "extension/icons/16.png extension/icons/48.png extension/icons/128.png" \
			" extension/popup.html extension/options.html extension/background.js" \
			" extension/content.js extension/content.css")
	}
}

function extra_path(unit, i,    area, component)
{
	area = word(area_words, area_word_count, int(i / 12))
	component = word(lib_words, lib_word_count, int(i / 4))
	return root_of(unit) "/src/lib/" area "/" component "/" component suffixes[i % 4 + 1]
}

function put_first(    unit, i)
{
	put_shared()
	for (unit = 0; unit < libs; unit++)
		put_lib(unit)
	for (; unit < libs + apps; unit++)
		put_app(unit)
	for (i = 0; written < files; i++)
		for (unit = 0; unit < libs + apps && written < files; unit++)
			put_source(extra_path(unit, i), unit * 1000 + 100 + i, 0)
}

# ---- what happens afterwards ----

function edit_source(unit, i)
{
	put_source(extra_path(unit, i), unit * 1000 + 100 + i, clock % 61 + 1)
}

function put_history(    i)
{
	for (i = 1; i <= 50; i++) {
		commit("main", 0, "Small things, part " i)
		edit_source((i * 37) % (libs + apps), i % 8)
		edit_source((i * 101) % (libs + apps), (i + 3) % 8)
		if (i % 5 == 0)
			put_unit((i * 53) % libs, i, "lib.package.json", "package.json")
	}
}

function put_fine(main,    app, i)
{
	app = libs + int(apps / 2)
	commit("fine", main, "Release one app, and refer to one more project")
	put_unit(app, 99, "app.package.json", "package.json")
	set_holes(libs - 1, 0)
	hole["references"] = hole["references"] ",\n    { \"path\": \"../../../" root_of(hubs) "\" }"
	put(root_of(libs - 1) "/tsconfig.json", fill("lib.tsconfig.json"))
	for (i = 0; i < 4; i++)
		edit_source(app - i, i)
	put_source(root_of(app) "/src/lib/release-notes.ts", 1, 0)
	printf "D %s\n\n", extra_path(app, 5)
}

function put_broken(main,    lib, i)
{
	for (lib = hubs; lib < libs - 1 && (dependents[lib] < 5 || dependents[lib] > 8); lib++)
		;
	commit("broken", main, "Before, part 1")
	edit_source(lib + 1, 0)
	edit_source(lib + 1, 1)
	commit("broken", 0, "Before, part 2")
	edit_source(lib + 2, 0)
	commit("broken", 0, "Call the settings of a library what Nx calls them")
	printf "R %s/tsconfig.json %s/tsconfig.lib.json\n\n", root_of(lib), root_of(lib)
	commit("broken", 0, "After, part 1")
	edit_source(lib + 3, 0)
	edit_source(lib + 3, 1)
	commit("broken", 0, "After, part 2")
	edit_source(lib + 4, 0)
}

BEGIN {
	domain_word_count = split("accounts analytics auth billing calendar catalog chat checkout contacts content" \
		" contracts crm delivery documents events expenses finance forms hiring identity inventory" \
		" invoices learning legal loyalty mail maps marketing media notes orders payments payroll" \
		" planning pricing projects reports reviews search support", domain_words, " ")
	lib_word_count = split("api state ui models utils forms table charts dialogs icons theme guards events cache" \
		" http i18n layout menu search filters editor upload export import sync audit flags locale" \
		" money dates routing testing", lib_words, " ")
	app_word_count = split("portal admin console desk board timesheet planner viewer kiosk wizard inbox tracker" \
		" gateway studio player monitor", app_words, " ")
	area_word_count = split("shell feature data shared pages widgets", area_words, " ")
	language_count = split("en-US de-DE fr-FR es-ES it-IT nl-NL pl-PL pt-BR ja-JP ko-KR zh-CN zh-TW sv-SE da-DK" \
		" fi-FI nb-NO cs-CZ sk-SK hu-HU ro-RO tr-TR uk-UA et-EE is-IS", languages, " ")
	split(".component.ts .component.html .component.scss .component.spec.ts", suffixes, " ")

	manifests = int(files * 65 / 1000)
	apps = int(manifests / 10)
	# What is left of the manifests when the apps and the five of root and tools have theirs.
	libs = int((manifests - 5 - 5 * apps - int((apps + 2) / 3) - int((apps + 4) / 6)) / 4)
	hubs = 8
	domains = int((libs + apps) / 46)
	if (domains < 2 || libs <= hubs) {
		print "monorepo.awk: " files " files are too few, take 2000 at least" > "/dev/stderr"
		exit 1
	}
	clock = 1700000000

	commit("main", 0, "Import the monorepo")
	put_first()
	put_history()
	tip = marks
	put_fine(tip)
	put_broken(tip)
	commit("moved-hub", tip, "Call the translations locales")
	print "R shared/i18n shared/locales\n"
	print "done"
}
