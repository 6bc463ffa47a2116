import { Buffer } from "node:buffer";
import type { Table, TableRow } from "../table.ts";
import { outputBom } from "../text/output-text.ts";
import { type AtomicFileOptions, openAtomicFile } from "./atomic-file.ts";

/** Collects rejected lines as they stand, under the list's header: mended, they can be run again. */
export interface RejectsWriter {
  /** Rows of other kinds are passed over. */
  write(rows: readonly TableRow[]): Promise<void>;
  finish(): Promise<void>;
  abort(): Promise<void>;
}

/** Nothing is at `path` before `finish`. */
export async function openRejectsWriter(
  path: string,
  { header, dialect }: Pick<Table, "header" | "dialect">,
  options: AtomicFileOptions = {},
): Promise<RejectsWriter> {
  const output = await openAtomicFile(path, options);
  let parts: Uint8Array[] = [outputBom(dialect), header.before, header.raw];
  parts.push(Buffer.from(header.ending));
  return {
    async write(rows) {
      for (const { kind, raw, ending } of rows) {
        if (kind === "rejected") parts.push(raw, Buffer.from(ending || dialect.line_ending));
      }
      const bytes = Buffer.concat(parts);
      parts = [];
      await output.write(bytes);
    },
    async finish() {
      await output.write(Buffer.concat(parts));
      await output.finish();
    },
    abort: () => output.abort(),
  };
}
