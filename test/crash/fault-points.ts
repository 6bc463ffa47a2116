import { leaksOf } from "../privacy/leaks.ts";
import type { DiskPlan } from "./faulty-disk.ts";
import { different, halfWritten, leftBehind } from "./kill-points.ts";
import { secrets } from "./lists.ts";
import type { Subject } from "./subjects.ts";

export interface FaultReport {
  at: number;
  /** The call that failed, and how; undefined where the run made fewer calls. */
  fault: string | undefined;
  code: number;
  faults: string[];
}

/**
 * Lets one call of the file system fail: the run says so and ends with a documented code, or it was
 * nothing that mattered and the run is whole. A second run, on a sound disk, ends as if nothing had
 * happened.
 */
export async function failAt(
  subject: Subject,
  fault: NonNullable<DiskPlan["fault"]>,
): Promise<FaultReport> {
  const trial = await subject.begin();
  try {
    const ran = await trial.job.run({ fault });
    const faults = [
      ...(await halfWritten(trial, subject)),
      ...unclear(ran),
      ...(await leaksOf(secrets, { texts: { stderr: ran.stderr, stdout: ran.stdout } })),
    ];
    if (ran.code === 0) {
      if (isSwallowed(ran.fault)) faults.push(`exit 0 although this failed: ${ran.fault}`);
      const isTold = /could not be removed \(E[A-Z]+\): heartbeat runs clean \w+$/m.test(
        ran.stderr,
      );
      const others = await different(trial, subject);
      faults.push(...others.filter((fault) => !isTold || !fault.endsWith(leftBehind)));
    } else {
      trial.afterKill?.(false);
      const again = await trial.job.run();
      const isDone = subject.isRefusedWhenDone && /output_exists/.test(again.stderr);
      if (again.code !== 0 && !isDone) faults.push(`again: exit ${again.code}: ${again.stderr}`);
      faults.push(...(await different(trial, subject)));
    }
    return { at: fault.at, fault: ran.fault, code: ran.code, faults };
  } finally {
    await trial.end?.();
  }
}

/**
 * Whether something was not written and nobody said so. A short write is a success, of which the
 * rest has to follow; a run over a registry goes on where it can keep no journal, and the journal of
 * a run that has come to its end is not missed.
 */
function isSwallowed(fault: string | undefined): boolean {
  if (fault === undefined || / short /.test(fault)) return false;
  return (
    / (write|rename|cut|sync) /.test(fault) &&
    !/ sync home(\/\.local(\/state(\/heartbeat)?)?)?$/.test(fault) &&
    !/ sync .*\/journal\.jsonl$/.test(fault)
  );
}

/** What a user could not make sense of. */
function unclear({ code, stderr }: { code: number; stderr: string }): string[] {
  if (code === 0) return [];
  const faults: string[] = [];
  if (![2, 3, 4].includes(code)) faults.push(`exit ${code} is not documented for this: ${stderr}`);
  if (!/^error: .+\[[a-z_]+\]$/m.test(stderr)) faults.push(`no clear message: ${stderr}`);
  if (/\n {4}at |planted/.test(stderr)) faults.push(`the program's inside is shown: ${stderr}`);
  return faults;
}
