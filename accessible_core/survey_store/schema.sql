-- SPDX-License-Identifier: MIT
-- Tables of a survey store beside its layer of facilities. Every table has an integer
-- key, as GeoPackage wants of attribute tables; ids that travel between stores are text.

-- Settings: version, store, forms, language; `rules` is off while a merge writes, `inside`
-- is on while a trigger writes into the row that it watches.
CREATE TABLE akz_store (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  value TEXT);

-- One row for each change of one facility; `merged` is the second parent of a merge.
CREATE TABLE akz_revision (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  facility TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('added', 'changed', 'removed', 'second')),
  parent TEXT,
  merged TEXT,
  author TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL,
  method TEXT NOT NULL DEFAULT '',
  app TEXT NOT NULL DEFAULT '',
  message TEXT NOT NULL DEFAULT '');
CREATE INDEX akz_revision_facility ON akz_revision (facility);

-- What changed in a revision: one row a cell; NULL is an empty cell.
CREATE TABLE akz_change (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  revision INTEGER NOT NULL REFERENCES akz_revision (seq),
  field TEXT NOT NULL,
  old TEXT,
  new TEXT);
CREATE INDEX akz_change_revision ON akz_change (revision);

-- The revision that the facility's row shows.
CREATE TABLE akz_head (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  facility TEXT NOT NULL UNIQUE,
  revision TEXT NOT NULL);

-- All that was ever such a revision, in order: what this file said at any point.
CREATE TABLE akz_shown (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  facility TEXT NOT NULL,
  revision TEXT NOT NULL);
CREATE INDEX akz_shown_revision ON akz_shown (revision);

-- Cells that two people changed differently; the row shows `ours` until it is resolved.
CREATE TABLE akz_conflict (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  facility TEXT NOT NULL,
  field TEXT NOT NULL,
  base TEXT,
  ours TEXT,
  theirs TEXT,
  our_author TEXT NOT NULL DEFAULT '',
  their_author TEXT NOT NULL DEFAULT '',
  our_revision TEXT NOT NULL DEFAULT '',
  their_revision TEXT NOT NULL,
  at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'resolved')),
  resolved_by TEXT,
  resolved_at TEXT);

-- Two surveys of one place by different people, side by side until decided.
CREATE TABLE akz_double (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  facility TEXT NOT NULL,
  first_author TEXT NOT NULL DEFAULT '',
  second_author TEXT NOT NULL DEFAULT '',
  base TEXT,
  first TEXT NOT NULL,
  second TEXT NOT NULL,
  at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'decided')),
  decided_by TEXT,
  decided_at TEXT,
  reason TEXT);
