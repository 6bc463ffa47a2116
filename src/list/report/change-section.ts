import { html } from "hono/html";
import { barPlot } from "./bar-plot.ts";
import { count } from "./figure-words.ts";
import type { ReportFacts } from "./report-facts.ts";
import { inFigures, type Markup, sectionOf, tableOf } from "./report-markup.ts";

/** What a refresh has changed; nothing where the run was none. */
export function changeSection({ receipt: { refresh, rows_out } }: ReportFacts): Markup | "" {
  if (refresh === undefined) return "";
  const { changed_rows, stale, changes } = refresh;
  const kinds = Object.entries(changes)
    .filter(([, number]) => number > 0)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const summary = html`<p>${count(changed_rows)} of ${count(rows_out)} rows changed. ${count(stale)} kept their earlier values because they got no answer. Which cells, from what to what: --changes FILE writes it.</p>`;
  if (kinds.length === 0) return sectionOf("changes", "What changed", summary);
  const bars = kinds.map(([kind, number]) => ({
    label: kind.replaceAll("_", " "),
    value: number,
    shown: count(number),
  }));
  const table = tableOf({
    caption: "Changes by kind",
    heads: ["Kind", "Changes"],
    numbers: [1],
    rows: kinds.map(([kind, number]) => [kind.replaceAll("_", " "), count(number)]),
  });
  const most = Math.max(...kinds.map(([, number]) => number));
  return sectionOf(
    "changes",
    "What changed",
    html`${summary}${barPlot("Changes by kind", bars, most)}${inFigures(table)}`,
  );
}
