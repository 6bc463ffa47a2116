import type { Lead } from "../../src/match/lead.ts";
import type { MatchRecord } from "../../src/model/match-record.ts";
import type { NameHypothesis } from "../../src/normalize/names/name.ts";
import { nicknameClasses } from "../../src/normalize/names/nickname.ts";
import { openSqlite, type SqliteDatabase, type SqlValue } from "../../src/store/sqlite.ts";

/**
 * Design A of the index comparison: a row per name variant and place with covering indexes, and a
 * deletion neighbourhood of all surnames for typing errors. Built from a release's match records.
 */
export interface PersonColumns {
  find(
    lead: Lead,
    settled: (npis: readonly number[]) => boolean,
  ): { npis: number[]; reads: number };
  close(): void;
}

const schema = `
  CREATE TABLE name(last TEXT, first TEXT, st TEXT, zip5 TEXT, city TEXT, mid TEXT, npi INTEGER);
  CREATE TABLE surname(id INTEGER PRIMARY KEY, name TEXT UNIQUE);
  CREATE TABLE surname_del(del TEXT, id INTEGER, PRIMARY KEY(del, id)) WITHOUT ROWID;
  CREATE TABLE identifier(key TEXT, npi INTEGER, PRIMARY KEY(key, npi)) WITHOUT ROWID;
`;
const indexes = `
  CREATE INDEX n_name ON name(last, first, st, zip5, npi);
  CREATE INDEX n_last_st ON name(last, st, first, npi);
  CREATE INDEX n_zip ON name(zip5, last, first, npi);
  CREATE INDEX n_first ON name(zip5, first, mid, npi);
  CREATE INDEX n_first_city ON name(first, city, st, npi);
`;

export async function buildPersonColumns(
  path: string,
  records: Iterable<MatchRecord>,
): Promise<void> {
  const db = await openSqlite(path, { store: "registry", mode: "bulk" });
  db.exec(schema);
  db.exec("BEGIN");
  const insert = db.prepare("INSERT INTO name VALUES (?,?,?,?,?,?,?)");
  const identify = db.prepare("INSERT OR IGNORE INTO identifier VALUES (?,?)");
  const surnames = new Set<string>();
  for (const record of records) {
    if (record.entity !== "i") continue;
    for (const row of rowsOf(record)) insert.run(...row);
    for (const name of record.names) {
      for (const last of [name.last, ...name.lastParts]) surnames.add(last);
    }
    for (const key of [...record.phones, ...record.licenses]) identify.run(key, record.npi);
  }
  addSurnames(db, surnames);
  db.exec("COMMIT");
  db.exec(indexes);
  db.close();
}

function rowsOf(record: MatchRecord): SqlValue[][] {
  const rows: SqlValue[][] = [];
  const places = record.places.length > 0 ? record.places : [{ state: "", zip5: "", city: "" }];
  for (const name of record.names) {
    const firsts = name.middle.length > 1 ? [name.first, name.middle] : [name.first];
    for (const last of [name.last, ...name.lastParts]) {
      for (const first of firsts) {
        for (const { state, zip5, city } of places) {
          rows.push([last, first, state, zip5, city, name.middle.charAt(0), record.npi]);
        }
      }
    }
  }
  return rows;
}

function addSurnames(db: SqliteDatabase, surnames: ReadonlySet<string>): void {
  const surname = db.prepare("INSERT INTO surname VALUES (?,?)");
  const deletion = db.prepare("INSERT OR IGNORE INTO surname_del VALUES (?,?)");
  let id = 0;
  for (const name of surnames) {
    id++;
    surname.run(id, name);
    for (const del of deletions(name)) deletion.run(del, id);
  }
}

function deletions(name: string): string[] {
  const forms = [name];
  for (let i = 0; i < name.length; i++) forms.push(name.slice(0, i) + name.slice(i + 1));
  return forms;
}

const CAP = 300;

