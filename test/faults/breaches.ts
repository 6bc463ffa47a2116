import { alwaysColumns } from "../../src/enrich/cells/field-catalogue.ts";
import { type HeartbeatError, StopError } from "../../src/model/errors.ts";
import { leaksOf } from "../privacy/leaks.ts";
import type { FaultKind } from "./fault-kinds.ts";
import { type Outcome, secrets } from "./run-through-faults.ts";

export interface Bars {
  kind: FaultKind;
  rate: number;
  /** The rows of a run in which nothing goes wrong. */
  sound: Outcome["written"];
}

const status = alwaysColumns.findIndex(({ name }) => name === "hb_status");
const reason = alwaysColumns.findIndex(({ name }) => name === "hb_reason");
const noAnswer: readonly (string | undefined)[] = ["error", "not_attempted"];

/** What a run did that no run may do, in words; nothing when it lost nothing and cost no more. */
export async function breachesOf(outcome: Outcome, bars: Bars): Promise<string[]> {
  const breaches = [
    ...ofRows(outcome, bars),
    ...ofCharges(outcome, bars),
    ...ofCalls(outcome, bars),
    ...(await ofWords(outcome)),
  ];
  if (bars.rate > 0 && outcome.faults === 0) breaches.push("nothing went wrong: no test at all");
  return breaches;
}

function ofRows(outcome: Outcome, { kind, rate, sound }: Bars): string[] {
  if (outcome.error !== undefined) return ofError(outcome.error, outcome, kind);
  const { written, rows } = outcome;
  const breaches: string[] = [];
  if (!outcome.isFinished) breaches.push("no output");
  if (written.size !== rows) breaches.push(`${written.size} of ${rows} rows`);
  if (outcome.doubled.length > 0) breaches.push(`${outcome.doubled.length} rows twice`);
  let answered = 0;
  for (const [number, cells] of written) {
    const isSound = String(cells) === String(sound.get(number));
    if (isSound) answered += 1;
    else if (!isOpen(cells)) breaches.push(`row ${number} became ${cells[status]}: not its answer`);
  }
  return [...breaches, ...ofAnswered(answered, rows, kind, rate)];
}

/** A run may only end without an output where nobody let it in. */
function ofError(error: HeartbeatError, { isFinished }: Outcome, kind: FaultKind): string[] {
  const isLockedOut = error instanceof StopError && error.exitCode === 4;
  return isLockedOut && !isFinished && kind.isFinal ? [] : [`ended with ${error.code}`];
}

function ofAnswered(answered: number, rows: number, kind: FaultKind, rate: number): string[] {
  const lost = rows - answered;
  if (kind.isHarmless) return lost > 0 ? [`${lost} rows lost for nothing`] : [];
  if (kind.isFinal) return [];
  if (rate <= 0.01 && lost > 0) return [`${lost} rows given up at 1 %`];
  if (rate === 1 && answered > 0) return [`${answered} answers from nowhere`];
  return [];
}

/** No answer, and nothing beside that and why. */
function isOpen(cells: readonly string[]): boolean {
  const others = cells.filter((_, i) => i !== status && i !== reason);
  return noAnswer.includes(cells[status]) && others.every((cell) => cell === "" || cell === "0");
}

function ofCharges({ charged, written }: Outcome, { sound }: Bars): string[] {
  const breaches: string[] = [];
  const ids = new Set(charged);
  if (ids.size < charged.length) breaches.push(`${charged.length - ids.size} leads charged twice`);
  for (const [number, cells] of written) {
    if (String(cells) === String(sound.get(number)) && !ids.has(number))
      breaches.push(`row ${number} has an answer that nobody gave`);
  }
  return breaches;
}

function ofCalls({ calls, rows, took }: Outcome, { kind, rate }: Bars): string[] {
  const breaches: string[] = [];
  if (rate <= 0.01 && calls > 1.1 * rows) breaches.push(`${calls} calls for ${rows} rows at 1 %`);
  if (rate === 1 && calls > 1.25 * rows)
    breaches.push(`${calls} calls for ${rows} rows for nothing`);
  if (rate === 1 && !kind.isHarmless && took > 60_000) breaches.push(`went on for ${took} ms`);
  return breaches;
}

/** What is said of rows and of the run tells neither who they are nor the key. */
function ofWords({ written, error }: Outcome): Promise<string[]> {
  const reasons = [...written.values()].map((cells) => cells[reason]).join("\n");
  const said = `${error?.message ?? ""} ${error?.hint ?? ""}`;
  return leaksOf(secrets, { texts: { reasons, "the error": said } });
}
