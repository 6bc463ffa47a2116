const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Characters that HTML does not have: control characters but for tab and line breaks. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
const noCharacter = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFFFE\uFFFF]/g;

/** A text as HTML shows it, in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(noCharacter, "\uFFFD").replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/** A value of somebody's: its direction marks end with it. */
export function valueHtml(text: string): string {
  return `<bdi>${escapeHtml(text)}</bdi>`;
}