export async function openPersonColumns(
  path: string,
  firstNames: readonly string[],
): Promise<PersonColumns> {
  const db = await openSqlite(path, { store: "registry", mode: "read" });
  const families = new Map<string, string[]>();
  for (const first of firstNames) {
    for (const family of nicknameClasses(first)) {
      families.set(family, [...(families.get(family) ?? []), first]);
    }
  }
  const sql = {
    identifier: "SELECT npi FROM identifier WHERE key=? LIMIT 300",
    zipLast: "SELECT npi FROM name INDEXED BY n_zip WHERE zip5=? AND last=? LIMIT 100",
    exact: "SELECT npi FROM name INDEXED BY n_name WHERE last=? AND first=? LIMIT 2000",
    exactState:
      "SELECT npi FROM name INDEXED BY n_name WHERE last=? AND first=? AND st=? LIMIT 300",
    initialState:
      "SELECT npi FROM name INDEXED BY n_last_st WHERE last=? AND st=? AND first>=? AND first<? LIMIT 300",
    firstZip: "SELECT npi FROM name INDEXED BY n_first WHERE zip5=? AND first=? LIMIT 300",
    firstCity:
      "SELECT npi FROM name INDEXED BY n_first_city WHERE first=? AND city=? AND st=? LIMIT 300",
    similar:
      "SELECT DISTINCT s.name FROM json_each(?) j CROSS JOIN surname_del x ON x.del=j.value CROSS JOIN surname s ON s.id=x.id LIMIT 64",
  };
  const statements = Object.fromEntries(
    Object.entries(sql).map(([name, text]) => [name, db.prepare(text)]),
  );
  const read = (name: keyof typeof sql, ...values: SqlValue[]) =>
    (statements[name]?.all(...values) ?? []).map((row) => row[0]);

  const nicknamesOf = (first: string) => [
    ...new Set([first, ...nicknameClasses(first).flatMap((family) => families.get(family) ?? [])]),
  ];

  function createSearch(lead: Lead) {
    const found = new Set<number>();
    let reads = 0;
    const add = (name: keyof typeof sql, ...values: SqlValue[]) => {
      reads++;
      for (const npi of read(name, ...values)) found.add(npi as number);
    };
    const addSurname = (surname: string, first: string) => {
      if (lead.zip5 !== "") add("zipLast", lead.zip5, surname);
      const initial = first.charAt(0);
      if (lead.state !== "" && initial !== "") {
        add("initialState", surname, lead.state, initial, `${initial}~`);
      }
      for (const name of nicknamesOf(first)) add("exact", surname, name);
    };
    const addReading = ({ first, last, lastParts }: NameHypothesis) => {
      if (first.length > 1 && lead.zip5 !== "") add("firstZip", lead.zip5, first);
      if (first.length > 1 && lead.city !== "") add("firstCity", first, lead.city, lead.state);
      for (const surname of [last, ...lastParts]) addSurname(surname, first);
    };
    const addSimilar = ({ first, last }: NameHypothesis) => {
      if (last === "") return;
      reads++;
      for (const surname of read("similar", JSON.stringify(deletions(last)))) {
        if (lead.state === "") add("exact", surname as string, first);
        else add("exactState", surname as string, first, lead.state);
      }
    };
    return { found, add, addReading, addSimilar, reads: () => reads };
  }

  function find(lead: Lead, settled: (npis: readonly number[]) => boolean) {
    const search = createSearch(lead);
    const readings = lead.hypotheses.filter(({ weight }) => weight >= 0.01);
    if (lead.phone !== "") search.add("identifier", lead.phone);
    for (const license of lead.licenses) search.add("identifier", license);
    readings.forEach(search.addReading);
    if (search.found.size === 0 || !settled([...search.found])) {
      readings.forEach(search.addSimilar);
    }
    return { npis: cut(search.found), reads: search.reads() };
  }

  return { find, close: () => db.close() };
}

function cut(found: ReadonlySet<number>): number[] {
  return [...found].slice(0, CAP * 7);
}
