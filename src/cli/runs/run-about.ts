import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { placeOf } from "../../table/files/place-of.ts";

const aboutSchema = z.object({
  schema_version: z.literal(1),
  /** Real paths, or `-`. */
  input: z.string(),
  output: z.string(),
});

/** What an unfinished run reads and writes, for `runs list`; nothing depends on it. */
export type RunAbout = Pick<z.infer<typeof aboutSchema>, "input" | "output">;

export async function writeAbout(folder: string, { input, output }: RunAbout): Promise<void> {
  const about: z.infer<typeof aboutSchema> = {
    schema_version: 1,
    input: input === "-" ? "-" : await placeOf(input),
    output: output === "-" ? "-" : await placeOf(output),
  };
  await writeFile(aboutPath(folder), JSON.stringify(about), { mode: 0o600 });
}

export async function readAbout(folder: string): Promise<RunAbout | undefined> {
  try {
    return aboutSchema.parse(JSON.parse(await readFile(aboutPath(folder), "utf8")));
  } catch {
    return undefined;
  }
}

function aboutPath(folder: string): string {
  return join(folder, "run.json");
}
