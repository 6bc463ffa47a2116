import { html } from "hono/html";
import { changeKinds } from "../../enrich/refresh/change.ts";
import type { Markup } from "../../page/markup.ts";
import { barPlot } from "./bar-plot.ts";
import { count, counted } from "./figure-words.ts";
import type { ReportFacts } from "./report-facts.ts";
import { sectionOf, tableOf } from "./report-markup.ts";
import { rowNumbers } from "./row-numbers.ts";

/** What a refresh has changed; nothing where the run was none. */
export function changeSection({
  receipt: { refresh, rows_out },
  figures,
}: ReportFacts): Markup | "" {
  if (refresh === undefined) return "";
  const { changed_rows, stale, changes } = refresh;
  const kinds = changeKinds
    .map((kind) => [kind, changes[kind]] as const)
    .filter(([, number]) => number > 0)
    .sort(([, m], [, n]) => n - m);
  const summary = html`<p>${count(changed_rows)} of ${counted(rows_out, "row")} changed. ${count(stale)} kept their earlier values because they got no answer. Which cells, from what to what: --changes FILE writes it.</p>`;
  if (kinds.length === 0) return sectionOf("changes", "What changed", summary);
  const bars = kinds.map(([kind, number]) => ({
    label: kind,
    value: number,
    shown: count(number),
  }));
  const table = tableOf({
    caption: "Changes by kind",
    heads: ["Kind", "Changes", "Rows"],
    numbers: [1],
    rows: kinds.map(([kind, number]) => {
      const rows = kind === "withheld" ? undefined : figures.changed[kind];
      return [kind, count(number), rows === undefined ? "–" : rowNumbers(rows)];
    }),
  });
  const most = Math.max(...kinds.map(([, number]) => number));
  return sectionOf(
    "changes",
    "What changed",
    html`${summary}${barPlot("Changes by kind", bars, most)}${table}`,
  );
}
