import { InputError, ServiceError } from "../model/errors.ts";

/**
 * Which of our two stores a file belongs to, or `lock` for one that only says who is at work: begins
 * its error codes and stands in its messages.
 */
export type StoreName = "registry" | "ledger" | "lock";

/** SQLite's primary result codes (sqlite.org/rescode.html) that a user can bring about. */
const busy = 5;
const locked = 6;
const readOnly = 8;
const inputOutput = 10;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const notDatabase = 26;

/** What SQLite says of them, whole or in the beginning; what follows names a table or a schema. */
const saidCodes: readonly (readonly [RegExp, number])[] = [
  [/^database is locked$/, busy],
  [/^database (?:table|schema) is locked(?:$|: )/, locked],
  [/^attempt to write a readonly database$/, readOnly],
  [/^disk I\/O error$/, inputOutput],
  [/^(?:database disk image is malformed$|malformed database schema)/, corrupt],
  [/^database or disk is full$/, full],
  [/^unable to open database(?: file$|: )/, cannotOpen],
  [/^file is not a database$/, notDatabase],
];

const notSqliteHints: Readonly<Partial<Record<StoreName, string>>> = {
  registry: "Name a registry made by: heartbeat registry import FILE",
  ledger: "Restore it from a backup.",
};

/**
 * One of our errors for what SQLite reported about a file. Anything that is no user's doing (a
 * constraint, wrong SQL) comes back as it is.
 */
export function translateSqliteError(error: unknown, store: StoreName, path: string): unknown {
  if (!(error instanceof Error)) return error;
  const file = `The ${store} file ${path}`;
  switch (resultCodeOf(error)) {
    case busy:
    case locked:
      return new ServiceError(
        `${store}_locked`,
        `${file} is being written by another process.`,
        "Wait until it has finished, then try again.",
      );
    case readOnly:
      return new ServiceError(
        `${store}_read_only`,
        `${file} cannot be written.`,
        "Check who owns the file and its folder.",
      );
    case inputOutput:
      return new ServiceError(
        `${store}_io_error`,
        `${file} could not be read or written: the disk reported an error.`,
        "Check the disk and try again.",
      );
    case corrupt:
      return new ServiceError(
        `${store}_damaged`,
        `${file} is damaged.`,
        store === "registry" ? "Import the source files again." : "Restore it from a backup.",
      );
    case full:
      return new InputError(
        "disk_full",
        `There is no space left to write the ${store} file ${path}.`,
        "Free some space and try again.",
      );
    case cannotOpen:
      return new ServiceError(
        `${store}_unreadable`,
        `${file} cannot be opened.`,
        "Check that it exists and that you may read it.",
      );
    case notDatabase:
      return new ServiceError(
        `${store}_not_sqlite`,
        `${file} is not a SQLite database.`,
        notSqliteHints[store],
      );
    default:
      return error;
  }
}

/** Both drivers give the extended result code as `errcode`, but not the drop-in where it reads all rows. */
function resultCodeOf(error: Error & { errcode?: unknown; code?: unknown }): number | undefined {
  if (typeof error.errcode === "number") return error.errcode & 0xff;
  if (error.code !== "ERR_SQLITE_ERROR") return undefined;
  return saidCodes.find(([words]) => words.test(error.message))?.[1];
}
