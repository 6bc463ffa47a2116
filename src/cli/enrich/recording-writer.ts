import { stat } from "node:fs/promises";
import type { Disclosures } from "../../model/disclosures.ts";

/** What is written tells about people; it is there when it is finished. */
interface Telling<Rows, End extends readonly unknown[]> {
  write(rows: Rows): Promise<void>;
  finish(...end: End): Promise<void>;
  abort(): Promise<void>;
}

/**
 * A writer whose rows leave when it is on the disk whom they tell about. A file leaves when it gets
 * its name; standard output, a pipe or a device row by row.
 *
 * @param disclosures undefined where whoever answers keeps its own record
 */
export async function recordedFirst<Rows, End extends readonly unknown[]>(
  writer: Telling<Rows, End>,
  path: string,
  disclosures: Pick<Disclosures, "flush"> | undefined,
): Promise<Telling<Rows, End>> {
  if (disclosures === undefined) return writer;
  const leavesAtOnce = await isStream(path);
  return {
    async write(rows) {
      if (leavesAtOnce) await disclosures.flush();
      await writer.write(rows);
    },
    async finish(...end) {
      await disclosures.flush();
      await writer.finish(...end);
    },
    abort: writer.abort,
  };
}

async function isStream(path: string): Promise<boolean> {
  if (path === "-") return true;
  const present = await stat(path).catch(() => undefined);
  return present !== undefined && !present.isFile();
}
