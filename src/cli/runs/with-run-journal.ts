import type { Journal } from "../../enrich/journal/journal.ts";
import { InterruptedError } from "../../model/errors.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { Table } from "../../table/table.ts";
import type { SettledJob } from "../enrich/enrich-job.ts";
import { answersText } from "./answers-text.ts";
import { createRunJournal, type RunJournal } from "./run-journal.ts";

/**
 * Does a run's work with a journal, where one can be kept. When the work fails, the answers so far
 * are on the disk and the user hears how to go on.
 */
export async function withRunJournal(
  table: Table,
  service: SearchService,
  job: SettledJob,
  work: (journal: RunJournal | undefined) => Promise<number>,
): Promise<number> {
  const folders = job.claim?.folders;
  if (folders === undefined) return work(undefined);
  const runJournal = createRunJournal({ folders, table, service, job });
  try {
    const code = await work(runJournal);
    await runJournal.close();
    return code;
  } catch (error) {
    const kept = await runJournal.giveUp();
    const [line] = kept === undefined ? [] : keptLines(kept);
    if (job.app.io.signal.aborted || error instanceof InterruptedError) {
      throw new InterruptedError(line);
    }
    if (line !== undefined) job.out.note(line);
    throw error;
  }
}

/** How to go on, where there is anything to go on with. */
export function keptLines(journal: Pick<Journal, "answered" | "header">): string[] {
  const answered = journal.answered();
  if (answered === 0) return [];
  return [`Run the same command again: ${answersText(journal.header, answered)} kept.`];
}
