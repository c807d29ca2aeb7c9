#include "rules.h"

#include "support/assert.h"

/* Copy lists of a shared build, mappings that filter, lose or leave out something, mappings from
 * anywhere to anywhere or only where something is called and nothing is committed, a choice,
 * endings of every shape, conditions on files nearby, inheritance in which the first parent wins,
 * and keys. */
static const char *const texts[] = {
	"{ 'format': 'acme-copy-list', 'files': ['**/copy.json'],"
	"  'names': [{ 'name': 'out:{root}' }],"
	"  'mappings': [{ 'at': '/copies/*', 'from': '{root}/{./from}', 'to': 'out:{root}/{./to}',"
	"    'kind': 'copy', 'reference': { 'at': './from', 'kind': 'asset', 'missing': 'silent',"
	"    'detail': 'nothing is copied' } }] }",

	"{ 'format': 'acme-assets', 'files': ['**/assets.json'],"
	"  'references': [{ 'at': '/served/*', 'path': 'served:{app}/{value}', 'want': 'file',"
	"    'kind': 'asset', 'missing': 'degraded' },"
	"    { 'at': '/served_globs/*', 'path': 'served:{app}/{value}', 'want': 'glob',"
	"    'kind': 'asset', 'missing': 'degraded' },"
	"    { 'at': '/served_directories/*', 'path': 'served:{app}/{value}',"
	"    'want': 'directory', 'kind': 'asset', 'missing': 'degraded' }],"
	"  'mappings': [{ 'at': '/assets/*', 'from': '{manifest}/{./input}',"
	"    'to': 'served:{app}/{./output}', 'filter': '{./glob}', 'kind': 'served',"
	"    'reference': { 'at': './input', 'kind': 'asset', 'missing': 'silent' } },"
	"    { 'at': '/into/*', 'from': '{manifest}/{./input}', 'to': '{manifest}/{./output}',"
	"    'filter': '{./glob}', 'kind': 'copy', 'loses': '{./loses}',"
	"    'except': { 'at': './without' },"
	"    'reference': { 'at': './input', 'kind': 'asset', 'missing': 'silent' } }] }",

	"{ 'format': 'acme-links', 'files': ['**/links.json'],"
	"  'references': ["
	"    { 'at': '/any/*', 'kind': 'code', 'missing': 'build' },"
	"    { 'at': '/file/*', 'want': 'file', 'kind': 'code', 'missing': 'build', 'endings':"
	"      ['', '.ts', '.d.ts', '/index.ts', '/i18n/de.json', '-x.ts', '.d/x', '.json'] },"
	"    { 'at': '/directory/*', 'want': 'directory', 'kind': 'code', 'missing': 'build' },"
	"    { 'at': '/marked/*', 'with': ['package.json', 'i18n/de.json'], 'kind': 'code',"
	"      'missing': 'build' },"
	"    { 'at': '/glob/*', 'want': 'glob', 'kind': 'code', 'missing': 'build' },"
	"    { 'at': '/marked_glob/*', 'want': 'glob', 'with': ['package.json'], 'kind': 'code',"
	"      'missing': 'build' },"
	"    { 'at': '/lists/*/*', 'alternatives': true, 'want': 'glob', 'within': '**/*.ts',"
	"      'kind': 'code', 'missing': 'build' },"
	"    { 'at': '/prefix/*', 'want': 'prefix', 'kind': 'code', 'missing': 'build' },"
	"    { 'at': '/name/*', 'path': 'npm:{value}', 'want': 'name', 'in_repository': true,"
	"      'kind': 'package', 'missing': 'build' },"
	"    { 'at': '/inside/*', 'path': 'npm:{value}', 'in_repository': true,"
	"      'endings': ['', '.ts', '/index.ts'], 'kind': 'package', 'missing': 'build' },"
	"    { 'at': '/app/*', 'path': '{app}/{value}', 'kind': 'asset', 'missing': 'build' }],"
	"  'mappings': [{ 'at': '/shift/*', 'from': '{manifest}/{./from}',"
	"    'to': '{manifest}/{./to}', 'kind': 'copy', 'loses': '{./loses}',"
	"    'except': { 'in': '{manifest}/vars.json', 'at': '/v/*' } },"
	"    { 'at': '/name/*', 'through': 'npm:{value}', 'from': '{provider}',"
	"    'to': '{manifest}/in', 'kind': 'use', 'vacant': '{manifest}/i18n/de.json',"
	"    'called': [{ 'at': '/inside/*', 'name': 'npm:{value}' },"
	"      { 'in': '{manifest}/conf.json', 'at': '/packages/*', 'name': 'npm:{value}' },"
	"      { 'each': { 'at': '/file/*' }, 'in': '{manifest}/{value}', 'at': '/packages/*',"
	"        'name': 'npm:{value}' }] }] }",

	"{ 'format': 'acme-near', 'files': ['**/near.json'], 'when': [{ 'beside': ['README'] }],"
	"  'app': { 'name': '{/name}', 'weak': true, 'when': [{ 'above': ['x'] }] },"
	"  'root': '{up:x,package.json}',"
	"  'references': [{ 'at': '/paths/*', 'path': ['{root}/{value}', '{app}/{value}'],"
	"    'kind': 'asset', 'missing': 'degraded' },"
	"    { 'at': '/context/*', 'path': 'context:{file}/{value}', 'want': 'glob',"
	"    'kind': 'build', 'missing': 'build' }],"
	"  'mappings': [{ 'from': '{root}/public', 'to': 'served:{app}', 'kind': 'served' },"
	"    { 'from': '{manifest}', 'to': 'context:{file}', 'choice': true, 'kind': 'context' }]"
	"}",

	"{ 'format': 'acme-conf', 'files': ['**/conf*.json'],"
	"  'bases': { 'base': ['{manifest}/{/dir}', '{^/dir}', '{manifest}'] },"
	"  'references': [{ 'at': '/base/*', 'want': 'file', 'parent': 'first',"
	"    'endings': ['', '.json', '/conf.json'], 'kind': 'config', 'missing': 'build' },"
	"    { 'at': '/packages/*', 'path': 'npm:{value}', 'want': 'file', 'parent': 'first',"
	"    'endings': ['', '.json', '/conf.json'], 'kind': 'config', 'missing': 'build' },"
	"    { 'at': '/things/*', 'path': '{base}/{value}', 'kind': 'code', 'missing': 'build' },"
	"    { 'at': '/more/*', 'path': '{manifest}/{value}', 'want': 'glob', 'kind': 'code',"
	"    'missing': 'build', 'alternatives': true },"
	"    { 'at': '/more/*', 'path': '{manifest}/{value}', 'inherited': true, 'want': 'glob',"
	"    'kind': 'code', 'missing': 'build', 'alternatives': true }],"
	"  'mappings': [{ 'at': '/mounts/*', 'from': '{base}/{value}', 'to': 'served:{app}/{key}',"
	"    'kind': 'served' }] }",

	"{ 'format': 'acme-keys', 'files': ['**/keys.json'],"
	"  'references': [{ 'id': 'texts', 'at': '/texts/*', 'want': 'file', 'missing': 'build' },"
	"    { 'at': '/any/*', 'in': 'texts', 'key': ['/{value}', '/{value|steps}'] },"
	"    { 'at': '/all/*', 'in': 'texts', 'key': '/{value|fold}', 'need': 'all' },"
	"    { 'at': '/there/*', 'path': ['{manifest}/{/file}', '{manifest}/de.json'],"
	"      'endings': ['', '.json'], 'key': '/{value|fold}' },"
	"    { 'at': '/listed/*', 'path': '{manifest}/{/file}', 'key': '/all/*[id={value}]' },"
	"    { 'at': '/parts/*', 'find': '<*>', 'path': '{manifest}/{/file}', 'key': '/{value}' },"
	"    { 'at': '/parts/*', 'split': ',', 'skip': ['<*'], 'missing': 'build' },"
	"    { 'at': '/served/*', 'path': 'served:{app}/i18n/de.json', 'key': '/{value}' },"
	"    { 'at': '/own/*', 'key': '/here/*[key={value}]/note' }] }",

	"{ 'format': 'acme-variables', 'files': ['**/vars.json'],"
	"  'bases': { 'env': '{manifest}/en.json', 'all': '{up:de.json}/de.json' },"
	"  'variables': { '${*:-*}': ['{env#/{1}}', '{2}'],"
	"    '${*}': ['{/v/{1}}', '{^#/v/{1}}', '{all#/{1}}'], '$here': '{manifest}' },"
	"  'references': [{ 'at': '/up/*', 'want': 'file', 'parent': 'last' },"
	"    { 'at': '/paths/*', 'missing': 'build' },"
	"    { 'at': '/changed/*', 'path': '{manifest}/{value|replace:.=/}' },"
	"    { 'at': '/below/*', 'path': '{nearest:out}/{value}' },"
	"    { 'at': '/named/*', 'path': '{nearest:out}/de.json', 'key': '/{value}' }],"
	"  'mappings': [{ 'at': '/shift/*', 'from': '{manifest}/{./from}',"
	"    'to': 'served:{app}/{./to}', 'kind': 'served' }] }",
};

/* JSON with ' for ". */
static struct document *parse(const char *text, struct err *err)
{
	struct document *document = NULL;
	struct str json = STR_INIT;

	str_set(&json, text);
	for (size_t i = 0; i < json.size; i++) {
		if (json.data[i] == '\'')
			json.data[i] = '"';
	}
	if (document_parse(&document, SYNTAX_JSON, json.data, json.size, err) < 0)
		fail_msg("%s\n%s", text, err->text);
	str_release(&json);
	return document;
}

void rules_init(struct ruleset *ruleset)
{
	struct err err;

	ruleset_init(ruleset);
	ruleset_add_builtin(ruleset);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct document *document = parse(texts[i], &err);

		assert_ok(ruleset_add(ruleset, document->root, &err));
		document_free(document);
	}
	ruleset_seal(ruleset);
}
