import type { MatchRequest } from "../../model/contract.ts";
import { readNpi } from "../../normalize/npi.ts";
import { decisionKey, type Finding } from "../finding.ts";

/**
 * The NPI that a row was matched to, where the list does not give it and the row is to be asked about
 * by it: not where the list gives another one, which then says who is meant, and not where a person
 * decided, which the list alone does not prove.
 */
export function npiToAsk(
  before: Finding | undefined,
  request: Pick<MatchRequest, "npi">,
): string | undefined {
  if (before?.status !== "matched" || before.matchedOn === decisionKey) return undefined;
  const was = readNpi(before.npi);
  const own = readNpi(request.npi ?? "");
  return was.kind === "valid" && own.kind !== "valid" ? was.npi : undefined;
}

/**
 * What tells rows apart that ask the same: whom each was matched to before, as its answer is held
 * against that, and whether the list itself gives the NPI: then it is another lead.
 */
export function apart(before: Finding | undefined, npiBefore: string | undefined): string {
  if (before === undefined) return "";
  const npis = [before.npi, ...before.candidates.map(({ npi }) => npi)];
  return `\u001d${npiBefore === undefined ? "" : "ours"}${before.status}${npis.join()}`;
}
