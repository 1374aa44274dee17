-- What a store remembers beside its quads: readings, and how they were resolved. All of it follows from the readings.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE article (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  run TEXT NOT NULL,        -- JSON: what made its claims
  outlet TEXT,              -- JSON: the outlet as an entity; null where its name is not known
  witness TEXT,
  reading BLOB NOT NULL     -- JSON, deflated
);

-- Which entities and roles an article names, by the ids of its reading.
CREATE TABLE occurrence (node TEXT, article TEXT, PRIMARY KEY (node, article)) WITHOUT ROWID;

-- Each form (JSON) in which readings give an entity or a role, and how many of them do.
CREATE TABLE form (node TEXT, form TEXT, times INTEGER NOT NULL, PRIMARY KEY (node, form)) WITHOUT ROWID;
CREATE TABLE name_key (key TEXT, node TEXT, PRIMARY KEY (key, node)) WITHOUT ROWID;
CREATE INDEX name_key_of ON name_key (node);
CREATE TABLE explained (low TEXT, high TEXT, rule TEXT, quote TEXT, times INTEGER NOT NULL,
  PRIMARY KEY (low, high, rule, quote)) WITHOUT ROWID;
CREATE INDEX explained_high ON explained (high);
CREATE TABLE canonical (node TEXT PRIMARY KEY, canonical TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX canonical_of ON canonical (canonical);
CREATE TABLE resolved (node TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;  -- JSON: the entity or role in the graph

-- Who runs a service: as told (by ids of readings; known = 1 is told beforehand), and as held (canonical ids).
CREATE TABLE operator_told (company TEXT, service TEXT, known INTEGER, times INTEGER NOT NULL,
  PRIMARY KEY (company, service, known)) WITHOUT ROWID;
CREATE INDEX operator_told_service ON operator_told (service);
CREATE TABLE operator (service TEXT, company TEXT, PRIMARY KEY (service, company)) WITHOUT ROWID;

CREATE TABLE event (
  id TEXT PRIMARY KEY,
  rank INTEGER NOT NULL UNIQUE,
  article TEXT NOT NULL,
  kind TEXT NOT NULL,
  profile TEXT NOT NULL,    -- JSON
  cluster TEXT,             -- the first of the events that are one with it
  incident TEXT             -- their id in the graph
) WITHOUT ROWID;
CREATE INDEX event_cluster ON event (cluster);
CREATE INDEX event_incident ON event (incident);
CREATE INDEX event_article ON event (article);
CREATE TABLE participant (node TEXT, event TEXT, PRIMARY KEY (node, event)) WITHOUT ROWID;
CREATE TABLE event_key (code INTEGER, for_vague INTEGER, rank INTEGER, PRIMARY KEY (code, for_vague, rank)) WITHOUT ROWID;
-- Pairs of events that score high enough to matter, or so low that they keep their clusters apart.
CREATE TABLE pair (low TEXT, high TEXT, points INTEGER NOT NULL, reasons TEXT NOT NULL,
  PRIMARY KEY (low, high)) WITHOUT ROWID;
CREATE INDEX pair_high ON pair (high);
CREATE TABLE incident (id TEXT PRIMARY KEY, short TEXT NOT NULL, cluster TEXT NOT NULL, body TEXT NOT NULL,
  established INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE INDEX incident_short ON incident (short);
CREATE INDEX incident_of_cluster ON incident (cluster);

-- Judgements of the rules on pairs, and a person's own.
CREATE TABLE link (low TEXT, high TEXT, theme TEXT, verdict TEXT, score REAL, reasons TEXT,
  PRIMARY KEY (low, high, theme)) WITHOUT ROWID;
CREATE INDEX link_high ON link (high);
CREATE TABLE verdict (low TEXT, high TEXT, verdict TEXT NOT NULL, PRIMARY KEY (low, high)) WITHOUT ROWID;
CREATE INDEX verdict_high ON verdict (high);

-- Who tells what: the ids of readings, and the article.
CREATE TABLE told (subject TEXT, predicate TEXT, object TEXT, stance TEXT, article TEXT,
  PRIMARY KEY (subject, predicate, object, stance, article)) WITHOUT ROWID;
CREATE INDEX told_object ON told (object);

-- What articles are compared by to find copies (theme sketch) and translations (theme telling), and what was found.
CREATE TABLE compared (theme TEXT, article TEXT, body TEXT NOT NULL, PRIMARY KEY (theme, article)) WITHOUT ROWID;
CREATE TABLE compared_key (theme TEXT, key TEXT, place TEXT, article TEXT,
  PRIMARY KEY (theme, key, place)) WITHOUT ROWID;
CREATE TABLE copy (low TEXT, high TEXT, theme TEXT, reason TEXT NOT NULL, PRIMARY KEY (low, high, theme)) WITHOUT ROWID;
CREATE INDEX copy_high ON copy (high);

-- What the last change does to the quads, until it is known to be done: -1 is taken away, 1 is added.
CREATE TABLE outbox (change INTEGER NOT NULL, quads TEXT NOT NULL);
