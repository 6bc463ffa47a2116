import type { Config } from "../../config.ts";
import type { App } from "../app.ts";
import { readAge } from "../typed/age.ts";

/**
 * The day that contacts have to be known on, or later, from `fresh_within`: an ISO day as it stands,
 * an age counted back from today (UTC). Undefined without one.
 */
export function freshSince({ settings }: Config, { io }: Pick<App, "io">): string | undefined {
  const { fresh_within: given } = settings;
  if (given === undefined) return undefined;
  const age = readAge(given);
  return age === undefined ? given : isoDay(new Date(io.date().getTime() - age));
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
