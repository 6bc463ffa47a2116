import { tmpdir } from "node:os";
import type { ListSurvivors } from "../../enrich/dedupe/survivors.ts";
import { UsageError } from "../../model/errors.ts";
import { readNpi } from "../../normalize/npi.ts";
import { openTable } from "../../table/open-table.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { loadReceipt } from "../input/load-receipt.ts";
import { openEnriched } from "../input/open-enriched.ts";

/** Reads an enriched list for the people whom its `hb_npi` names. */
export async function readSeen(app: App, path: string, survivors: ListSurvivors): Promise<void> {
  const { signal } = app.io;
  await closing(await openSeen(app, path), async (table) => {
    const index = table.columns.findLastIndex((column) => column.trim() === "hb_npi");
    if (index === -1) throw notEnriched(path);
    for await (const rows of table.rows({ signal })) {
      for (const { kind, number, cells } of rows) {
        const npi = kind === "record" ? readNpi(cells[index] ?? "") : undefined;
        if (npi?.kind === "valid") survivors.meet(npi.npi, number);
      }
    }
    const sha256 = table.sha256();
    if (sha256 === undefined) throw new Error("a list that was read whole has no hash");
    survivors.finish(sha256);
  });
}

/** As its receipt says it was written; else as it looks. */
async function openSeen(app: App, path: string): Promise<Table> {
  const receipt = (await loadReceipt(app, path, undefined))?.receipt;
  if (receipt !== undefined) return openEnriched(app, path, receipt);
  const { env, signal, unfinished } = app.io;
  return openTable(path, { tempDir: env.TMPDIR || tmpdir(), signal, unfinished });
}

function notEnriched(path: string): UsageError {
  return new UsageError(
    "not_enriched",
    `${path} has no column hb_npi: it is no list that heartbeat wrote.`,
    "Name enriched lists with --dedupe-against.",
  );
}
