import type { Flags } from "../../config.ts";
import { type LetterKind, letterKinds } from "../../dsar/letters/letter-kinds.ts";
import { makeLetter } from "../../dsar/letters/make-letter.ts";
import type { RenderedLetter } from "../../dsar/letters/render-letter.ts";
import { UsageError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import { pathIn } from "../files/output-path.ts";
import { createOutput } from "../screen/output.ts";
import { letterTemplates } from "./letter-templates.ts";
import { withRequests } from "./recorded-requests.ts";
import { writeLetter } from "./write-letter.ts";

export interface DsarLetterArguments {
  id: string;
  kind?: string;
  /** Folder for it; undefined for standard output. */
  output?: string;
  /** Which of its two forms; undefined for both in a folder, and for the text elsewhere. */
  form?: "text" | "html";
  force: boolean;
  flags: Flags;
}

export async function runDsarLetter(given: DsarLetterArguments, app: App): Promise<number> {
  const { id, output, force } = given;
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  if (output === undefined && config.settings.json) {
    throw new UsageError(
      "usage",
      "The letter goes to standard output, where --json cannot be.",
      "Give a folder for it: --output letters",
    );
  }
  const files: string[] = [];
  const deliver = async (letter: RenderedLetter) => {
    if (output === undefined) return out.data(given.form === "html" ? letter.html : letter.text);
    const place = { id, folder: pathIn(app.io.cwd, output), form: given.form, force };
    files.push(...(await writeLetter(letter, place, app.io)));
  };
  const order = {
    kind: kindOf(given.kind),
    ...{ read: letterTemplates(config.settings.letters), deliver },
  };
  const { kind, sha256 } = await withRequests(config, app, (store) =>
    makeLetter({ store, now: app.io.date }, id, order),
  );
  for (const file of files) out.note(`${kind}: ${file}`);
  if (config.settings.json) {
    await out.json({ schema_version: 1, id, letter: kind, sha256, files });
  }
  return 0;
}

function kindOf(text: string | undefined): LetterKind | undefined {
  if (text === undefined) return undefined;
  const found = letterKinds.find((kind) => kind === text.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(
    "usage",
    "--kind is none of those there are.",
    `One of: ${letterKinds.join(", ")}.`,
  );
}
