/** Colors of light and dark hold 4.5:1 for text; bars differ by order and lightness, not by hue alone. */
export const metricsStyle = `
:root { color-scheme: light dark; --ink: #1a1c1f; --paper: #fff; --soft: #5a6068; --line: #d5d9de;
  --whole: #1f5fa8; --part: #6fa6dc; --denied: #b4491f; --open: #c9ced4; --mean: #1f5fa8; --median: #b4491f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --paper: #16181b; --soft: #a5acb5;
  --line: #3a3f46; --whole: #5b9be0; --part: #9cc5f0; --denied: #e58a5f; --open: #565d66;
  --mean: #5b9be0; --median: #f0a27d; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
p, li { max-width: 45rem; }
.note { color: var(--soft); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .9rem; }
caption { text-align: left; color: var(--soft); padding: .25rem 0; }
th, td { text-align: right; padding: .35rem .5rem; border-bottom: 1px solid var(--line); }
th { vertical-align: bottom; line-height: 1.2; }
th:first-child { text-align: left; }
th small { display: block; font-weight: normal; color: var(--soft); }
.plots { display: flex; flex-wrap: wrap; gap: 1rem 2rem; }
figure { margin: .5rem 0; flex: 1 1 18rem; max-width: 30rem; break-inside: avoid; }
figcaption { font-weight: 600; font-size: .9rem; }
svg { display: block; width: 100%; height: auto; overflow: visible; }
svg text { fill: var(--ink); font: 11px system-ui, sans-serif; dominant-baseline: central; }
svg .label { text-anchor: end; }
svg .tick { text-anchor: middle; fill: var(--soft); font-size: 10px; }
svg .grid { stroke: var(--line); stroke-width: 1; }
rect.whole { fill: var(--whole); } rect.part { fill: var(--part); } rect.denied { fill: var(--denied); }
rect.open { fill: var(--open); } rect.mean { fill: var(--mean); }
line.median { stroke: var(--median); stroke-width: 3; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; list-style: none; margin: .25rem 0 0; padding: 0;
  font-size: .85rem; }
.legend li::before { content: ""; display: inline-block; width: .8em; height: .8em; margin-right: .35em;
  background: var(--color); }
.legend .whole { --color: var(--whole); } .legend .part { --color: var(--part); }
.legend .denied { --color: var(--denied); } .legend .open { --color: var(--open); }
.legend .mean { --color: var(--mean); } .legend .median { --color: var(--median); }
:focus-visible { outline: 2px solid var(--whole); outline-offset: 2px; }
@media print { :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --whole: #1f5fa8;
  --part: #6fa6dc; --denied: #b4491f; --open: #c9ced4; --mean: #1f5fa8; --median: #b4491f; }
  body { max-width: none; padding: 0; font-size: 10pt; } section { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } .scroll { overflow: visible; } }
`;
