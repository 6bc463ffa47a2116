import { type Change, changeColumns } from "../../enrich/refresh/change.ts";
import type { AtomicFileOptions } from "../../table/files/atomic-file.ts";
import { type LinesWriter, openLinesWriter } from "../../table/files/lines-writer.ts";
import { openRecordsWriter, type RecordsWriter } from "../../table/files/records-writer.ts";
import { openRejectsWriter, type RejectsWriter } from "../../table/files/rejects-writer.ts";
import type { Table } from "../../table/table.ts";
import { type JunitWriter, openJunitWriter } from "../checks/junit-writer.ts";
import type { Verdict } from "../checks/verdict.ts";
import type { KeptJob } from "./enrich-job.ts";

/** The files that a run writes beside its output, each as far as it was asked for. */
export interface SideFiles {
  rejects: RejectsWriter | undefined;
  provenance: LinesWriter | undefined;
  changes: RecordsWriter<Change> | undefined;
  /** Puts them all in place. */
  finish(verdict: Verdict): Promise<void>;
  /** None of them is left, nor was ever in place. */
  abort(): Promise<void>;
}

type SideJob = Pick<KeptJob, "rejects" | "provenance" | "changes" | "junit" | "checks" | "config">;

/** @param options of the file at a path */
export async function openSideFiles(
  table: Table,
  job: SideJob,
  options: (path: string) => Promise<AtomicFileOptions>,
): Promise<SideFiles> {
  const opened: { abort(): Promise<void> }[] = [];
  const abort = async () => {
    for (const file of opened) await file.abort();
  };

  async function open<File extends { abort(): Promise<void> }>(
    path: string | undefined,
    openAt: (path: string, options: AtomicFileOptions) => Promise<File>,
  ): Promise<File | undefined> {
    if (path === undefined) return undefined;
    const file = await openAt(path, await options(path));
    opened.push(file);
    return file;
  }

  try {
    const rejects = await open(job.rejects, (path, atomic) =>
      openRejectsWriter(path, table, atomic),
    );
    const provenance = await open(job.provenance, openLinesWriter);
    const { raw } = job.config.settings;
    const changes = await open(job.changes, (path, atomic) =>
      openRecordsWriter<Change>(path, { columns: changeColumns, raw, ...atomic }),
    );
    const junit: JunitWriter | undefined = await open(job.junit, (path, atomic) =>
      openJunitWriter(path, job.checks, atomic),
    );
    return {
      ...{ rejects, provenance, changes, abort },
      async finish(verdict) {
        // The rejects first: where they fail, the output must not look like a finished run.
        await rejects?.finish();
        await provenance?.finish();
        await changes?.finish();
        await junit?.finish(verdict);
      },
    };
  } catch (error) {
    await abort();
    throw error;
  }
}
