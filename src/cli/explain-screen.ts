import type { MatchRequest, MatchResult } from "../model/contract.ts";
import type { Explanation } from "../model/explanation.ts";
import type { Paint } from "./output.ts";
import { count } from "./progress.ts";

const shownCandidates = 5;

/** What `heartbeat explain` prints: the question, how it was read, who was found, what decided. */
export function explainText(
  request: MatchRequest,
  result: MatchResult,
  { release, paint }: { release: string; paint: Paint },
): string {
  const { explanation } = result;
  const sections = [
    [`Row ${request.id}`, ...askedLines(request)],
    ...(explanation === undefined ? [] : explanationSections(explanation)),
    ["Decision", ...decisionLines(result), `  release     ${release}`],
  ];
  return sections
    .map(([title = "", ...lines]) => `${[paint.bold(title), ...lines].join("\n")}\n`)
    .join("\n");
}

/** `name.first  JANE`: what was sent, field by field. */
function askedLines(request: MatchRequest): string[] {
  const { id: _, ...fields } = request;
  const pairs = Object.entries(fields).flatMap(([field, value]): [string, string][] =>
    typeof value === "object"
      ? Object.entries(value).map(([part, text]) => [`${field}.${part}`, String(text)])
      : [[field, String(value)]],
  );
  const width = Math.max(0, ...pairs.map(([field]) => field.length));
  return pairs.map(([field, value]) => `  ${field.padEnd(width)}  ${value}`);
}

function explanationSections(explanation: Explanation): string[][] {
  const { hypotheses, keys, candidates, nobody, unlisted } = explanation;
  return [
    ["How the name may be read", ...hypotheses.map(hypothesisLine)],
    ["Keys searched", ...keyLines(keys)],
    [
      `Candidates: ${count(candidates.length)} weighed${unlisted > 0 ? `, ${count(unlisted)} more counted but too common to list` : ""}`,
      ...candidates.slice(0, shownCandidates).flatMap(candidateLines),
      `  nobody of them: ${share(nobody)}`,
    ],
  ].filter((section) => section.length > 1);
}

function hypothesisLine({ reading, weight }: Explanation["hypotheses"][number]): string {
  return `  ${share(weight).padStart(6)}  ${reading}`;
}

function keyLines(keys: Explanation["keys"]): string[] {
  const width = Math.max(0, ...keys.map(({ kind }) => kind.length));
  return keys.map(
    ({ kind, profiles, capped }) =>
      `  ${kind.padEnd(width)}  ${count(profiles).padStart(7)} profiles${capped ? ", capped" : ""}`,
  );
}

function candidateLines(candidate: Explanation["candidates"][number]): string[] {
  const { npi, bits, posterior, evidence } = candidate;
  const width = Math.max(0, ...evidence.map(({ field }) => field.length));
  const levels = Math.max(0, ...evidence.map(({ level }) => level.length));
  return [
    `  ${npi}  ${share(posterior)}, ${signed(bits)} bits`,
    ...evidence.map(
      (one) =>
        `    ${one.field.padEnd(width)}  ${one.level.padEnd(levels)}  ${signed(one.bits).padStart(6)}`,
    ),
  ];
}

function decisionLines({ status, npi, confidence, reason, matched_on }: MatchResult): string[] {
  const told = status === "suppressed" ? [] : [`  confidence  ${confidence.toFixed(4)}`];
  return [
    `  status      ${status}`,
    ...told,
    `  reason      ${reason}`,
    ...(matched_on === undefined ? [] : [`  matched on  ${matched_on}`]),
    ...(npi === undefined ? [] : [`  NPI         ${npi}`]),
  ];
}

function share(probability: number): string {
  return `${(100 * probability).toFixed(1)} %`;
}

function signed(bits: number): string {
  return `${bits < 0 ? "-" : "+"}${Math.abs(bits).toFixed(1)}`;
}
