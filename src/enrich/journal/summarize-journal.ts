import { open } from "node:fs/promises";
import type { JournalHeader } from "./journal-header.ts";
import { scanJournal } from "./scan-journal.ts";

/** What a journal comes to, for whoever only looks. */
export interface JournalSummary {
  header: JournalHeader;
  /** Rows that are answered. */
  answered: number;
}

/** undefined for one that nobody could resume. Changes nothing, also while a run writes to it. */
export async function summarizeJournal(
  path: string,
  runId: string,
): Promise<JournalSummary | undefined> {
  const handle = await open(path, "r").catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const scanned = await scanJournal(handle);
    if (typeof scanned === "string" || scanned.header.run_id !== runId) return undefined;
    return { header: scanned.header, answered: scanned.lines.answered() };
  } catch {
    return undefined;
  } finally {
    await handle.close();
  }
}
