import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ReadTemplate } from "../../dsar/letters/render-letter.ts";
import { InputError, systemErrorCode } from "../../model/errors.ts";
import { packageFile } from "../package-file.ts";

/** Ours. */
const shipped = fileURLToPath(packageFile("letters/"));

/** @param own folder whose files take the place of ours with the same name */
export function letterTemplates(own: string | undefined): ReadTemplate {
  return async (file) => (own === undefined ? undefined : await textIn(own, file)) ?? needed(file);
}

async function needed(file: string): Promise<string> {
  const text = await textIn(shipped, file);
  if (text === undefined) throw new Error(`the letter ${file} is not part of this installation`);
  return text;
}

/** undefined where there is no such file. */
async function textIn(folder: string, file: string): Promise<string | undefined> {
  return readFile(join(folder, file), "utf8").catch((error: unknown) => {
    const code = systemErrorCode(error);
    if (code === "ENOENT") return undefined;
    throw new InputError(
      "letter_unreadable",
      `${join(folder, file)} cannot be read (${code ?? "unknown error"}).`,
      "Name a folder with letters of your own, or leave the setting `letters` out.",
    );
  });
}
