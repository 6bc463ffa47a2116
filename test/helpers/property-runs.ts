import fc from "fast-check";

/** How many times as long as usual property tests run: `npm run torture`. */
const torture = Number(process.env.HEARTBEAT_TORTURE ?? 1);

/** `usual` runs of a property, and as many times more under `npm run torture`, or `full` then. */
export function runs(usual: number, full: number = usual * torture): number {
  return torture === 1 ? usual : full;
}

// The usual run looks at the same cases every time, so that a change alone can turn it red;
// torture looks at others each time, and a failure prints its seed.
fc.configureGlobal({
  numRuns: runs(100),
  ...(torture === 1 ? { seed: 80_840 } : {}),
});
