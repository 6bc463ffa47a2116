import { UsageError } from "../../model/errors.ts";

/** A letter as its template says it, placeholders unfilled. */
export interface LetterTemplate {
  subject: string;
  parts: readonly LetterPart[];
}

export interface LetterPart {
  /** The element of the letter that it says; undefined for words that are always there. */
  element: string | undefined;
  kind: "heading" | "paragraph" | "item";
  text: string;
}

/**
 * Reads a template: `Subject:` first, then paragraphs with blank lines between them. `# ` begins a
 * heading, `- ` an item of a list, `//` a remark that nobody is sent. A line `[element]` above a
 * paragraph says which element of the letter the paragraph is.
 *
 * @param name of the file, for what is said of it
 */
export function parseLetter(text: string, name: string): LetterTemplate {
  const [head = "", ...rest] = withoutRemarks(text).trim().split("\n");
  const subject = /^Subject:\s*(\S.*)$/.exec(head)?.[1];
  if (subject === undefined) {
    throw templateError(name, "does not begin with a line `Subject: …`");
  }
  return { subject: subject.trim(), parts: parseParts(rest.join("\n")) };
}

/** The same without a subject: the end that all letters share. */
export function parseParts(text: string): LetterPart[] {
  return withoutRemarks(text)
    .split(/\n[ \t]*\n/)
    .flatMap((block) => partsOf(block.split("\n").filter((line) => line.trim() !== "")));
}

export function templateError(name: string, problem: string): UsageError {
  return new UsageError(
    "letter_template",
    `The letter ${name} ${problem}.`,
    "How letters are written: docs/dsar-letters.md",
  );
}

function withoutRemarks(text: string): string {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  return lines.filter((line) => !line.startsWith("//")).join("\n");
}

function partsOf(lines: readonly string[]): LetterPart[] {
  const element = /^\[([\w-]+)\]\s*$/.exec(lines[0] ?? "")?.[1];
  const parts: LetterPart[] = [];
  let open: LetterPart | undefined;
  for (const line of element === undefined ? lines : lines.slice(1)) {
    const [, sign = "", words = ""] = /^\s*(?:([#-]) +)?(.*?)\s*$/.exec(line) ?? [];
    if (sign === "" && open !== undefined) {
      open.text += ` ${words}`;
      continue;
    }
    const kind = ({ "#": "heading", "-": "item" } as const)[sign] ?? "paragraph";
    const part: LetterPart = { element, kind, text: words };
    parts.push(part);
    open = kind === "heading" ? undefined : part;
  }
  return parts;
}
