import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { dirname } from "node:path";
import { translateFolderError } from "./folder-error.ts";

/** Said before the work. SQLite itself begins a write on such a file and fails at its end. */
export async function requireWritable(file: string): Promise<void> {
  try {
    await access(file, constants.W_OK);
    await access(dirname(file), constants.W_OK);
  } catch (error) {
    throw translateFolderError(error, file);
  }
}
