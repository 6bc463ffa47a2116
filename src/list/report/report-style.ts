/** Colors of light and dark hold 4.5:1 for text; every bar has its words beside it. */
const light = `--ink: #1a1c1f; --paper: #fff; --soft: #565c64; --line: #d5d9de; --track: #eef0f3;
  --main: #1f5fa8; --rest: #7d8590; --good: #1d7448; --doubt: #9a6700; --bad: #b4321f; --mark: #b4321f;`;
const dark = `--ink: #e8eaed; --paper: #16181b; --soft: #a9b0b9; --line: #3a3f46; --track: #25292e;
  --main: #6aa7ea; --rest: #8d959f; --good: #4db883; --doubt: #d9a53a; --bad: #f0795f; --mark: #ff9d7a;`;

export const reportStyle = `
:root { color-scheme: light dark; ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
p { max-width: 45rem; margin: .5rem 0; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); column-gap: 2rem; }
.scroll { overflow-x: auto; margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .9rem;
  overflow-wrap: normal; }
caption { text-align: left; color: var(--soft); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
thead th { vertical-align: bottom; line-height: 1.2; }
th small, td small { display: block; font-weight: normal; color: var(--soft); }
td.text { overflow-wrap: anywhere; min-width: 5rem; }
.number { text-align: right; white-space: nowrap; } thead .number { white-space: normal; }
figure { margin: .5rem 0 1rem; max-width: 23rem; }
figcaption { font-weight: 600; font-size: .9rem; margin-bottom: .25rem; }
svg { display: block; width: 100%; height: auto; overflow: hidden; }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
svg .value { text-anchor: end; font-variant-numeric: tabular-nums; }
svg .tick { fill: var(--soft); }
rect { fill: var(--main); } rect.track { fill: var(--track); } rect.rest { fill: var(--rest); }
rect.matched { fill: var(--good); } rect.ambiguous, rect.conflict { fill: var(--doubt); }
rect.open, rect.no_match, rect.invalid_input, rect.suppressed { fill: var(--rest); }
rect.error, rect.not_attempted { fill: var(--bad); }
line.axis { stroke: var(--soft); } line.expected { stroke: var(--ink); stroke-width: 2; }
line.threshold { stroke: var(--mark); stroke-width: 1.5; stroke-dasharray: 4 3; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; list-style: none; margin: .25rem 0 0; padding: 0;
  font-size: .85rem; }
.legend li::before { content: ""; display: inline-block; width: .8em; height: .8em; margin-right: .35em;
  background: var(--color); }
.legend .matched { --color: var(--good); } .legend .open { --color: var(--rest); }
.legend .expected { --color: var(--ink); } .legend .expected::before { height: 2px; vertical-align: middle; }
summary { cursor: pointer; font-size: .9rem; padding: .4rem 0; }
dl { margin: 0; } dl > div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .3rem 0;
  border-bottom: 1px solid var(--line); }
dt { flex: 0 0 16rem; max-width: 100%; color: var(--soft); } dd { flex: 1 1 14rem; min-width: 0; margin: 0; }
code { font: .85em ui-monospace, monospace; }
:focus-visible { outline: 2px solid var(--main); outline-offset: 2px; }
@media print { :root { color-scheme: light; ${light} }
  body { max-width: none; padding: 0; font-size: 10pt; } figure, tr, dl > div { break-inside: avoid; }
  h2 { break-after: avoid; } .scroll { overflow: visible; } summary { display: none; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
