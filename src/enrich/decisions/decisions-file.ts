import { InputError } from "../../model/errors.ts";
import { isNpi } from "../../normalize/npi.ts";
import { type Decision, isSameLead, keyOf, nobody } from "./decision.ts";

/**
 * The file of decisions: NDJSON, one decision a line below one that names the format, sorted, so that
 * two people's files merge line by line. Same decisions, same bytes.
 */
const header = { heartbeat_decisions: 1 };
const hashPattern = /^[0-9a-f]{64}$/;
const longestWords = 500;
const known = [
  "lead",
  "detail",
  "shared",
  "choice",
  "records",
  "decided_on",
  "by",
  "note",
] as const;

export function decisionsText(decisions: readonly Decision[]): string {
  const sorted = [...decisions].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return [header, ...sorted.map(inOrder)].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Keys always in one order, also those of records. */
function inOrder(decision: Decision): Record<string, unknown> {
  const records = Object.fromEntries(
    Object.entries(decision.records).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const whole: Record<string, unknown> = { ...decision, records };
  return Object.fromEntries(
    known.flatMap((key) => (whole[key] === undefined ? [] : [[key, whole[key]]])),
  );
}

/**
 * @param file how messages name it. InputError `decisions_invalid` names the line that is wrong, and
 * says nothing of what stands there.
 */
export function parseDecisions(text: string, file: string): Decision[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const found: { decision: Decision; line: number }[] = [];
  const byLead = new Map<string, typeof found>();
  let begun = false;
  for (const [at, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const place = { file, line: at + 1 };
    if (/^(<{7}|={7}|>{7}|\|{7})/.test(line)) throw unmerged(place);
    const value = parseLine(line, place);
    if (!begun) {
      requireHeader(value, place);
      begun = true;
      continue;
    }
    const decision = toDecision(value, place);
    const same = byLead.get(decision.lead) ?? [];
    const before = same.find((other) => isSameLead(other.decision, decision));
    if (before !== undefined) throw decidedTwice(file, before.line, place.line);
    const one = { decision, line: place.line };
    byLead.set(decision.lead, [...same, one]);
    found.push(one);
  }
  if (!begun) throw invalid({ file, line: 1 }, `it has to begin with ${JSON.stringify(header)}`);
  return found.map(({ decision }) => decision);
}

interface Place {
  file: string;
  line: number;
}

function parseLine(line: string, place: Place): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw invalid(place, "it is no JSON object on one line");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw invalid(place, "it is no JSON object");
}

function requireHeader(value: Record<string, unknown>, place: Place): void {
  if (Object.keys(value).length === 1 && value.heartbeat_decisions === 1) return;
  if (typeof value.heartbeat_decisions === "number" && value.heartbeat_decisions > 1) {
    throw invalid(place, "it was written by a later version of heartbeat; use that one");
  }
  throw invalid(place, `the file has to begin with ${JSON.stringify(header)}`);
}

function toDecision(value: Record<string, unknown>, place: Place): Decision {
  const fault = faultOf(value);
  if (fault !== undefined) throw invalid(place, fault);
  return value as unknown as Decision;
}

/** What keeps a line from being a decision, in words. */
function faultOf(value: Record<string, unknown>): string | undefined {
  if (Object.keys(value).some((key) => !known.some((one) => one === key))) {
    return `it has a key that no decision has; the keys are ${known.join(", ")}`;
  }
  const { lead, detail, shared, choice, records, decided_on } = value;
  if (!isHash(lead)) return "lead has to be 64 hex digits";
  if (!isHash(detail)) return "detail has to be 64 hex digits";
  if (shared !== undefined && shared !== true) return "shared is true or is left out";
  if (choice !== nobody && !isNpiText(choice)) return `choice has to be an NPI or "${nobody}"`;
  if (!isRecords(records)) return "records has to give 64 hex digits for each NPI";
  const npis = Object.keys(records);
  if (choice !== nobody && (npis.length !== 1 || npis[0] !== choice)) {
    return "records has to hold the NPI that was chosen, and no other";
  }
  if (!isDay(decided_on)) return "decided_on has to be a day: 2026-01-15";
  if (!isWords(value.by) || !isWords(value.note)) {
    return `by and note are words on one line, at most ${longestWords} characters`;
  }
  return undefined;
}

function isHash(value: unknown): value is string {
  return typeof value === "string" && hashPattern.test(value);
}

function isNpiText(value: unknown): value is string {
  return typeof value === "string" && isNpi(value);
}

function isRecords(value: unknown): value is Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([npi, sha256]) => isNpi(npi) && isHash(sha256));
}

function isDay(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/** Whether these may stand as `by` or `note`. */
export function isWords(value: unknown): boolean {
  if (value === undefined) return true;
  return typeof value === "string" && value.length <= longestWords && !/\p{Cc}/u.test(value);
}

function invalid({ file, line }: Place, what: string): InputError {
  return new InputError(
    "decisions_invalid",
    `${file}, line ${line}: ${what}.`,
    "Take the line out, or put back the file as `heartbeat review` wrote it.",
  );
}

function unmerged({ file, line }: Place): InputError {
  return new InputError(
    "decisions_unmerged",
    `${file}, line ${line}: a merge was left half done here.`,
    "Keep the lines of both sides, take out the marks, and where a lead stands twice keep one of the two.",
  );
}

function decidedTwice(file: string, first: number, second: number): InputError {
  return new InputError(
    "decided_twice",
    `${file}, lines ${first} and ${second}: two decisions about one lead.`,
    "Keep the one that is right, and take the other line out.",
  );
}
