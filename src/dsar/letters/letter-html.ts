import { escapeHtml } from "../html.ts";
import type { Letter } from "./compose-letter.ts";

/**
 * As one page to print or to send: nothing in it is fetched, nothing runs, and it can be read with
 * large letters, in the dark, and aloud.
 */
export function letterHtml({ subject, parts }: Letter): string {
  const body: string[] = [];
  let before = "";
  for (const { kind, text } of parts) {
    if (before === "item" && kind !== "item") body.push("</ul>");
    if (before !== "item" && kind === "item") body.push("<ul>");
    const tag = ({ heading: "h2", item: "li", paragraph: "p" } as const)[kind];
    body.push(`<${tag}>${escapeHtml(text)}</${tag}>`);
    before = kind;
  }
  if (before === "item") body.push("</ul>");
  return `${head(subject)}
<main>
<h1>${escapeHtml(subject)}</h1>
${body.join("\n")}
</main>
</body>
</html>
`;
}

function head(subject: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(subject)}</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0; background: Canvas; color: CanvasText; font: 1.0625rem/1.55 Georgia, "Times New Roman", serif; }
main { max-width: 38rem; margin: 0 auto; padding: 3rem 1.5rem; overflow-wrap: break-word; }
h1 { margin: 0 0 2rem; font-size: 1.375rem; line-height: 1.3; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.0625rem; break-after: avoid; }
p, ul { margin: 0 0 1rem; }
li { margin: 0 0 0.25rem; }
p, li { orphans: 3; widows: 3; }
@page { margin: 2.5cm; }
@media print { body { font-size: 11pt; } main { max-width: none; padding: 0; } }
</style>
</head>
<body>`;
}
