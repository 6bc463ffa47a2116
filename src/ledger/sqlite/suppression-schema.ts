/** Keys are hashes under the ledger's secret; a kind is its place in `subjectKinds`. */
export const suppressionSchema = `
  CREATE TABLE suppression(
    id INTEGER PRIMARY KEY, reason TEXT NOT NULL, channel TEXT NOT NULL, source TEXT NOT NULL,
    date TEXT NOT NULL, reversible INTEGER NOT NULL, added INTEGER NOT NULL, lifted INTEGER
  );
  CREATE INDEX suppression_added ON suppression(added);
  CREATE TABLE suppression_key(
    hash BLOB NOT NULL, suppression INTEGER NOT NULL, kind INTEGER NOT NULL,
    PRIMARY KEY(hash, suppression)
  ) WITHOUT ROWID;
  CREATE INDEX suppression_key_of ON suppression_key(suppression);`;
