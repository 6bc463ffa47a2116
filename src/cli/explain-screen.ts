import type { MatchRequest, MatchResult } from "../model/contract.ts";
import type { Explanation } from "../model/explanation.ts";
import type { Paint } from "./output.ts";
import { printable, shorten } from "./printable.ts";
import { count } from "./progress.ts";
import { wrapText } from "./wrap-text.ts";

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
  return pairs.map(([field, value]) => `  ${field.padEnd(width)}  ${shorten(value, 76 - width)}`);
}

function explanationSections(explanation: Explanation): string[][] {
  const { hypotheses, keys, candidates, nobody, unlisted } = explanation;
  return [
    ["How the name may be read, and the weight of each", ...hypotheses.map(hypothesisLine)],
    ["Keys searched", ...keyLines(keys)],
    [
      candidatesTitle(candidates.length, unlisted),
      ...candidates.slice(0, shownCandidates).flatMap(candidateLines),
      `  nobody of them: ${share(nobody)}`,
    ],
  ].filter((section) => section.length > 1);
}

function candidatesTitle(weighed: number, unlisted: number): string {
  const shown = weighed > shownCandidates ? `, the best ${shownCandidates} shown` : "";
  const more = unlisted > 0 ? `, ${count(unlisted)} more counted but too common to list` : "";
  return `Candidates: ${count(weighed)} weighed${shown}${more}`;
}

function hypothesisLine({ reading, weight }: Explanation["hypotheses"][number]): string {
  return `  ${weight.toFixed(2)}  ${shorten(reading, 72)}`;
}

/** One line a kind of key, whichever reading it was made of; those without a profile together. */
function keyLines(keys: Explanation["keys"]): string[] {
  const kinds = new Map<string, { profiles: number; capped: boolean }>();
  for (const { kind, profiles, capped } of keys) {
    const before = kinds.get(kind) ?? { profiles: 0, capped: false };
    kinds.set(kind, {
      profiles: before.profiles + profiles,
      capped: before.capped || capped,
    });
  }
  const found = [...kinds].filter(([, { profiles, capped }]) => profiles > 0 || capped);
  const empty = [...kinds.keys()].filter((kind) => !found.some(([one]) => one === kind));
  const width = Math.max(0, ...found.map(([kind]) => kind.length));
  const lines = found.map(([kind, { profiles, capped }]) => {
    const noun = profiles === 1 ? "profile" : "profiles";
    return `  ${kind.padEnd(width)}  ${count(profiles).padStart(7)} ${noun}${capped ? ", capped" : ""}`;
  });
  if (empty.length === 0) return lines;
  const none = wrapText(empty.join(", "), { taken: 17, indent: "    " });
  return [...lines, `  nobody under: ${none}`];
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
    `  reason      ${wrapText(printable(reason), { taken: 14, indent: " ".repeat(14) })}`,
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
