import { html } from "hono/html";
import type { Markup } from "./markup.ts";

/** A plot with its title, its size in units of the drawing; a table of the page says the same. */
export function figure(
  title: string,
  [width, height]: readonly [width: number, height: number],
  drawing: Markup,
  legend: readonly Markup[] = [],
): Markup {
  return html`<figure>
<figcaption>${title}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}; the table says the same">
${drawing}</svg>
${
  legend.length === 0
    ? ""
    : html`<ul class="legend" aria-hidden="true">${legend}</ul>
`
}</figure>
`;
}

/** A tenth is as fine as anybody sees, and the same on every machine. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}
