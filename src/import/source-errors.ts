import { InputError } from "../model/errors.ts";

const KEPT = "The release in use before is unchanged.";

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
export function workFolderFailed(code: string): InputError {
  return code === "ENOSPC"
    ? new InputError(
        "disk_full",
        "The disk is full: the import's intermediate files did not fit.",
        `Free about as much space as the unpacked source takes. ${KEPT}`,
      )
    : new InputError(
        "work_folder_failed",
        `The import's intermediate files cannot be written (${code}).`,
        `Check the rights of the folder for temporary files. ${KEPT}`,
      );
}

/** A file that is none of the sources. */
export function unknownSource(file: string): InputError {
  return new InputError(
    "source_unknown",
    `${file} is none of the public files that an import understands.`,
    "Understood: the NPPES main file (npidata_pfile, as .csv or in the zip of CMS, monthly or weekly), " +
      "othername_pfile, pl_pfile, the NPPES deactivation report (.xlsx or its zip), " +
      "and the NUCC taxonomy list (.csv).",
  );
}
