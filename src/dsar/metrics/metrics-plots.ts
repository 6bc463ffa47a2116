import { scaleBand, scaleLinear } from "d3-scale";
import { html } from "hono/html";
import { figure, px } from "../../page/figure.ts";
import type { Markup } from "../../page/markup.ts";
import type { CountedType, TypeFigures } from "./count-metrics.ts";
import { typeWords } from "./type-words.ts";

type Row = readonly [CountedType, TypeFigures];

const width = 340;
const band = 30;
const left = 62;
/** Room for what stands behind the longest bar. */
const right = 58;
const axis = 24;

/** What a bar is made of, from the left; the classes give colors, the order says the same without. */
const shares = [
  ["complied_in_whole", "whole", "complied in whole"],
  ["complied_in_part", "part", "in part"],
  ["denied", "denied", "denied"],
  ["open", "open", "open"],
] as const;

/** How many came of each type, and what became of them. The table beside it says the same. */
export function outcomePlot(rows: readonly Row[]): Markup {
  const most = Math.max(1, ...rows.map(([, { received }]) => received));
  const { x, y, height } = scales(rows, most);
  const bars = rows.map(([type, figures]) => {
    let at = 0;
    const parts = shares.map(([key, name]) => {
      const from = at;
      at += figures[key];
      const size = x(at) - x(from);
      return size === 0
        ? ""
        : html`<rect class="${name}" x="${px(x(from))}" y="${px(y(type))}" width="${px(size)}" height="${px(y.bandwidth())}"/>`;
    });
    return html`${parts}${valueAt(x(at), y(type) + y.bandwidth() / 2, String(figures.received))}`;
  });
  return figure(
    "Requests received, by type and outcome",
    [width, height],
    html`${ticks(x, height, Number.isInteger)}${labels(rows, y)}${bars}`,
    shares.map(([, name, words]) => html`<li class="${name}">${words}</li>`),
  );
}

/** How long answers took: the mean as a bar, the median as a stroke. */
export function daysPlot(rows: readonly Row[]): Markup {
  const said = rows.flatMap(([, { mean_days, median_days }]) => [mean_days ?? 0, median_days ?? 0]);
  const { x, y, height } = scales(rows, Math.max(1, ...said));
  const bars = rows.map(([type, { mean_days, median_days }]) => {
    if (mean_days === null || median_days === null) return "";
    const middle = y(type) + y.bandwidth() / 2;
    const end = Math.max(x(mean_days), x(median_days));
    return html`<rect class="mean" x="${px(x(0))}" y="${px(y(type))}" width="${px(x(mean_days) - x(0))}" height="${px(y.bandwidth())}"/>
<line class="median" x1="${px(x(median_days))}" x2="${px(x(median_days))}" y1="${px(y(type) - 2)}" y2="${px(y(type) + y.bandwidth() + 2)}"/>
${valueAt(end, middle, `${mean_days} / ${median_days}`)}`;
  });
  return figure(
    "Days to respond, by type",
    [width, height],
    html`${ticks(x, height, () => true)}${labels(rows, y)}${bars}`,
    [html`<li class="mean">mean</li>`, html`<li class="median">median</li>`],
  );
}

function scales(rows: readonly Row[], most: number) {
  const height = rows.length * band + axis;
  const x = scaleLinear([0, most], [left, width - right]).nice(4);
  const bands = scaleBand(
    rows.map(([type]) => type),
    [0, rows.length * band],
  ).padding(0.3);
  const y = Object.assign((type: CountedType) => bands(type) ?? 0, {
    bandwidth: () => bands.bandwidth(),
  });
  return { x, y, height };
}

function ticks(
  x: ReturnType<typeof scaleLinear<number, number>>,
  height: number,
  isShown: (value: number) => boolean,
): Markup[] {
  return x
    .ticks(4)
    .filter(isShown)
    .map(
      (
        value,
      ) => html`<line class="grid" x1="${px(x(value))}" x2="${px(x(value))}" y1="0" y2="${height - axis + 4}"/>
<text class="tick" x="${px(x(value))}" y="${height - 6}">${value}</text>`,
    );
}

function labels(rows: readonly Row[], y: { (type: CountedType): number; bandwidth(): number }) {
  return rows.map(
    ([type]) =>
      html`<text class="label" x="${left - 6}" y="${px(y(type) + y.bandwidth() / 2)}">${typeWords[type]}</text>`,
  );
}

function valueAt(x: number, y: number, text: string): Markup {
  return html`<text class="value" x="${px(x + 4)}" y="${px(y)}">${text}</text>`;
}
