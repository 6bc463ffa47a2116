import { daysBetween } from "../clock/calendar-days.ts";
import type { LogRow } from "../records/log-rows.ts";
import { type DenialBasis, denialBases } from "../request.ts";
import { meanOf, medianOf } from "./days-to-answer.ts";

/** What the reports count; `drop` are deletions that came by the state's platform. */
const countedTypes = ["delete", "correct", "know", "opt-out", "limit", "drop"] as const;

export type CountedType = (typeof countedTypes)[number];

/** Requests of one type that came in the year. */
export interface TypeFigures {
  received: number;
  complied_in_whole: number;
  complied_in_part: number;
  denied: number;
  /** Not answered on the day of the report. */
  open: number;
  /** From the day of receipt to that of the answer, of those that are answered. */
  mean_days: number | null;
  median_days: number | null;
  /** Of those denied in whole or part, by the ground that was given. */
  denials: Record<DenialBasis | "unstated", number>;
  /** The entries of the log that are counted here. */
  requests: string[];
}

export interface Metrics {
  year: number;
  /** 11 CCR §7102. */
  ccpa: Partial<Record<CountedType, TypeFigures>>;
  /** Civ. Code §1798.99.85. */
  delete_act: Partial<Record<CountedType, TypeFigures>>;
  /** Exceptions that retained data was kept under: in how many requests each. */
  exceptions: Record<string, number>;
}

/** DROP requests are of the Delete Act alone, corrections of the regulations alone. */
const ofCcpa: readonly CountedType[] = ["delete", "correct", "know", "opt-out", "limit"];
const ofDeleteAct: readonly CountedType[] = ["drop", "delete", "know", "opt-out", "limit"];

/** Both reports of a calendar year, counted from the log alone: the same log, the same figures. */
export function countMetrics(log: readonly LogRow[], year: number): Metrics {
  const rows = log.filter(({ date_of_request }) => date_of_request.startsWith(`${year}-`));
  const figures = new Map(
    countedTypes.map((type) => [type, figuresOf(rows.filter((row) => typeOf(row) === type))]),
  );
  const report = (types: readonly CountedType[]) =>
    Object.fromEntries(types.map((type) => [type, figures.get(type)]));
  return {
    year,
    ccpa: report(ofCcpa),
    delete_act: report(ofDeleteAct),
    exceptions: exceptionsIn(rows.filter((row) => typeOf(row) !== undefined)),
  };
}

/** What was asked for counts, also where specific pieces became categories; undefined for opt-ins. */
function typeOf({ nature_of_request: nature, manner_of_request: manner }: LogRow) {
  if (nature === "delete" && manner === "drop") return "drop";
  if (nature === "know-categories" || nature === "know-specific") return "know";
  return countedTypes.find((type) => type === nature);
}

function figuresOf(rows: readonly LogRow[]): TypeFigures {
  const having = (response: string) => rows.filter((row) => row.nature_of_response === response);
  const answered = rows.filter(({ date_of_response }) => date_of_response !== "");
  const days = answered.map((row) => daysBetween(row.date_of_request, row.date_of_response));
  const refused = [...having("denied"), ...having("partly")];
  const denials = [...denialBases, "unstated" as const].map((basis) => {
    const ofBasis = refused.filter((row) => (row.basis_for_denial || "unstated") === basis);
    return [basis, ofBasis.length] as const;
  });
  return {
    received: rows.length,
    complied_in_whole: having("complied").length,
    complied_in_part: having("partly").length,
    denied: having("denied").length,
    open: rows.length - answered.length,
    mean_days: meanOf(days),
    median_days: medianOf(days),
    denials: Object.fromEntries(denials) as TypeFigures["denials"],
    requests: rows.map(({ request }) => request),
  };
}

function exceptionsIn(rows: readonly LogRow[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { exceptions } of rows) {
    for (const one of new Set(exceptions.split(",").map((text) => text.trim()))) {
      if (one !== "") counts.set(one, (counts.get(one) ?? 0) + 1);
    }
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
