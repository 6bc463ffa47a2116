import type { ImportProgress } from "../../import/import-progress.ts";
import { count } from "../screen/progress.ts";
import type { Progress } from "../screen/progress-state.ts";

const steps: Readonly<Record<string, string>> = {
  hash: "Checking",
  read: "Reading",
  merge: "Building profiles",
  index: "Building the index",
  facets: "Filing by place and specialty",
  terms: "Counting names",
  contacts: "Carrying contacts over",
  suppressions: "Looking for who is suppressed",
  publish: "Publishing",
};

/** An import's progress as a progress line: by bytes where the step has a measure. */
export function showImport(progress: Progress): (state: ImportProgress) => void {
  return ({ step, file, bytesDone, bytesTotal, rows }) => {
    const [, part, percent] = /^(\w+) (\d+) ?%$/.exec(step) ?? [];
    const words = steps[part ?? step] ?? step;
    if (percent !== undefined) {
      progress.update({ step: words, done: Number(percent), total: 100, unit: "%" });
      return;
    }
    if (bytesTotal === 0) {
      progress.update({ step: words, done: rows, unit: "profiles" });
      return;
    }
    progress.update({
      step: words,
      ...(file === "" ? {} : { file }),
      done: bytesDone / 1e6,
      total: bytesTotal / 1e6,
      unit: "MB",
      extra: `${count(rows)} rows`,
    });
  };
}
