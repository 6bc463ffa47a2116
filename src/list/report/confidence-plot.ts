import { scaleBand, scaleLinear } from "d3-scale";
import { html } from "hono/html";
import { figure, px } from "../../page/figure.ts";
import type { Markup } from "../../page/markup.ts";
import { binWidth, type ConfidenceFigures } from "./confidence-histogram.ts";
import { counted } from "./figure-words.ts";

const width = 300;
const top = 18;
const floor = 178;
const height = 212;
const left = 4;
const right = width - 4;

/**
 * Rows by confidence, those that are `matched` apart; over each bar a stroke where the calibration
 * expects it to end if only the right ones were in it, and a line at the confidence that `matched`
 * took.
 */
export function confidencePlot({ bins, rows }: ConfidenceFigures, minConfidence: number): Markup {
  const most = Math.max(1, ...bins.map((bin) => bin.rows));
  const x = scaleLinear([0, 1], [left, right]);
  const band = scaleBand(
    bins.map(({ from }) => from),
    [left, right],
  ).paddingInner(0.15);
  const y = scaleLinear([0, most], [floor, top]);
  const bars = bins.map(({ from, rows: all, matched, expected }) => {
    if (all === 0) return "";
    const at = band(from) ?? 0;
    const size = band.bandwidth();
    return html`<rect class="matched" ${box(at, y(matched), size, floor - y(matched))}/>
<rect class="open" ${box(at, y(all), size, y(matched) - y(all))}/>
<line class="expected" x1="${px(at - 1)}" x2="${px(at + size + 1)}" y1="${px(y(expected))}" y2="${px(y(expected))}"/>
`;
  });
  const ticks = x.ticks(5).map(
    (tick) =>
      html`<text class="tick" x="${px(x(tick))}" y="${floor + 16}" text-anchor="${tick === 0 ? "start" : tick === 1 ? "end" : "middle"}">${tick}</text>
`,
  );
  const threshold = px(x(minConfidence));
  const isRight = minConfidence > 0.5;
  return figure(
    `Confidence of ${counted(rows, "answered row")}, in steps of ${binWidth}`,
    [width, height],
    html`<line class="axis" x1="${left}" x2="${right}" y1="${floor}" y2="${floor}"/>
${bars}${ticks}<line class="threshold" x1="${threshold}" x2="${threshold}" y1="${top - 6}" y2="${floor + 4}"/>
<text class="tick" x="${px(x(minConfidence) + (isRight ? -4 : 4))}" y="${top - 2}" text-anchor="${isRight ? "end" : "start"}">matched from ${minConfidence}</text>
<text class="tick" x="${width / 2}" y="${height - 3}" text-anchor="middle">confidence; the highest bar is ${counted(most, "row")}</text>
`,
    [
      html`<li class="matched">matched</li>`,
      html`<li class="open">other answers</li>`,
      html`<li class="expected">expected to be right</li>`,
    ],
  );
}

function box(x: number, y: number, width: number, height: number): Markup {
  return html`x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(Math.max(0, height))}"`;
}
