import { createDurable } from "./durable.mjs";

/** What a call of each kind may fail with; `short` writes a part and succeeds. */
export const faults = {
  open: ["EACCES", "EMFILE", "EIO"],
  create: ["EACCES", "EMFILE", "ENOSPC", "EIO"],
  read: ["EIO"],
  look: ["EACCES", "EIO"],
  write: ["ENOSPC", "EIO", "short"],
  sync: ["EIO", "ENOSPC"],
  close: ["EIO", "ENOSPC"],
  rename: ["EACCES", "ENOSPC", "EIO"],
  remove: ["EACCES", "EIO"],
  folder: ["EACCES", "ENOSPC"],
  cut: ["EIO"],
};

/**
 * Counts calls, and kills the process or lets a call fail when its turn comes. Everything happens
 * at once and in one thread, also what the program does not wait for, so that what a killed process
 * has done is what was called, and nothing is half on its way.
 *
 * @param {import("../program.ts").DiskPlan} plan
 */
export function createPlan(plan, real) {
  const durable = createDurable(real);
  const random = randomFrom(plan.seed ?? 1);
  const log = real.openSync(plan.log, "a");
  let moments = 0;
  let calls = 0;
  const form = new RegExp(plan.fault?.of ?? plan.kill?.of ?? "");
  /** Calls or moments of this form. */
  let chosen = 0;

  function note(...words) {
    real.writeSync(log, `${words.join(" ")}\n`);
  }

  function die(what, path) {
    durable.cutPower(plan.kill.lost, random);
    note("killed", moments, what, path);
    process.kill(process.pid, "SIGKILL");
    // Nothing else may happen until the signal arrives.
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  }

  /** One more moment has come, which may be the last. */
  function isLast(what, path) {
    moments += 1;
    if (plan.trace) note("moment", what, path);
    if (plan.kill === undefined || !form.test(`${what} ${path}`)) return false;
    chosen += 1;
    return plan.kill.at === chosen;
  }

  function failure(code, kind, path) {
    note("fault", calls, code, kind, path);
    return Object.assign(new Error(`${code}: planted, ${kind} '${path}'`), {
      code,
      errno: -1,
      syscall: kind,
      path,
    });
  }

  /** Whether this call is the one that fails, or comes after it on a disk that stays full. */
  function faultOf(kind, path) {
    calls += 1;
    if (plan.fault === undefined) return undefined;
    const isChosen = form.test(`${kind} ${path}`);
    if (isChosen) chosen += 1;
    if (chosen < plan.fault.at) return undefined;
    const choice = faults[kind][plan.fault.choice % faults[kind].length];
    if (isChosen && chosen === plan.fault.at) return choice;
    const isFull = plan.fault.lasting && choice === "ENOSPC";
    return isFull ? choice : undefined;
  }

  return {
    durable,
    /**
     * @param kind as in `faults`
     * @param changes whether the disk is another one afterwards: a moment to be killed at
     * @param half does a part of it, where it can be done in part
     */
    step({ kind, path, changes = false, half }, perform) {
      const fault = faultOf(kind, path);
      if (plan.trace) note("call", kind, path);
      if (fault === "short") {
        note("fault", calls, fault, kind, path);
        return half();
      }
      if (fault !== undefined && kind !== "close") throw failure(fault, kind, path);
      const part = `half a ${kind}`;
      if (half !== undefined && isLast(part, path)) {
        half();
        die(part, path);
      }
      const result = perform();
      if (fault !== undefined) throw failure(fault, kind, path);
      if (changes && isLast(kind, path)) die(kind, path);
      return result;
    },
    end() {
      note("ended", moments, calls);
    },
  };
}

/** Mulberry32. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
