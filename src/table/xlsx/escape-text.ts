/** What XML cannot hold or would change, and what reads like one of the escapes below. */
const needsEscape = /(?![\t\n\x7f-\x9f])\p{Cc}|[\ufffe\uffff]|\p{Cs}|_(?=x[0-9A-Fa-f]{4})/gu;
const markup = /[&<>]/g;
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Letters, digits and ordinary signs: most cells need no look at what follows. */
const harmless = /^[\w !"#$%'()*+,\-./:;=?@[\]^{|}~]*$/;

/** A text as an element of a workbook holds it. */
export interface SheetText {
  xml: string;
  /** Has `_xHHHH_` escapes, or entities' own spelling: some readers see them only in rich text. */
  escaped: boolean;
  /** Has blanks at an end, or line breaks, which XML readers may drop unasked. */
  preserve: boolean;
}

/**
 * Any text, so that a reader of workbooks gets back exactly the same one: control characters, lone
 * surrogates and CR as `_xHHHH_` (ECMA-376, ST_Xstring), and a text that looks like such an escape
 * with its underscore escaped.
 */
export function escapeText(text: string): SheetText {
  if (harmless.test(text) && !text.includes("_x")) {
    return { xml: text, escaped: false, preserve: text.startsWith(" ") || text.endsWith(" ") };
  }
  const preserve = /^\s|\s$|\n/.test(text);
  const coded = text.replace(
    needsEscape,
    (found) => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );
  const spelled = /&(lt|gt|amp|apos|quot);/.test(text);
  return {
    xml: coded.replace(markup, (sign) => entities[sign] as string),
    escaped: coded !== text || spelled,
    preserve,
  };
}
