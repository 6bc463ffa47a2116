import { Buffer } from "node:buffer";
import { type AtomicFileOptions, openAtomicFile } from "../../table/files/atomic-file.ts";
import { junitText } from "./junit-text.ts";
import type { RunChecks } from "./run-checks.ts";
import type { Verdict } from "./verdict.ts";

/** Where the outcome of gates and canaries goes as JUnit XML; `finish` or `abort` ends it. */
export interface JunitWriter {
  finish(verdict: Verdict): Promise<void>;
  abort(): Promise<void>;
}

/** Nothing is at `path` before `finish`. */
export async function openJunitWriter(
  path: string,
  { gates, canaries }: RunChecks,
  options: AtomicFileOptions,
): Promise<JunitWriter> {
  const file = await openAtomicFile(path, options);
  const rows = canaries?.canaries.map(({ row }) => row) ?? [];
  return {
    async finish(verdict) {
      await file.write(Buffer.from(junitText(gates, verdict, rows)));
      await file.finish();
    },
    abort: () => file.abort(),
  };
}
