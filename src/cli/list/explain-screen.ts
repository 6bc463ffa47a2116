import { describeEach } from "../../match/describe.ts";
import type { MatchRequest, MatchResult } from "../../model/contract.ts";
import type { ExplainedCandidate, Explanation } from "../../model/explanation.ts";
import type { Paint } from "../screen/output.ts";
import { printable, shorten } from "../screen/printable.ts";
import { count } from "../screen/progress.ts";
import { wrapText } from "../screen/wrap-text.ts";

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
  const { hypotheses, left_out, keys, candidates } = explanation;
  const weighed = candidates.filter(({ holder }) => holder !== true);
  const holders = candidates.filter(({ holder }) => holder === true);
  const best = weighed.slice(0, shownCandidates);
  return [
    ["How the name may be read, and the weight of each", ...hypotheses.map(hypothesisLine)],
    ["Left out of the name", ...left_out.map(leftOutLine)],
    ["Keys searched", ...keyLines(keys)],
    [
      candidatesTitle(best.length, explanation),
      ...best.flatMap((one) => candidateLines(one, hypotheses.length > 1)),
      ...restLines(explanation),
    ],
    ["The NPI given", ...holders.flatMap((one) => candidateLines(one, false))],
  ].filter((section) => section.length > 1);
}

function candidatesTitle(best: number, { compared, unlisted }: Explanation): string {
  const shown = compared > best ? `, the best ${best} shown` : "";
  const more = unlisted > 0 ? `, ${count(unlisted)} more counted but too common to list` : "";
  return `Candidates: ${count(compared)} compared${shown}${more}`;
}

/** Where the rest of the probability is. */
function restLines({ nobody, unlisted, unlisted_posterior }: Explanation): string[] {
  const crowd = `  one of the ${count(unlisted)} too common to list: ${share(unlisted_posterior)}`;
  return [...(unlisted > 0 ? [crowd] : []), `  nobody of them: ${share(nobody)}`];
}

function hypothesisLine({ reading, weight }: Explanation["hypotheses"][number]): string {
  return `  ${weight.toFixed(2)}  ${shorten(reading, 72)}`;
}

function leftOutLine({ text, why }: Explanation["left_out"][number]): string {
  return `  ${why}: ${shorten(text.trim(), 74 - why.length)}`;
}

type Key = Explanation["keys"][number];

/** One line a kind of key, whichever reading it was made of; those without a profile together. */
function keyLines(keys: Explanation["keys"]): string[] {
  const kinds = new Map<string, Key>();
  for (const key of keys) {
    const before = kinds.get(key.kind);
    kinds.set(key.kind, {
      kind: key.kind,
      profiles: key.profiles + (before?.profiles ?? 0),
      compared: key.compared + (before?.compared ?? 0),
      capped: key.capped || before?.capped === true,
    });
  }
  const found = [...kinds.values()].filter(({ profiles, capped }) => profiles > 0 || capped);
  const empty = [...kinds.keys()].filter((kind) => !found.some((one) => one.kind === kind));
  const width = Math.max(0, ...found.map(({ kind }) => kind.length));
  const lines = found.map((key) => keyLine(key, width));
  if (empty.length === 0) return lines;
  const none = wrapText(empty.join(", "), { taken: 17, indent: "    " });
  return [...lines, `  nobody under: ${none}`];
}

function keyLine({ kind, profiles, compared, capped }: Key, width: number): string {
  const noun = profiles === 1 ? "profile" : "profiles";
  const few = compared < profiles ? `, ${count(compared)} compared` : "";
  const cut = capped ? ", too many to read all" : "";
  return `  ${printable(kind).padEnd(width)}  ${count(profiles).padStart(7)} ${noun}${few}${cut}`;
}

function candidateLines(candidate: ExplainedCandidate, readings: boolean): string[] {
  const { npi, confidence, bits, posterior, reading, holder, evidence } = candidate;
  const said = describeEach(evidence);
  const width = Math.max(0, ...evidence.map(({ field }) => field.length));
  const weighed = `confidence ${confidence.toFixed(4)}, posterior ${share(posterior)}, ${signed(bits)} bits`;
  return [
    `  ${printable(npi)}  ${holder === true ? "belongs to somebody whose name speaks against it" : weighed}`,
    ...(readings && reading !== undefined ? [`    read as ${shorten(reading, 68)}`] : []),
    ...evidence.map(({ field, level, bits: some }, i) => {
      const words = said[i] || (field === "reading" ? "another reading of the name" : level);
      return `    ${signed(some).padStart(6)}  ${printable(field).padEnd(width)}  ${shorten(words, 64 - width)}`;
    }),
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

/** In percent; what is not certain is never rounded to certainty. */
function share(probability: number): string {
  const text = (100 * probability).toFixed(1);
  if (text === "100.0" && probability < 1) return "over 99.9 %";
  return text === "0.0" && probability > 0 ? "under 0.1 %" : `${text} %`;
}

function signed(bits: number): string {
  return `${bits < 0 ? "-" : "+"}${Math.abs(bits).toFixed(1)}`;
}
