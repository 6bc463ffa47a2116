import type { SubjectKind, SubjectText } from "../../../normalize/keys/subject-keys.ts";
import type { SqliteDatabase, SqlRow } from "../../../store/sqlite.ts";
import { decoding } from "../release/damaged-release.ts";
import { type KeyReader, pages, readKeysOf, readKeysOfAll } from "./keys-on-file.ts";

/** Rows of which only the text is looked at: few enough that a turn of the event loop comes soon. */
const rowsPerPage = 5_000;
/** Of more values than that, looking for each in every record takes longer than reading all of them. */
const mostSought = 64;

/**
 * All keys of everybody who may have one of these values, in ascending order of NPIs; of a few others
 * too, so that whoever asks compares. Numbers are on file as they were written, so that no index has
 * them: records are read as text and searched for the characters of a value, with whatever may stand
 * between them. Only where they are found, a record is decoded, which takes twenty times as long.
 */
export function* readKeysOfHolders(db: SqliteDatabase, values: readonly SubjectText[]): KeyReader {
  const kinds = new Set<SubjectKind>(values.map(({ kind }) => kind));
  if (values.length > mostSought) {
    yield* readKeysOfAll(db, kinds);
    return;
  }
  const npis = new Set(values.flatMap(({ kind, text }) => (kind === "npi" ? [Number(text)] : [])));
  const has = (...any: readonly SubjectKind[]) => any.some((kind) => kinds.has(kind));
  const pattern = patternOf(values);
  if (has("npi", "license", "phone")) {
    const profiles = pages(db, "SELECT npi, record FROM profile WHERE npi>?", rowsPerPage);
    yield* search(profiles, pattern, npis);
  }
  if (has("email", "phone")) yield* search(contactPages(db), pattern, npis);
  yield* readKeysOf(
    db,
    [...npis].sort((a, b) => a - b),
  );
}

/** Yields nobody, now and then; whom it has found is in `npis`. */
function* search(rowPages: Generator<SqlRow[]>, pattern: RegExp, npis: Set<number>): KeyReader {
  for (const rows of rowPages) {
    for (const [npi, record] of rows) if (pattern.test(String(record))) npis.add(Number(npi));
    yield [];
  }
}

function* contactPages(db: SqliteDatabase): Generator<SqlRow[]> {
  const select = db.prepare(
    `SELECT npi, record, source FROM contact WHERE (source, npi)>(?, ?)
     ORDER BY source, npi LIMIT ${rowsPerPage}`,
  );
  for (let last = [0, 0]; ; ) {
    const rows = decoding(db.path, () => select.all(...last));
    const end = rows.at(-1);
    if (end === undefined) return;
    yield rows;
    last = [Number(end[2]), Number(end[0])];
  }
}

/** What may stand between the characters of a value, by what its standard form leaves away. */
const between: Readonly<Record<SubjectText["kind"], string>> = {
  npi: "\\D*",
  phone: "\\D*",
  license: "[^A-Za-z0-9]*",
  email: "\\s*",
};

/** Digits of other scripts, letters that fold into others, and whatever JSON escapes: to be decoded. */
const unplain = "[^ -~]|\\\\";

/** Matches each record that may hold one of the values, and others. */
function patternOf(values: readonly SubjectText[]): RegExp {
  const sought = values.map(({ kind, text }) =>
    [...(kind === "license" ? text.slice(text.indexOf(":") + 1) : text)]
      .map(eitherCase)
      .join(between[kind]),
  );
  return new RegExp([unplain, ...new Set(sought)].join("|"));
}

function eitherCase(character: string): string {
  if (/[A-Za-z]/.test(character)) {
    return `[${character.toUpperCase()}${character.toLowerCase()}]`;
  }
  return /[0-9]/.test(character) ? character : `\\${character}`;
}
