import type { Buffer } from "node:buffer";
import fc from "fast-check";
import iconv from "iconv-lite";
import type { Dialect } from "../../src/table/table.ts";

/** How somebody's program wrote a list. */
export interface WrittenAs {
  delimiter: Dialect["delimiter"];
  encoding: Dialect["encoding"];
  bom: boolean;
  quoting: "none" | "minimal" | "all";
  /** Taken in turn, the last line's too unless `lastEnding` is false. */
  endings: readonly string[];
  lastEnding: boolean;
}

export interface WrittenList {
  as: WrittenAs;
  /** Lines above the header, without their endings. */
  preamble: readonly string[];
  header: readonly string[];
  rows: readonly (readonly string[])[];
}

export const delimiters = [",", ";", "\t", "|"] as const;
const encodings = [
  { encoding: "utf-8", bom: false },
  { encoding: "utf-8", bom: true },
  { encoding: "utf-16le", bom: false },
  { encoding: "utf-16le", bom: true },
  { encoding: "utf-16be", bom: false },
  { encoding: "utf-16be", bom: true },
  { encoding: "windows-1252", bom: false },
] as const;

export const writtenAs: fc.Arbitrary<WrittenAs> = fc
  .record({
    delimiter: fc.constantFrom(...delimiters),
    written: fc.constantFrom(...encodings),
    quoting: fc.constantFrom("none" as const, "minimal" as const, "all" as const),
    endings: fc.oneof(
      fc.constantFrom(["\n"], ["\r\n"], ["\r"]),
      fc.array(fc.constantFrom("\n", "\r\n", "\r"), { minLength: 2, maxLength: 5 }),
    ),
    lastEnding: fc.boolean(),
  })
  .map(({ written, ...rest }) => ({ ...rest, ...written }));

/** The whole list as text, without a byte order mark. */
export function textOf({ as, preamble, header, rows }: WrittenList): string {
  const records = [header, ...rows].map((cells) =>
    cells.map((cell) => quoteCell(cell, as)).join(as.delimiter),
  );
  const lines = [...preamble, ...records];
  return lines
    .map((line, i) => {
      const last = i === lines.length - 1 && !as.lastEnding;
      return line + (last ? "" : (as.endings[i % as.endings.length] as string));
    })
    .join("");
}

/** Physical line of the header: a lone CR and the LF of an empty line are one line ending. */
export function headerLine({ as, preamble }: WrittenList): number {
  const above = textOf({ as: { ...as, lastEnding: true }, preamble, header: ["x"], rows: [] });
  return above.trimEnd().split(/\r\n|\n|\r/).length;
}

export function bytesOf(
  text: string,
  { encoding, bom }: Pick<WrittenAs, "encoding" | "bom">,
): Buffer {
  return iconv.encode(bom ? `\uFEFF${text}` : text, encoding);
}

function quoteCell(cell: string, { quoting, delimiter }: WrittenAs): string {
  const must = cell.includes(delimiter) || /["\r\n]/.test(cell);
  if (quoting === "none" || !(must || quoting === "all")) return cell;
  return `"${cell.replaceAll('"', '""')}"`;
}

/** What a program that quotes nothing can write at all. */
export function writable(cell: string, { quoting, delimiter, encoding }: WrittenAs): string {
  const known = encoding === "windows-1252" ? cell.replace(/[^\0-\xFF’“–€]/gu, "?") : cell;
  return quoting === "none" ? known.replaceAll(delimiter, " ").replace(/["\r\n]/g, " ") : known;
}
