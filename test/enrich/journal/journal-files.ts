import { rm } from "node:fs/promises";
import { createJournal, type Journal } from "../../../src/enrich/journal/journal.ts";
import type { JournalHeader } from "../../../src/enrich/journal/journal-header.ts";
import type { MatchResult } from "../../../src/model/contract.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

export const runId = "0123456789abcdef";

export function header(rows = 100): JournalHeader {
  return {
    schema: 1,
    run_id: runId,
    run_key: "0123456789abcdef0123456789abcdef",
    created: "2026-01-20T09:30:00.000Z",
    release: "release-1",
    rows,
    requests: rows,
    context: { name_order: "mixed", prior: 0.8 },
    context_from: { name_order: "default", prior: "default", name_columns: "default" },
    binding: {},
  };
}

/** An answer that says which row it is of, with letters of several bytes. */
export function answer(id: number): MatchResult {
  return { id, status: "no_match", confidence: 0.1, reason: `nobody: Ł’œ ${id}` };
}

/** Waits for nobody: only closing syncs. */
export const never = (): (() => void) => () => undefined;

export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = temporaryFolder("heartbeat-journal");
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A journal with these rows answered, a line each. */
export async function writtenJournal(
  path: string,
  lines: readonly (readonly number[])[],
): Promise<void> {
  const journal: Journal = await createJournal(path, header(), never);
  for (const rows of lines) await journal.append(rows.map(answer));
  await journal.close();
}
