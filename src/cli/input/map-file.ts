import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { parseJson } from "../../config/parse-json.ts";
import type { ListReading } from "../../enrich/receipt/receipt.ts";
import { systemErrorCode, UsageError } from "../../model/errors.ts";
import { checkMapFile, type MapFile, mapFileText } from "../../table/columns/map-file.ts";
import { type OutputWatch, openAtomicFile } from "../../table/files/atomic-file.ts";
import type { Io } from "../io.ts";

/** UsageError `map_file_unreadable` or `map_file_invalid`. */
export async function readMapFile(path: string): Promise<MapFile> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new UsageError(
      "map_file_unreadable",
      `The mapping ${path} cannot be read (${systemErrorCode(error) ?? "unknown error"}).`,
      "`--save-map FILE` makes one.",
    );
  });
  return checkMapFile(parseJson(text, path, "map_file_invalid"), path);
}

/** The mapping of a surveyed list, in a file that appears whole or not at all. */
export async function saveMapFile(
  path: string,
  columns: readonly string[],
  { mapping, left_out }: Pick<ListReading, "mapping" | "left_out">,
  { io, force, watch }: { io: Io; force: boolean; watch?: OutputWatch | undefined },
): Promise<void> {
  const options = { keepExisting: !force, unfinished: io.unfinished, ...watch };
  const file = await openAtomicFile(path, options);
  try {
    await file.write(Buffer.from(mapFileText(mapping, left_out, columns)));
    await file.finish();
  } catch (error) {
    await file.abort();
    throw error;
  }
}
