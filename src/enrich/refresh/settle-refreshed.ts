import { codeOfReason, reasonCodes } from "../../model/reason.ts";
import { answerStatuses } from "../../model/status.ts";
import { readNpi } from "../../normalize/npi.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { Finding } from "../finding.ts";
import type { Entry } from "../plan-batches.ts";
import { heldNpi, isMoved } from "./held-npi.ts";

/** A row that was asked about, and what the list says was found for it before. */
type AskedRow = Pick<Entry, "request" | "before" | "npiBefore">;

/**
 * What was found for rows that are asked about again, held against what was found before. The NPI of
 * a row is never exchanged for another person's in silence: the row becomes a `conflict` between the
 * two, and stays one until the old NPI fits again or a person has decided.
 *
 * @param findings one per row
 */
export async function settleRefreshed(
  rows: readonly AskedRow[],
  findings: readonly Finding[],
  service: Pick<SearchService, "profiles">,
): Promise<readonly Finding[]> {
  if (rows.every(({ before }) => before === undefined)) return findings;
  const settled = findings.map((finding, i) => settleOne(rows[i] as AskedRow, finding));
  const lost = settled.flatMap((finding, i) => {
    const npi = heldNpi((rows[i] as AskedRow).before?.finding);
    return npi !== undefined && namesNoHolder(finding) ? [{ i, npi }] : [];
  });
  if (lost.length === 0) return settled;
  const profiles = await service.profiles(lost.map(({ npi }) => npi));
  lost.forEach(({ i, npi }, k) => {
    if (profiles[k]?.active === false) settled[i] = deactivated(npi);
  });
  return settled;
}

/** An answer that does not say whose the old NPI is. */
function namesNoHolder({ status, reason }: Finding): boolean {
  return (status === "no_match" || status === "ambiguous") && !isDecided(reason);
}

/** The NPI stays in the row, so that the next refresh knows of it. */
function deactivated(npi: string): Finding {
  return {
    status: "no_match",
    reason: "npi_deactivated: the NPI that the row was matched to was deactivated",
    confidence: 0,
    matchedOn: "",
    npi: "",
    candidates: [{ npi, confidence: 0 }],
    keys: { npi },
    cells: [],
  };
}

function settleOne({ request, before: answer, npiBefore }: AskedRow, now: Finding): Finding {
  const before = answer?.finding;
  const old = heldNpi(before);
  if (before === undefined || old === undefined) return now;
  if (!answerStatuses.has(now.status) || isDecided(now.reason)) return now;
  const isOurs = npiBefore !== undefined;
  if (now.status === "matched" && now.npi === old) return isOurs ? asSureAs(before, now) : now;
  if (isMoved(before)) return moved(before, old, now);
  // CMS itself gave the person another NPI, and the answer to the old one is by the new one.
  const isReplaced = now.status === "matched" && now.matchedOn === "npi" && asksFor(old, request);
  if (isReplaced) return isOurs ? asSureAs(before, now) : now;
  return now.status === "matched" || now.status === "conflict" ? moved(before, old, now) : now;
}

/** Whether the row was asked about by this NPI, the list's own or ours. */
function asksFor(npi: string, request: Entry["request"]): boolean {
  const asked = readNpi(request?.npi ?? "");
  return asked.kind === "valid" && asked.npi === npi;
}

function isDecided(reason: string): boolean {
  return codeOfReason(reason) === "decided";
}

/**
 * The NPI that was asked by is our own answer of before: that it is on file makes it no surer that
 * it is the lead's.
 */
function asSureAs(before: Finding, now: Finding): Finding {
  const { confidence, reason, matchedOn } = before;
  return { ...now, confidence, reason, matchedOn };
}

const mostCandidates = 5;

function moved(before: Finding, old: string, now: Finding): Finding {
  const was = isMoved(before) ? before.candidates[0]?.confidence : before.confidence;
  const named = now.status === "matched" ? [{ npi: now.npi, confidence: now.confidence ?? 0 }] : [];
  const others = [...named, ...now.candidates].filter(({ npi }) => npi !== old);
  return {
    status: "conflict",
    reason: `identity_moved: ${reasonCodes.identity_moved}`,
    confidence: now.confidence,
    matchedOn: "",
    npi: "",
    candidates: [{ npi: old, confidence: was ?? 0 }, ...others].slice(0, mostCandidates),
    // Where the person who was there before is suppressed, nothing of the row may be left.
    keys: { npi: old },
    cells: [],
  };
}
