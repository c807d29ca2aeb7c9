/*
 * queries.c - every statement of the graph, by its name.
 */
#include "graph/queries.h"

/* What is asked for all the time names one table: a join costs ten times as much to prepare, and
 * each row of it looks up again what rows.c remembers. */
#define REFERENCE_COLUMNS                                                                          \
	"r.manifest, r.ordinal, r.meaning, r.location, r.selector, r.line, r.\"column\", "         \
	"r.start, "                                                                                \
	"r.size, r.raw, r.identity, r.is_glob, r.verdict, r.skip, r.asked, r.target_type, "        \
	"r.target, r.marker, r.\"key\", r.hops, r.confidence "
#define MAPPING_COLUMNS                                                                            \
	"manifest, format, kind, position, line, \"column\", start, size, location, \"from\", "    \
	"\"to\", filter, \"except\", loses, confidence, origin, origin_line FROM mapping "
#define NAME_COLUMNS                                                                               \
	"n.name, n.manifest, n.directory, n.version, n.label, n.location, n.is_weak, "             \
	"n.line FROM name n "

/* For a person's questions, and for the dump. */
#define REFERENCE_TABLES                                                                           \
	"FROM reference r JOIN path m ON m.id = r.manifest JOIN meaning g ON g.id = r.meaning "    \
	"LEFT JOIN path a ON a.id = r.asked LEFT JOIN path t ON t.id = r.target "                  \
	"LEFT JOIN path k ON k.id = r.marker "
#define VIA_TABLES                                                                                 \
	"FROM via v LEFT JOIN mapping x ON x.manifest = v.declared AND x.position = v.position "   \
	"LEFT JOIN name n ON n.name = v.\"to\" AND n.manifest = v.declared AND v.position < 0 "

