-- The graph of one snapshot: which manifest refers to which path, and how it would notice a change.
-- Every row is derived from the repository. Paths are bytes (BLOB), repo-relative, or in a space: 'npm:@acme/i18n'.

-- Where the graph stands: one row, or none while it is empty.
CREATE TABLE position (
	one   INTEGER PRIMARY KEY CHECK (one = 1),
	root  BLOB NOT NULL,    -- id of the tree object
	rules BLOB NOT NULL     -- fingerprint of the rules it was read with
);

-- Each path once. A path stays when nothing names it any more: it may come back, and ids are not facts.
CREATE TABLE path (
	id   INTEGER PRIMARY KEY,
	path BLOB NOT NULL
);

-- A file that some rule recognises, or that one would if a file beside it were there (formats = '').
CREATE TABLE manifest (
	path    INTEGER PRIMARY KEY REFERENCES path,
	blob    BLOB NOT NULL,  -- id of its bytes
	formats TEXT NOT NULL,  -- separated by a space
	asked   BLOB NOT NULL,  -- the keys of its rows in probe, packed: see asked.c
	open    TEXT NOT NULL   -- those of them that say more than could be read
);

-- What rules say of the references they find; the words of the report.
CREATE TABLE meaning (
	id      INTEGER PRIMARY KEY,
	format  TEXT NOT NULL,
	kind    TEXT NOT NULL,     -- translation, asset, code ...
	missing TEXT NOT NULL,     -- ignored, degraded, build, deploy, silent
	detail  TEXT NOT NULL,     -- the consequence, for people
	always  INTEGER NOT NULL,  -- 1: the target is always committed
	built   INTEGER NOT NULL   -- 1: usually names what a build makes
);

-- One value in a manifest that names something, and what became of it.
CREATE TABLE reference (
	manifest    INTEGER NOT NULL REFERENCES manifest,
	ordinal     INTEGER NOT NULL,  -- in the order they stand
	meaning     INTEGER NOT NULL REFERENCES meaning,
	location    TEXT NOT NULL,     -- RFC 6901 pointer; of the list, for alternatives
	selector    TEXT,              -- the same with list indices as '*'; NULL: the same
	line        INTEGER NOT NULL,
	"column"    INTEGER NOT NULL,  -- in bytes, from 1
	start       INTEGER NOT NULL,  -- the value's bytes in the file
	size        INTEGER NOT NULL,
	raw         BLOB NOT NULL,     -- as written; of alternatives the one that resolved, else the first
	identity    BLOB,              -- all alternatives, a line each; NULL: the raw value alone
	is_glob     INTEGER NOT NULL,
	verdict     INTEGER NOT NULL,  -- 0 resolved, 1 dangling, 2 skipped
	skip        INTEGER NOT NULL,  -- why skipped; 0 otherwise
	asked       INTEGER REFERENCES path,  -- the path it stands for
	target_type INTEGER,           -- 0 file, 1 directory, 2 glob, 3 key, 4 name
	target      INTEGER REFERENCES path,  -- where it resolved
	marker      INTEGER REFERENCES path,  -- the file that makes a directory count
	"key"       TEXT,
	hops        INTEGER NOT NULL,         -- mappings on the way: rows of via
	confidence  INTEGER NOT NULL,         -- the weakest of its own and those mappings': 0 declared, 1 evaluated,
	                                      -- 2 conditional, 3 listed, 4 shell, 5 inferred
	PRIMARY KEY (manifest, ordinal)
) WITHOUT ROWID;

-- The mappings on a resolved reference's way, outermost first. On which line they stand is said once, by the manifest
-- that declares them: an edit that only moves lines is no news to whoever uses them.
CREATE TABLE via (
	manifest  INTEGER NOT NULL,
	ordinal   INTEGER NOT NULL,    -- of the reference
	hop       INTEGER NOT NULL,
	declared  INTEGER NOT NULL REFERENCES path,  -- the manifest that declares the mapping
	position  INTEGER NOT NULL,    -- among its mappings; -1: it is the name "to", or inferred
	"from"    BLOB NOT NULL,
	"to"      BLOB NOT NULL,
	kind      TEXT NOT NULL,
	location  TEXT NOT NULL,
	loses     TEXT,                -- as of the mapping
	confidence INTEGER NOT NULL,   -- as of a reference
	PRIMARY KEY (manifest, ordinal, hop)
) WITHOUT ROWID;

