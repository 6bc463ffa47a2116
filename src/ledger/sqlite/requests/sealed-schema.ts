/** Sealed parts of rights requests and corrections; keys are wrapped by one made of the secret. */
export const sealedSchema = `
  CREATE TABLE data_key(
    request TEXT NOT NULL, class TEXT NOT NULL, wrapped BLOB NOT NULL,
    PRIMARY KEY(request, class)
  ) WITHOUT ROWID;
  CREATE TABLE sealed(
    request TEXT NOT NULL, class TEXT NOT NULL, purpose TEXT NOT NULL, part INTEGER NOT NULL,
    bytes BLOB NOT NULL, PRIMARY KEY(request, class, purpose, part)
  ) WITHOUT ROWID;
  CREATE TABLE correction(
    id INTEGER PRIMARY KEY, npi BLOB NOT NULL, field TEXT NOT NULL, value BLOB NOT NULL,
    request TEXT NOT NULL, date TEXT NOT NULL, event INTEGER NOT NULL
  );
  CREATE INDEX correction_npi ON correction(npi);
  CREATE INDEX correction_event ON correction(event);`;
