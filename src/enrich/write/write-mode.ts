import { UsageError } from "../../model/errors.ts";

/** Which of the list's own cells a run may write into; without one, none. */
export type WriteMode =
  | { mode: "fill" }
  /** Columns as `--map` names them. */
  | { mode: "overwrite"; columns: readonly string[] };

const modes = "append (only hb_ columns), fill (empty cells), overwrite COLUMN… (these columns)";

/** What `--write` says; undefined where only `hb_` columns are added. */
export function parseWriteMode(words: readonly string[]): WriteMode | undefined {
  const [word = "append", ...columns] = words;
  const mode = word.toLowerCase();
  if (mode !== "append" && mode !== "fill" && mode !== "overwrite") {
    throw new UsageError(
      "write_mode_unknown",
      "--write takes append, fill or overwrite.",
      `It knows ${modes}.`,
    );
  }
  if (mode === "overwrite") {
    if (columns.length > 0) return { mode, columns };
    throw new UsageError(
      "write_without_column",
      "--write overwrite needs the columns that may be overwritten.",
      'Name them behind it: --write overwrite Email "Cell Phone". `--write fill` takes none.',
    );
  }
  if (columns.length > 0) {
    throw new UsageError(
      "write_unexpected_column",
      `--write ${mode} takes no columns.`,
      "To have columns overwritten, name them behind --write overwrite. The list stands before --write.",
    );
  }
  return mode === "fill" ? { mode } : undefined;
}
