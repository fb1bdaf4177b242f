-- SPDX-License-Identifier: MIT
-- Tables of campaigns, since version 2 of the store.

CREATE TABLE akz_campaign (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL);

-- Who surveys what; what was saved after revision number `since` counts as done for it.
CREATE TABLE akz_assignment (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  campaign TEXT NOT NULL REFERENCES akz_campaign (id),
  facility TEXT NOT NULL,
  volunteer TEXT NOT NULL DEFAULT '',
  area TEXT NOT NULL DEFAULT '',
  since INTEGER NOT NULL,
  at TEXT NOT NULL,
  UNIQUE (campaign, facility, volunteer, area));
