import { html } from "hono/html";
import { reasonCodes } from "../../model/reason.ts";
import { statuses, statusMeanings } from "../../model/status.ts";
import type { Markup } from "../../page/markup.ts";
import { barPlot } from "./bar-plot.ts";
import { count, percent } from "./figure-words.ts";
import type { ReportFacts } from "./report-facts.ts";
import { explained, sectionOf, tableOf } from "./report-markup.ts";
import { rowNumbers } from "./row-numbers.ts";

/** What became of the rows. */
export function statusSection({ receipt: { statuses: rows, rows_out } }: ReportFacts): Markup {
  const found = statuses.filter((status) => rows[status] > 0);
  const bars = found.map((status) => ({
    label: status,
    value: rows[status],
    shown: `${count(rows[status])}, ${percent(rows[status], rows_out)}`,
    kind: status,
  }));
  const table = tableOf({
    caption: "Rows by status",
    heads: ["Status", "Rows", "Share"],
    numbers: [1, 2],
    rows: statuses.map((status) => [
      explained(status, statusMeanings[status]),
      count(rows[status]),
      percent(rows[status], rows_out),
    ]),
  });
  const plot = bars.length === 0 ? "" : barPlot("Rows by status", bars, rows_out);
  return sectionOf("statuses", "Statuses", html`${plot}${table}`);
}

/** Why, and in which rows; matched ones are done, and nobody is pointed at suppressed ones. */
export function reasonSection({ figures: { reasons } }: ReportFacts): Markup {
  const rows = reasons.map(({ status, code, rows: found }) => [
    explained(code, `${status}: ${meaningOf(code)}`),
    count(found.rows),
    status === "matched" || status === "suppressed" ? "–" : rowNumbers(found),
  ]);
  return sectionOf(
    "reasons",
    "Reasons",
    html`<p>Rows by number; row 1 is the first below the header.</p>
${tableOf({
  caption: "Rows by reason",
  heads: ["Reason", "Rows", "Which"],
  numbers: [1],
  rows,
})}`,
  );
}

function meaningOf(code: string): string {
  return reasonCodes[code as keyof typeof reasonCodes] ?? "given by another version of heartbeat";
}
