/**
 * Keys are hashes under the ledger's secret; a kind is its place in `subjectKinds`. Kinds come first,
 * so that it is one step to see that none is suppressed by keys of a kind. No row is ever deleted:
 * what is lifted says so, and no id comes twice.
 */
export const suppressionSchema = `
  CREATE TABLE suppression(
    id INTEGER PRIMARY KEY, reason TEXT NOT NULL, channel TEXT NOT NULL, source TEXT NOT NULL,
    date TEXT NOT NULL, reversible INTEGER NOT NULL, added INTEGER NOT NULL, lifted INTEGER
  );
  CREATE INDEX suppression_added ON suppression(added);
  CREATE INDEX suppression_lifted ON suppression(lifted) WHERE lifted IS NOT NULL;
  CREATE TABLE suppression_key(
    kind INTEGER NOT NULL, hash BLOB NOT NULL, suppression INTEGER NOT NULL,
    PRIMARY KEY(kind, hash, suppression)
  ) WITHOUT ROWID;
  CREATE INDEX suppression_key_of ON suppression_key(suppression);`;
