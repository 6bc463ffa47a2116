import { InputError } from "../model/errors.ts";

const KEPT = "No release was changed.";

/** A source that is damaged or cut short. `line` counts physical lines from 1; 0 when it has none. */
export function malformed(file: string, line: number, what: string): InputError {
  const where = line > 0 ? `${file}, line ${line}` : file;
  return new InputError(
    "source_malformed",
    `${where}: ${what}.`,
    `Download or unpack the file again. ${KEPT}`,
  );
}

/** A source that cannot be opened or read; `code` is the system's, such as ENOENT or EACCES. */
export function unreadable(file: string, code: string): InputError {
  const what = code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
  return new InputError("source_unreadable", `${file} ${what}.`, `Check the path. ${KEPT}`);
}

/** The folder for intermediate files cannot be written. */
export function workFolderFailed(folder: string, code: string): InputError {
  return code === "ENOSPC" || code === "EDQUOT"
    ? new InputError(
        "disk_full",
        `The disk is full: the import's intermediate files did not fit into ${folder}.`,
        `Free about as much space as the unpacked source takes. ${KEPT}`,
      )
    : new InputError(
        "work_folder_failed",
        `The import's intermediate files cannot be written into ${folder} (${code}).`,
        `Check who may write there, or build elsewhere: heartbeat registry import FILE --registry FOLDER. ${KEPT}`,
      );
}

/** A zip, or a member of it, that is whole but cannot be unpacked here. */
export function notUnpackable(file: string, why: string): InputError {
  return new InputError(
    "source_not_unpackable",
    `${file} cannot be unpacked: ${why}.`,
    `Unpack it with another program and name the .csv files. ${KEPT}`,
  );
}

/** A file that is none of the sources. */
export function unknownSource(file: string): InputError {
  return new InputError(
    "source_unknown",
    `${file} is none of the public files that an import understands.`,
    "Understood: the NPPES main file (npidata_pfile, as .csv or in the zip of CMS, monthly or weekly), " +
      "othername_pfile, pl_pfile, the NPPES deactivation report (.xlsx or its zip), " +
      "and the NUCC taxonomy list (.csv). A list of contacts comes with --source NAME and --as-of DATE.",
  );
}
