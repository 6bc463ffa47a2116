import { stat } from "node:fs/promises";
import type { RunWriter } from "../enrich/enrich.ts";
import type { Disclosures } from "../model/disclosures.ts";

/**
 * A writer whose rows leave when it is on the disk whom they tell about. A file leaves when it gets
 * its name; standard output, a pipe or a device row by row.
 */
export async function recordedFirst(
  writer: RunWriter,
  path: string,
  { flush }: Pick<Disclosures, "flush">,
): Promise<RunWriter> {
  const leavesAtOnce = await isStream(path);
  return {
    async write(rows) {
      if (leavesAtOnce) await flush();
      await writer.write(rows);
    },
    async finish(receipt) {
      await flush();
      await writer.finish(receipt);
    },
    abort: writer.abort,
  };
}

async function isStream(path: string): Promise<boolean> {
  if (path === "-") return true;
  const present = await stat(path).catch(() => undefined);
  return present !== undefined && !present.isFile();
}