-- "What lies under from appears under to."
CREATE TABLE mapping (
	manifest  INTEGER NOT NULL REFERENCES manifest,
	position  INTEGER NOT NULL,    -- among the mappings of its manifest
	format    TEXT NOT NULL,
	kind      TEXT NOT NULL,       -- copy, served, name, use, context, checkout
	line      INTEGER NOT NULL,    -- 0: a convention of a rule
	"column"  INTEGER NOT NULL,
	start     INTEGER NOT NULL,
	size      INTEGER NOT NULL,
	location  TEXT NOT NULL,
	"from"    BLOB NOT NULL,
	"to"      BLOB NOT NULL,
	filter    BLOB,                -- pattern for what follows from; NULL: everything
	"except"  BLOB,                -- patterns of what is left out of that, a line each; NULL: nothing
	loses     TEXT,                -- what the way loses of a path, a word a line ('flatten'); NULL: nothing
	confidence INTEGER NOT NULL,   -- as of a reference
	origin    BLOB,                -- the file in which it is written, if the manifest only uses it
	origin_line INTEGER NOT NULL,  -- there; 0: none
	PRIMARY KEY (manifest, position)
) WITHOUT ROWID;

-- Names that manifests provide: packages ('npm:x'), apps ('app:apps/shop'), shared builds ('out:tools/build').
CREATE TABLE name (
	name      BLOB NOT NULL,
	manifest  INTEGER NOT NULL REFERENCES manifest,
	directory BLOB,                -- where it leads; NULL: nowhere, it is only known
	version   TEXT,                -- that is provided; NULL: nobody says
	label     TEXT,                -- of an app: what people call it
	location  TEXT,                -- of the part of the manifest that is about an app; NULL: all of it
	is_weak   INTEGER NOT NULL,    -- an app that counts only where no other encloses it
	line      INTEGER NOT NULL,
	PRIMARY KEY (name, manifest)
) WITHOUT ROWID;

-- What the details of probes say, each once; 0 is ''.
CREATE TABLE detail (
	id     INTEGER PRIMARY KEY,
	detail BLOB NOT NULL
);

-- A question that was asked to interpret a manifest. When its answer may have changed, the manifest is read again.
CREATE TABLE probe (
	path     INTEGER NOT NULL REFERENCES path,
	question INTEGER NOT NULL,     -- 0 path, 1 match, 2 value
	detail   INTEGER NOT NULL REFERENCES detail,  -- endings; pattern and negations; pointer
	manifest INTEGER NOT NULL REFERENCES manifest,
	by_tree  INTEGER NOT NULL,     -- 1: the tree had the answer, no mapping can change it
	PRIMARY KEY (path, question, detail, manifest)
) WITHOUT ROWID;

-- What could not be read.
CREATE TABLE diagnostic (
	manifest INTEGER NOT NULL REFERENCES manifest,
	line     INTEGER NOT NULL,     -- 0: none
	text     TEXT NOT NULL
);

-- A bulk load drops these and makes them again after it: several times cheaper.
CREATE UNIQUE INDEX path_by_bytes ON path (path);
CREATE UNIQUE INDEX detail_by_bytes ON detail (detail);
CREATE INDEX name_by_manifest ON name (manifest);
CREATE INDEX mapping_by_to ON mapping ("to");
CREATE INDEX diagnostic_by_manifest ON diagnostic (manifest);

-- ---- for people ----

CREATE VIEW "references" AS
SELECT CAST(m.path AS TEXT) AS manifest, r.line, r."column", CAST(r.raw AS TEXT) AS raw, g.format, g.kind, g.missing,
	CASE r.verdict WHEN 0 THEN 'resolved' WHEN 1 THEN 'dangling' ELSE 'skipped' END AS verdict,
	CAST(t.path AS TEXT) AS target, CAST(a.path AS TEXT) AS asked, g.built, CASE r.confidence WHEN 0 THEN 'declared'
	WHEN 1 THEN 'evaluated' WHEN 2 THEN 'conditional' WHEN 3 THEN 'listed' WHEN 4 THEN 'shell' ELSE 'inferred' END AS confidence
FROM reference r JOIN path m ON m.id = r.manifest JOIN meaning g ON g.id = r.meaning
	LEFT JOIN path t ON t.id = r.target LEFT JOIN path a ON a.id = r.asked;

CREATE VIEW dangling AS
SELECT manifest, line, "column", raw, format, kind, missing, asked FROM "references" WHERE verdict = 'dangling' AND NOT built;

CREATE VIEW app AS
SELECT CAST(substr(n.name, 5) AS TEXT) AS directory, n.label AS name, CAST(m.path AS TEXT) AS manifest, n.line, n.is_weak
FROM name n JOIN path m ON m.id = n.manifest WHERE n.name >= CAST('app:' AS BLOB) AND n.name < CAST('app;' AS BLOB);

CREATE VIEW package AS
SELECT CAST(n.name AS TEXT) AS name, CAST(n.directory AS TEXT) AS directory, CAST(m.path AS TEXT) AS manifest
FROM name n JOIN path m ON m.id = n.manifest WHERE n.directory IS NOT NULL;

-- Which targets several manifests share.
CREATE VIEW shared_asset AS
SELECT target, count(DISTINCT manifest) AS manifests FROM "references"
WHERE target IS NOT NULL GROUP BY target HAVING count(DISTINCT manifest) > 1;
