import type { Survey } from "../../enrich/receipt/receipt.ts";
import type { OpenJob } from "./enrich-job.ts";
import { pathWord } from "./enrich-screen.ts";

/**
 * The words after `heartbeat` that ask again about an output's rows without an answer, over the same
 * service and within the same limit. undefined where the output cannot be read back.
 */
export function retryWords(
  { given, config, output, format }: OpenJob,
  { requests }: Pick<Survey, "requests">,
): string[] | undefined {
  if (output === "-" || format === "ndjson") return undefined;
  const { flags } = given;
  const { origin, settings } = config;
  const again = given.refresh === undefined;
  const words = again
    ? ["enrich", pathWord(output), "--retry-errors"]
    : ["refresh", pathWord(output)];
  for (const name of ["registry", "service"] as const) {
    if (flags[name] !== undefined) words.push(origin[name], String(flags[name]));
  }
  if (given.dedupe !== undefined) words.push("--dedupe", given.dedupe);
  for (const path of given.dedupeAgainst) words.push("--dedupe-against", path);
  // A limit of 0 would ask nobody once more.
  if (flags.max_requests !== undefined) {
    words.push(origin.max_requests, String(settings.max_requests || Math.max(1, requests)));
  }
  // Else the receipt says it.
  if (given.receipt === false) words.push(...writeWords(given));
  return words;
}

function writeWords({ write }: OpenJob["given"]): string[] {
  if (write === undefined) return [];
  return ["--write", write.mode, ...(write.mode === "overwrite" ? write.columns : [])];
}
