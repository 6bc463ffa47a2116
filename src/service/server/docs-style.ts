/** Of the documentation page: readable on a telephone, in the dark, on paper. */
export const style = `
:root { --ink: #1a1d21; --paper: #fff; --soft: #f2f4f6; --line: #d4d9de; --link: #0b57a4; --get: #14622f; --post: #7a3b00; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ea; --paper: #14171a; --soft: #1f2428; --line: #3a4147; --link: #7db8f0; --get: #7fd49b; --post: #f0b27a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 60rem; color: var(--ink); background: var(--paper); font: 16px/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
h1 small, h2 small { font-weight: 400; }
h2 { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1.5rem; font-size: 1.25rem; }
h3 { margin-top: 2rem; font-size: 1.05rem; }
a { color: var(--link); }
nav ul { list-style: none; padding: 0; }
nav li { margin: .25rem 0; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem; overflow-x: auto; white-space: pre-wrap; }
b.get { color: var(--get); }
b.post { color: var(--post); }
.summary { font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem .4rem 0; text-align: left; vertical-align: top; font-weight: 400; }
thead th { font-weight: 600; }
td { overflow-wrap: anywhere; }
summary { cursor: pointer; }
@media (max-width: 40rem) { body { padding: 1rem; overflow-wrap: anywhere; } table, tbody, th, td { display: block; } th, td { border: 0; padding: .1rem 0; } thead { display: none; } tr { display: block; border-bottom: 1px solid var(--line); padding: .5rem 0; } }
@media print { pre { white-space: pre-wrap; } a { color: inherit; } details > * { display: block; } }
`;
