import { html, raw } from "hono/html";
import type { Markup } from "./markup.ts";

interface PageParts {
  /** Words alone. */
  title: string;
  /** CSS: all that the page has. */
  style: string;
  /** What stands in the body. */
  body: Markup;
}

/** A whole page in one file: it asks nobody for anything and runs nothing, wherever it is opened. */
export function selfContainedPage({ title, style, body }: PageParts): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
${body}
</body>
</html>
`;
  return String(page);
}
