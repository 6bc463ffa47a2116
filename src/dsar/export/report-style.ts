/** Of the report: black on white or the other way round, one column on a telephone, sober on paper. */
export const reportStyle = `
:root{color-scheme:light dark;--ink:#1c1c1a;--soft:#5a5a55;--line:#c9c8c2;--back:#fff;--band:#f4f3ee;--accent:#0b5c68}
@media (prefers-color-scheme:dark){:root{--ink:#ecebe6;--soft:#b3b2ab;--line:#4a4a46;--back:#191918;--band:#242422;--accent:#7fd0dc}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:62rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.2rem;margin:2.5rem 0 .5rem;padding-top:.75rem;border-top:2px solid var(--accent)}
h3{font-size:1rem;margin:1.5rem 0 .25rem}
p,ul{margin:.5rem 0;max-width:46rem}
.soft{color:var(--soft)}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
nav ul{columns:2 14rem;padding-left:1.2rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:1rem 0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;table-layout:fixed;width:100%;margin:.75rem 0;font-size:.92rem}
caption{text-align:left;color:var(--soft);padding-bottom:.25rem}
th,td{border-bottom:1px solid var(--line);padding:.4rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{background:var(--band)}
tbody th{font-weight:600}
td,tbody th{white-space:pre-line}
ol,ul{padding-left:1.4rem}
code{font:.9em ui-monospace,monospace;overflow-wrap:anywhere}
@media screen and (max-width:44rem){
dl{display:block}dd{margin-bottom:.5rem}
table,tbody,tr,th,td,caption{display:block}colgroup{display:none}td:has(bdi:empty){display:none}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr{border:1px solid var(--line);border-radius:4px;margin:.6rem 0;padding:.25rem 0}
th,td{border:0;padding:.15rem .6rem}
td[data-label]::before{content:attr(data-label) ": ";color:var(--soft)}
}
@media print{
:root{color-scheme:light;--ink:#000;--soft:#333;--line:#999;--back:#fff;--band:#eee;--accent:#000}
body{font-size:10pt}main{max-width:none;padding:0}nav{display:none}
table{font-size:8.5pt}th,td{padding:.25rem}
h2{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}
}`;
