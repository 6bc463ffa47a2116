import type { XmlElement } from "./parse-xml.ts";

/** Excel's longest cell has 32,767 characters; other programs may write longer ones. */
export const longestText = 100_000;

/**
 * Joins the text of an `<si>` or `<is>`, plain or in runs. Phonetic readings (`rPh`) stand beside
 * the text and are no part of it.
 */
export interface TextReader {
  /** Says whether the element belongs to a text; false for one that is not known there. */
  open(element: XmlElement): boolean;
  text(text: string): void;
  close(name: string): void;
  /** The text so far, as it stands in the XML, and from then on a new one. */
  take(): string;
  /** Longer than any cell may be. */
  isTooLong(): boolean;
}

const quietly: ReadonlySet<string> = new Set(["r", "t", "rPh", "phoneticPr", "rPr", "extLst"]);
const skipped: ReadonlySet<string> = new Set(["rPh", "phoneticPr", "rPr", "extLst"]);

export function createTextReader(): TextReader {
  let text = "";
  /** How deep we are inside something that is no part of the text. */
  let skip = 0;
  let inText = false;
  return {
    open({ name }) {
      if (skip > 0 || skipped.has(name)) skip++;
      else if (name === "t") inText = true;
      return skip > 0 || quietly.has(name);
    },
    text(more) {
      if (inText && skip === 0) text += more;
    },
    close(name) {
      if (skip > 0) skip--;
      else if (name === "t") inText = false;
    },
    take() {
      const taken = text;
      text = "";
      return taken;
    },
    isTooLong: () => text.length > longestText,
  };
}

/** XML cannot hold every character: `_x000D_` is one, and `_x005F_` an underscore before such. */
export function decodeEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
