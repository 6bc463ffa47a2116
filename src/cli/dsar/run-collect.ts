import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import type { Flags } from "../../config.ts";
import { type CategoryCode, categoryCodes } from "../../dsar/export/categories.ts";
import { collectCategory } from "../../dsar/export/collect-category.ts";
import { InputError, systemErrorCode, UsageError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { pathIn } from "../files/output-path.ts";
import type { Io } from "../io.ts";
import { createOutput } from "../screen/output.ts";

export interface DsarCollectArguments {
  id: string;
  category: string;
  from?: string;
  none?: true;
  flags: Flags;
}

/** More is no export about one person. */
const mostBytes = 64 * 1024 * 1024;

export async function runDsarCollect(given: DsarCollectArguments, app: App): Promise<number> {
  const { io } = app;
  const config = await app.configure(given.flags);
  const out = createOutput(io, config.settings);
  const category = categoryOf(given.category);
  const bytes = await bytesOf(given, io);
  const { values, sha256 } = await closing(await app.openRequests(config), (store) =>
    collectCategory({ store, now: io.date }, given.id, category, bytes),
  );
  out.note(
    bytes === undefined
      ? `${category}: nothing is held`
      : `${category}: ${values} values, sealed with the request. Remove the file itself when it is of no other use.`,
  );
  if (config.settings.json) {
    const held = sha256 === undefined ? { none: true } : { values, sha256 };
    await out.json({ schema_version: 1, id: given.id, category, ...held });
  }
  return 0;
}

function categoryOf(text: string): CategoryCode {
  const found = categoryCodes.find((code) => code === text.trim().toUpperCase());
  if (found !== undefined) return found;
  throw new UsageError("usage", "--category is none of those there are.", "One of: C1 to C8.");
}

async function bytesOf({ from, none }: DsarCollectArguments, io: Io): Promise<Buffer | undefined> {
  if ((from === undefined) === (none === undefined)) {
    throw new UsageError(
      "usage",
      "Whether anything is held is not said, or said twice.",
      "Give --from FILE, or --none.",
    );
  }
  if (from === undefined) return undefined;
  const bytes =
    from === "-" ? await standardInput(io) : await readFile(pathIn(io.cwd, from)).catch(unreadable);
  if (bytes.length <= mostBytes) return bytes;
  throw new InputError(
    "collected_unusable",
    "The file of --from is longer than any about one person.",
    "Take out what is about others.",
  );
}

async function standardInput(io: Io): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of io.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

function unreadable(error: unknown): never {
  throw new InputError(
    "collected_unreadable",
    `The file of --from cannot be read (${systemErrorCode(error) ?? "unknown error"}).`,
    "Name a CSV or JSON file, or `-` for standard input.",
  );
}