const char *const query_sql[Q_COUNT_] = {
	[Q_BEGIN] = "BEGIN IMMEDIATE",
	[Q_COMMIT] = "COMMIT",
	[Q_ROLLBACK] = "ROLLBACK",
	[Q_SAVEPOINT] = "SAVEPOINT head",
	[Q_RETURN] = "ROLLBACK TO head",
	[Q_RELEASE] = "RELEASE head",
	[Q_POSITION] = "SELECT root, rules FROM position",
	[Q_SET_POSITION] = "INSERT OR REPLACE INTO position VALUES (1, ?1, ?2)",
	[Q_CLEAR_POSITION] = "DELETE FROM position",
	[Q_PATH_ID] = "SELECT id FROM path WHERE path = ?1",
	[Q_PATH_OF] = "SELECT path FROM path WHERE id = ?1",
	[Q_ADD_PATH] = "INSERT INTO path VALUES (?1, ?2)",
	[Q_DETAIL_ID] = "SELECT id FROM detail WHERE detail = ?1",
	[Q_DETAIL_OF] = "SELECT detail FROM detail WHERE id = ?1",
	[Q_ADD_DETAIL] = "INSERT INTO detail VALUES (?1, ?2)",
	[Q_MEANING_ID] = "SELECT id FROM meaning WHERE format = ?1 AND kind = ?2 AND missing = ?3 "
			 "AND detail = ?4 AND always = ?5 AND built = ?6",
	[Q_MEANING_OF] =
		"SELECT format, kind, missing, detail, always, built FROM meaning WHERE id = ?1",
	[Q_ADD_MEANING] = "INSERT INTO meaning VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	[Q_MANIFEST] = "SELECT blob, formats, asked, open FROM manifest WHERE path = ?1",
	[Q_PUT_MANIFEST] = "INSERT OR REPLACE INTO manifest VALUES (?1, ?2, ?3, ?4, ?5)",
	[Q_PUT_REFERENCE] =
		"INSERT OR REPLACE INTO reference VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
		"?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
	[Q_ADD_VIA] = "INSERT INTO via VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
	[Q_ADD_MAPPING] =
		"INSERT INTO mapping VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
		"?12, ?13, ?14, ?15, ?16, ?17)",
	[Q_ADD_NAME] = "INSERT OR IGNORE INTO name VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[Q_PUT_PROBE] = "INSERT OR REPLACE INTO probe VALUES (?1, ?2, ?3, ?4, ?5)",
	[Q_ADD_DIAGNOSTIC] = "INSERT INTO diagnostic VALUES (?1, ?2, ?3)",
	[Q_DELETE_MANIFEST] = "DELETE FROM manifest WHERE path = ?1",
	[Q_DELETE_REFERENCES] = "DELETE FROM reference WHERE manifest = ?1",
	[Q_DELETE_REFERENCE] = "DELETE FROM reference WHERE manifest = ?1 AND ordinal = ?2",
	[Q_DELETE_VIAS_OF] = "DELETE FROM via WHERE manifest = ?1 AND ordinal = ?2",
	[Q_DELETE_VIAS] = "DELETE FROM via WHERE manifest = ?1",
	[Q_DELETE_MAPPINGS] = "DELETE FROM mapping WHERE manifest = ?1",
	[Q_DELETE_NAMES] = "DELETE FROM name WHERE manifest = ?1",
	[Q_DELETE_PROBE] = "DELETE FROM probe WHERE path = ?1 AND question = ?2 AND detail = ?3 "
			   "AND manifest = ?4",
	[Q_DELETE_DIAGNOSTICS] = "DELETE FROM diagnostic WHERE manifest = ?1",
	[Q_REFERENCES_OF] = "SELECT " REFERENCE_COLUMNS
			    "FROM reference r WHERE r.manifest = ?1 ORDER BY r.ordinal",
	[Q_REFERENCES_ALL] =
		"SELECT " REFERENCE_COLUMNS
		"FROM reference r JOIN path m ON m.id = r.manifest ORDER BY m.path, r.ordinal",
	[Q_REFERENCES_DANGLING] =
		"SELECT " REFERENCE_COLUMNS "FROM reference r JOIN path m ON m.id = r.manifest "
		"WHERE r.verdict = 1 ORDER BY m.path, r.ordinal",
	[Q_VIAS_OF] =
		"SELECT declared, position, \"from\", \"to\", kind, location, "
		"loses, confidence FROM via WHERE manifest = ?1 AND ordinal = ?2 ORDER BY hop",
	[Q_MAPPING_PLACE] = "SELECT line, \"column\", origin, origin_line FROM mapping WHERE "
			    "manifest = ?1 AND position = ?2",
	[Q_NAME_LINE] = "SELECT line FROM name WHERE name = ?1 AND manifest = ?2",
	[Q_MAPPINGS_OF] = "SELECT " MAPPING_COLUMNS "WHERE manifest = ?1 ORDER BY position",
	[Q_MAPPINGS_AT] = "SELECT " MAPPING_COLUMNS "WHERE \"to\" = ?1",
	[Q_MAPPINGS_BELOW] = "SELECT " MAPPING_COLUMNS "WHERE \"to\" >= ?1 AND \"to\" < ?2",
	[Q_HAS_MAPPING] = "SELECT 1 FROM path p CROSS JOIN mapping x ON x.manifest = p.id "
			  "WHERE p.path >= ?1 AND p.path < ?2 AND x.line > 0 LIMIT 1",
	[Q_NAMES_OF] = "SELECT " NAME_COLUMNS "WHERE n.manifest = ?1",
	[Q_NAME_PROVIDER] = "SELECT " NAME_COLUMNS "WHERE n.name = ?1",
	[Q_APPS] = "SELECT " NAME_COLUMNS "JOIN path m ON m.id = n.manifest "
		   "WHERE n.name >= CAST('app:' AS BLOB) AND n.name < CAST('app;' AS BLOB) "
		   "ORDER BY n.name, n.is_weak, m.path",
	[Q_PROBES_AT] = "SELECT question, detail, manifest, by_tree FROM probe WHERE path = ?1",
	[Q_PROBES_BELOW] =
		"SELECT b.manifest, b.by_tree FROM path p CROSS JOIN probe b ON b.path = p.id "
		"WHERE p.path >= ?1 AND p.path < ?2",
	[Q_MANIFESTS_ALL] = "SELECT p.path, m.path, m.blob, m.formats FROM manifest m "
			    "JOIN path p ON p.id = m.path ORDER BY p.path",
	[Q_MANIFEST_COUNTS] =
		"SELECT p.path, count(r.ordinal), "
		"coalesce(sum(r.verdict = 1 AND NOT g.built), 0) FROM manifest m "
		"JOIN path p ON p.id = m.path LEFT JOIN reference r ON r.manifest = m.path "
		"LEFT JOIN meaning g ON g.id = r.meaning WHERE m.formats <> '' "
		"GROUP BY m.path ORDER BY p.path",
	[Q_DIAGNOSTICS] = "SELECT m.path, x.line, x.text FROM diagnostic x "
			  "JOIN path m ON m.id = x.manifest ORDER BY m.path, x.line",
	[Q_COUNTS] = "SELECT (SELECT count(*) FROM manifest WHERE formats <> ''), "
		     "(SELECT count(DISTINCT name) FROM name WHERE name >= CAST('app:' AS BLOB) "
		     "  AND name < CAST('app;' AS BLOB)), "
		     "(SELECT count(*) FROM mapping), (SELECT count(*) FROM diagnostic)",
	/* Counted by the caller: SQL takes four times as long to sum up by four conditions. */
	[Q_VERDICTS] = "SELECT verdict, meaning FROM reference",
	/* One line a fact; quote() keeps bytes, NULLs and numbers apart. */
	[Q_DUMP] =
		"SELECT 'manifest ' || quote(p.path) || ' ' || quote(m.blob) || ' ' || "
		"quote(m.open) || ' ' || quote(m.formats) "
		"FROM manifest m JOIN path p ON p.id = m.path "
		"UNION ALL SELECT 'reference ' || quote(m.path) || ' ' || r.ordinal || ' ' || "
		"g.format || ' ' || g.kind || ' ' || g.missing || ' ' || quote(g.detail) || ' ' || "
		"g.always || g.built || r.is_glob || ' ' || quote(r.location) || ' ' || "
		"quote(r.selector) || ' ' || r.line || ':' || r.\"column\" || ' ' || r.start || "
		"'+' || "
		"r.size || ' ' || quote(r.raw) || ' ' || quote(r.identity) || ' verdict ' || "
		"r.verdict || "
		"'/' || r.skip || ' asked ' || quote(a.path) || ' target ' || quote(r.target_type) "
		"|| ' ' || "
		"quote(t.path) || ' ' || quote(k.path) || ' ' || quote(r.\"key\") || ' hops ' || "
		"r.hops || ' confidence ' || r.confidence " REFERENCE_TABLES
		"UNION ALL SELECT 'via ' || quote(m.path) || ' ' || v.ordinal || '/' || v.hop || ' "
		"' || "
		"quote(d.path) || ' ' || v.position || ' ' || quote(v.\"from\") || ' ' || "
		"quote(v.\"to\") || "
		"' ' || v.kind || ' ' || quote(v.location) || ' ' || quote(v.loses) || ' ' || "
		"v.confidence || ' ' || "
		"coalesce(x.line, n.line, 'gone') " VIA_TABLES
		"JOIN path m ON m.id = v.manifest JOIN path d ON d.id = v.declared "
		"UNION ALL SELECT 'mapping ' || quote(m.path) || ' ' || x.position || ' ' || "
		"x.format || ' ' "
		"|| x.kind || ' ' || x.line || ':' || x.\"column\" || ' ' || x.start || '+' || "
		"x.size || ' ' || "
		"quote(x.location) || ' ' || quote(x.\"from\") || ' ' || quote(x.\"to\") || ' ' || "
		"quote(x.filter) || ' ' || quote(x.\"except\") || ' ' || quote(x.loses) || "
		"' confidence ' || x.confidence || ' ' || quote(x.origin) || ' ' || x.origin_line "
		"FROM mapping x JOIN path m ON m.id = x.manifest "
		"UNION ALL SELECT 'name ' || quote(n.name) || ' ' || quote(m.path) || ' ' || "
		"quote(n.directory) || ' ' || quote(n.version) || ' ' || quote(n.label) || ' ' || "
		"quote(n.location) || ' ' || n.is_weak || ' ' || n.line "
		"FROM name n JOIN path m ON m.id = n.manifest "
		"UNION ALL SELECT 'probe ' || quote(p.path) || ' ' || b.question || ' ' || "
		"quote(d.detail) "
		"|| ' ' || quote(m.path) || ' ' || b.by_tree FROM probe b JOIN path p ON p.id = "
		"b.path "
		"JOIN path m ON m.id = b.manifest JOIN detail d ON d.id = b.detail "
		"UNION ALL SELECT 'diagnostic ' || quote(m.path) || ' ' || x.line || ' ' || "
		"quote(x.text) "
		"FROM diagnostic x JOIN path m ON m.id = x.manifest "
		"ORDER BY 1",
};
