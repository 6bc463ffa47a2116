import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { openDisclosureStore } from "../../src/ledger/sqlite/sqlite-disclosure-store.ts";
import type { Job } from "./job.ts";

/**
 * Whom an enriched list names without its being on record, however the run ended: an output may not
 * be there before the record of what it tells. Only of a registry on this machine, and of text.
 */
export async function untold({ folder }: Job, output: string): Promise<string[]> {
  if (!output.endsWith(".enriched.csv")) return [];
  const text = await readFile(join(folder, "lists", output), "utf8").catch(() => "");
  const rows: Record<string, string>[] = parse(text, { columns: true, relax_column_count: true });
  const npis = rows.flatMap(({ hb_npi }) => (hb_npi ? [hb_npi] : []));
  if (npis.length === 0) return [];
  const ledger = join(folder, "home/.local/share/heartbeat");
  const store = await openDisclosureStore(ledger, {
    keyFile: join(ledger, "ledger.key"),
    now: () => new Date(),
    random: randomBytes,
  });
  try {
    const found = await store.disclosuresOf(npis);
    const open = found.filter((disclosures) => disclosures.length === 0).length;
    return open === 0 ? [] : [`${output} tells of ${open} people that are not on record`];
  } finally {
    await store.close();
  }
}
