/**
 * How much the harnesses of many processes look at: `npm test` a few cases of each, `npm run kills`
 * many, `npm run torture` all.
 */
const level =
  Number(process.env.HEARTBEAT_TORTURE ?? 1) > 1 ? 2 : process.env.HEARTBEAT_KILLS ? 1 : 0;

export function byEffort<T>(few: T, many: T, all: T): T {
  return [few, many, all][level] as T;
}

/** The effort of `npm test`, which leaves looks at planted bugs and the like to `npm run kills`. */
export const isBrief = level === 0;

export const isTorture = level === 2;

/** For a test of many processes, on a machine that has other things to do; in ms. */
export const patience = byEffort(600_000, 1_800_000, 12 * 3_600_000);
