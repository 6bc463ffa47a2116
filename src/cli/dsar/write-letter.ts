import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RenderedLetter } from "../../dsar/letters/render-letter.ts";
import { UsageError } from "../../model/errors.ts";
import { makeFolders } from "../../table/files/make-folders.ts";
import { writePrivate } from "../files/write-private.ts";
import type { Io } from "../io.ts";

interface LetterPlace {
  id: string;
  folder: string;
  /** undefined for both. */
  form: "text" | "html" | undefined;
  /** Also where the file says something else by now. */
  force: boolean;
}

/** A letter's files, readable by nobody else.  @returns their paths */
export async function writeLetter(
  { kind, text, html }: RenderedLetter,
  { id, folder, form, force }: LetterPlace,
  io: Pick<Io, "unfinished">,
): Promise<string[]> {
  const all = [
    { form: "text", path: join(folder, `${id}-${kind}.txt`), content: text },
    { form: "html", path: join(folder, `${id}-${kind}.html`), content: html },
  ].filter((one) => form === undefined || one.form === form);
  for (const { path, content } of all) {
    const present = await readFile(path, "utf8").catch(() => undefined);
    if (present !== undefined && present !== content && !force) throw saysOtherwise(path);
  }
  // Where it cannot be made the first file says so.
  await makeFolders(folder, 0o700).catch(() => undefined);
  for (const { path, content } of all) await writePrivate(path, content, io);
  return all.map(({ path }) => path);
}

function saysOtherwise(path: string): UsageError {
  return new UsageError(
    "output_exists",
    `${path} exists already and says something else.`,
    "Add --force to overwrite it, or choose another folder with --output.",
  );
}
