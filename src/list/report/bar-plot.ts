import { scaleBand, scaleLinear } from "d3-scale";
import { html } from "hono/html";
import { figure, px } from "../../page/figure.ts";
import type { Markup } from "../../page/markup.ts";

export interface Bar {
  label: string;
  value: number;
  /** What stands behind the label. */
  shown: string;
  /** Colors it; the label says the same. */
  kind?: string;
}

const width = 300;
const band = 31;
const text = 14;

/** Bars from the left, each under its label, so that a long one has room on a telephone too. */
export function barPlot(title: string, bars: readonly Bar[], most: number): Markup {
  const x = scaleLinear([0, Math.max(most, 1e-9)], [0, width]).clamp(true);
  const y = scaleBand(
    bars.map((_, i) => i),
    [0, bars.length * band],
  );
  const height = bars.length * band + 2;
  const drawn = bars.map(({ label, value, shown, kind = "plain" }, i) => {
    const top = y(i) ?? 0;
    const size = value === 0 ? 0 : Math.max(1, x(value));
    return html`<text class="label" x="0" y="${px(top + text)}">${label}</text>
<text class="value" x="${width}" y="${px(top + text)}">${shown}</text>
<rect class="track" x="0" y="${px(top + text + 5)}" width="${width}" height="8"/>
<rect class="${kind}" x="0" y="${px(top + text + 5)}" width="${px(size)}" height="8"/>
`;
  });
  return figure(title, [width, height], html`${drawn}`);
}
