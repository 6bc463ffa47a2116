import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { reasonCodes } from "../../src/model/reason.ts";
import { statuses } from "../../src/model/status.ts";

/** What must never turn up in a message: folded to capitals, numbers to bare digits. */
export interface Canaries {
  /** Parts of names. */
  words: ReadonlySet<string>;
  /** NPIs and telephone numbers, ten digits. */
  numbers: ReadonlySet<string>;
  /** Streets, e-mail addresses, license numbers, names of organizations. */
  texts: ReadonlySet<string>;
}

/** Names that are English words which messages need, too. */
const alsoEnglish = ["BEST", "BLANK", "FIELDS", "LONG", "PAGE", "WELL"];

const npidataColumns = {
  words: /\b(Last|First|Middle) Name/,
  numbers: /^NPI$|Telephone|Fax/,
  texts: /First Line Business|License Number|Organization Name/,
};

/** From every row of an NPPES file and every cell of the lists. */
export async function collectCanaries(
  npidata: string,
  lists: readonly string[],
): Promise<Canaries> {
  const words = new Set<string>();
  const numbers = new Set<string>();
  const texts = new Set<string>();
  const [header = [], ...rows] = parse(await readFile(npidata), { relax_column_count: true });
  const columns = (pattern: RegExp) =>
    header.flatMap((name: string, i: number) => (pattern.test(name) ? [i] : [])) as number[];
  for (const row of rows as string[][]) {
    for (const i of columns(npidataColumns.words)) addWords(words, row[i] ?? "");
    for (const i of columns(npidataColumns.numbers)) addNumber(numbers, row[i] ?? "");
    for (const i of columns(npidataColumns.texts)) addText(texts, row[i] ?? "");
  }
  const notCanaries = new Set(ownWords());
  for (const list of lists) {
    const [first = "", ...lines] = (await textOf(list)).split(/\r?\n/);
    for (const word of wordsOf(first)) notCanaries.add(word);
    for (const line of lines) {
      for (const cell of line.split(/[,;\t|]/)) addCell({ words, numbers, texts }, cell);
    }
  }
  for (const word of notCanaries) words.delete(word);
  return { words, numbers, texts };
}

/** Canaries that a message holds. */
export function told({ words, numbers, texts }: Canaries, said: string): string[] {
  const message = said.replace(/\b[\da-f]{12,64}\b/g, "(hash)");
  const digits = message.match(/\+?\d[\d ().-]{8,}\d/g) ?? [];
  const folded = fold(message);
  return [
    ...wordsOf(message).filter((word) => words.has(word)),
    ...digits.map(lastTen).filter((number) => numbers.has(number)),
    ...[...texts].filter((text) => folded.includes(text)),
  ];
}

/** A cell of a list: names are told from other words by their neighbours only, so few are taken. */
function addCell(
  into: { words: Set<string>; numbers: Set<string>; texts: Set<string> },
  cell: string,
) {
  addNumber(into.numbers, cell);
  if (cell.includes("@")) addText(into.texts, cell);
  // `Harlowe` and `Dr. Adaeze Okonjo` are names; `warm - wants Q1 start` is a note.
  const parts = cell.replace(/"/g, "").trim().split(/\s+/);
  const isName = parts.every((part) => /^\p{Lu}/u.test(part)) && parts.length <= 4;
  if (isName && !/\d/.test(cell)) for (const part of parts) addRareWord(into.words, part);
}

/** Only what no page of the program says: cities and specialties are no secret, names are. */
function addRareWord(words: Set<string>, part: string): void {
  for (const word of wordsOf(part)) if (word.length >= 7) words.add(word);
}

function addWords(words: Set<string>, cell: string): void {
  for (const word of wordsOf(cell)) if (word.length >= 4) words.add(word);
}

function addNumber(numbers: Set<string>, cell: string): void {
  if (cell.replace(/\D/g, "").length >= 10) numbers.add(lastTen(cell));
}

function addText(texts: Set<string>, cell: string): void {
  if (cell.length >= 6) texts.add(fold(cell));
}

function ownWords(): string[] {
  return [...statuses, ...Object.entries(reasonCodes).flat(), ...alsoEnglish].flatMap(wordsOf);
}

function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}']+/gu) ?? [];
}

function lastTen(text: string): string {
  return text.replace(/\.0$/, "").replace(/\D/g, "").slice(-10);
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
}

async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path);
  return bytes[0] === 0xff && bytes[1] === 0xfe
    ? bytes.toString("utf16le")
    : bytes.toString("latin1");
}
