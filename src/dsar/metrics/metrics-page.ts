import { html } from "hono/html";
import type { Markup } from "../../page/markup.ts";
import { selfContainedPage } from "../../page/self-contained-page.ts";
import type { CountedType, Metrics, TypeFigures } from "./count-metrics.ts";
import { daysPlot, outcomePlot } from "./metrics-plots.ts";
import { metricsStyle } from "./metrics-style.ts";
import { typeLaw, typeWords } from "./type-words.ts";

type Row = readonly [CountedType, TypeFigures];

/**
 * Both reports for people, fit to be published: one file that asks nobody for anything, with no
 * entry of the log in it.
 *
 * @param asOf the day on which it was counted
 */
export function metricsPage(metrics: Metrics, asOf: string): string {
  const { year, ccpa, delete_act, exceptions } = metrics;
  const title = `Requests about personal data, ${year}`;
  return selfContainedPage({
    title,
    style: metricsStyle,
    body: html`<header>
<h1>${title}</h1>
<p>Requests received from January 1 to December 31, ${year}, and what had become of them by ${asOf}. Days to respond run from the day of receipt, which is day 0, to the day of the answer.</p>
</header>
<main>
<section aria-labelledby="ccpa">
<h2 id="ccpa">California Consumer Privacy Act regulations, 11 CCR §7102</h2>
${report(rowsOf(ccpa))}
</section>
<section aria-labelledby="delete-act">
<h2 id="delete-act">Delete Act, Civ. Code §1798.99.85</h2>
<p>DROP requests are deletions that came by the state's Delete Request and Opt-out Platform.</p>
${report(rowsOf(delete_act))}
${exceptionList(exceptions)}
</section>
</main>`,
  });
}

function rowsOf(figures: Metrics["ccpa"]): Row[] {
  return Object.entries(figures) as [CountedType, TypeFigures][];
}

function report(rows: readonly Row[]): Markup {
  return html`<div class="plots">${outcomePlot(rows)}${daysPlot(rows)}</div>
${outcomeTable(rows)}
${denialTable(rows)}`;
}

function outcomeTable(rows: readonly Row[]): Markup {
  const heads = [
    ...["Received", "Complied in whole", "Complied in part", "Denied", "Open"],
    ...["Mean days", "Median days"],
  ];
  return table(
    "Requests and days to respond",
    heads,
    rows.map(([type, figures]) => [
      type,
      [
        ...[figures.received, figures.complied_in_whole, figures.complied_in_part],
        ...[figures.denied, figures.open],
        ...[figures.mean_days ?? "–", figures.median_days ?? "–"],
      ],
    ]),
  );
}

function denialTable(rows: readonly Row[]): Markup {
  const heads = [
    "Not verifiable",
    "Not made by a consumer",
    "Exempt",
    "Other grounds",
    "Not stated",
  ];
  return table(
    "Grounds of those denied in whole or part",
    heads,
    rows.map(([type, { denials }]) => [
      type,
      [
        ...[denials["not-verifiable"], denials["not-consumer"], denials.exempt],
        ...[denials.other, denials.unstated],
      ],
    ]),
  );
}

function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly [CountedType, readonly (number | string)[]])[],
): Markup {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table>
<caption>${caption}</caption>
<thead><tr><th scope="col">Type</th>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([
    type,
    cells,
  ]) => html`<tr><th scope="row">${typeWords[type]}<small>${typeLaw[type]}</small></th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`,
)}</tbody>
</table>
</div>`;
}

function exceptionList(exceptions: Metrics["exceptions"]): Markup {
  const counted = Object.entries(exceptions);
  if (counted.length === 0) return html`<p>No data was retained under an exception.</p>`;
  return html`<p>Exceptions under which data was retained, and in how many requests:</p>
<ul>${counted.map(([exception, requests]) => html`<li>${exception}: ${requests}</li>`)}</ul>`;
}
