import { Buffer } from "node:buffer";
import { openAtomicFile } from "../../table/files/atomic-file.ts";
import type { Io } from "../io.ts";
import type { Output } from "../screen/output.ts";

/** Where results go: to standard output as they come, or to a file that is there whole or not at all. */
export interface SearchOutput {
  write(text: string): Promise<void>;
  finish(): Promise<void>;
  abort(): Promise<void>;
}

export async function openSearchOutput(
  path: string,
  { out, io, force }: { out: Output; io: Io; force: boolean },
): Promise<SearchOutput> {
  if (path === "-") {
    return { write: (text) => out.data(text), finish: async () => {}, abort: async () => {} };
  }
  const file = await openAtomicFile(path, { keepExisting: !force, unfinished: io.unfinished });
  return {
    write: (text) => file.write(Buffer.from(text)),
    finish: () => file.finish(),
    abort: () => file.abort(),
  };
}
