import type { Flags } from "../../config.ts";
import { type Decision, keyOf, nobody } from "../../enrich/decisions/decision.ts";
import type { App } from "../app.ts";
import { createOutput } from "../screen/output.ts";
import { printable } from "../screen/printable.ts";
import { counted } from "../screen/progress.ts";
import { wrapText } from "../screen/wrap-text.ts";
import { decisionOfRow, decisionsAbout, requireOneWay, rowsOfDecisions } from "./find-decisions.ts";
import { requireDecisions } from "./load-decisions.ts";
import { type JudgedDecision, judgeAll, toldOf } from "./run-list.ts";

export interface DecisionsExplainArguments {
  file: string;
  /** Beginning of a lead's hash. */
  lead: string | undefined;
  list: string | undefined;
  row: number | undefined;
  flags: Flags;
}

export async function runDecisionsExplain(
  given: DecisionsExplainArguments,
  app: App,
): Promise<number> {
  const { file, lead, list, row, flags } = given;
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  requireOneWay(lead === undefined ? [] : [lead], { list, row });
  const { decisions } = await requireDecisions(file, app.io.cwd);
  const rows =
    list === undefined
      ? undefined
      : await rowsOfDecisions(app, config, { path: list, flags }, decisions);
  const about =
    row !== undefined && rows !== undefined
      ? [decisionOfRow(rows, row)]
      : decisionsAbout(lead ?? "", decisions);
  const judged = await judgeAll(about, config, app);
  const told = judged.map((one) => ({
    ...toldOf(one),
    changed: one.changed,
    ...(rows === undefined ? {} : { rows: rowsOf(one.decision, rows.rows) }),
  }));
  if (config.settings.json) {
    await out.json({ schema_version: 1, decisions: told });
    return 0;
  }
  const text = judged.map((one) =>
    decisionText(one, rows === undefined ? undefined : rowsOf(one.decision, rows.rows)),
  );
  await out.data(text.join("\n"));
  return 0;
}

function rowsOf(decision: Decision, rows: ReadonlyMap<number, Decision>): number[] {
  return [...rows].flatMap(([row, one]) => (keyOf(one) === keyOf(decision) ? [row] : []));
}

const stateWords = {
  holds: "holds",
  expired: "expired: what was looked at is not what is on file now",
  withheld: "withheld: nobody is told under that NPI",
} as const;

function decisionText(
  { decision, state, changed }: JudgedDecision,
  rows: readonly number[] | undefined,
): string {
  const { lead, shared, choice, records, decided_on, by, note } = decision;
  const rejected = Object.keys(records).length;
  const choiceWords =
    choice === nobody ? `none of ${counted(rejected, "candidate")}` : `NPI ${choice}`;
  const pairs: [label: string, words: string][] = [
    ["lead", lead],
    ...(shared === true
      ? [["", "another lead of the list had the same name and place"] as [string, string]]
      : []),
    ...(state === "withheld" ? [] : [["choice", choiceWords] as [string, string]]),
    ["decided on", decided_on],
    ...(by === undefined ? [] : [["by", by] as [string, string]]),
    ...(note === undefined ? [] : [["note", note] as [string, string]]),
    ["state", stateWords[state]],
    ...(changed.length === 0
      ? []
      : [["changed", changed.map((npi) => `record of ${npi}`).join(", ")] as [string, string]]),
    ...(rows === undefined
      ? []
      : [["rows", rows.length === 0 ? "none of that list" : rows.join(", ")] as [string, string]]),
  ];
  return pairs
    .map(([label, words]) => {
      const text = wrapText(printable(words), { taken: 12, indent: " ".repeat(12) });
      return `${label.padEnd(12)}${text}\n`;
    })
    .join("");
}
