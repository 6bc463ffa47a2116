import { createInterface } from "node:readline/promises";
import { InterruptedError, UsageError } from "../../model/errors.ts";
import type { LeadField } from "../../table/columns/lead-field.ts";
import type { ColumnDoubt } from "../../table/columns/map-columns.ts";
import { columnReference } from "../../table/columns/map-option.ts";
import type { Io } from "../io.ts";
import { canAsk } from "../screen/can-ask.ts";
import type { Output } from "../screen/output.ts";
import { shorten } from "../screen/printable.ts";
import { count } from "../screen/progress.ts";
import { shellWord } from "../typed/shell-word.ts";

interface Asked {
  io: Io;
  out: Output;
  settings: { yes: boolean; no_input: boolean };
  /** As the user named it; `-` is standard input, where nobody can answer then. */
  file: string;
  columns: readonly string[];
}

type Answers = ReadonlyMap<LeadField, string>;

/**
 * Settles which columns are meant: asks on a terminal, takes the best guess with --yes, and is a
 * UsageError `mapping_unclear` elsewhere.
 */
export async function settleDoubts(doubts: readonly ColumnDoubt[], asked: Asked): Promise<Answers> {
  const { io, out, settings, file, columns } = asked;
  if (settings.yes) {
    for (const doubt of doubts) out.note(guessLine(doubt));
    return new Map();
  }
  if (file === "-" || !canAsk(io, settings)) throw unclear(doubts, file, columns);
  return ask(doubts, asked);
}

function guessLine({ field, columns: [guess, ...others] }: ColumnDoubt): string {
  const taken = `${field} <- ${shorten(guess?.column ?? "", 40)}: the best guess (--yes)`;
  const names = others.map(({ column }) => column).join(", ");
  return others.length === 0 ? taken : `${taken}; it may be ${shorten(names, 60)}`;
}

function unclear(
  doubts: readonly ColumnDoubt[],
  file: string,
  columns: readonly string[],
): UsageError {
  const list = file === "-" ? "standard input" : file;
  const fields = doubts.map(({ field, columns: doubted }) => {
    const names = doubted.map(({ index }) => quoted(shorten(columnReference(index, columns), 40)));
    return `${field} (${names.join(" or ")})`;
  });
  const ways = doubts.flatMap(({ field, columns: doubted }) => [
    ...doubted.map(({ index }) => mapOption(field, columnReference(index, columns))),
    `--map ${field}= (for none)`,
  ]);
  return new UsageError(
    "mapping_unclear",
    `It is not clear which column of ${list} is ${fields.join(", ")}.`,
    ["Add one of these for each, or --yes for the best guess:", ...ways].join("\n"),
  );
}

function mapOption(field: LeadField, column: string): string {
  return `--map ${field}=${/^[\w@-]+$/.test(column) ? column : quoted(column)}`;
}

/** In double quotes where every shell leaves the rest alone. */
function quoted(column: string): string {
  return /["$`\\!]/.test(column) ? shellWord(column) : `"${column}"`;
}

async function ask(doubts: readonly ColumnDoubt[], { io, columns }: Asked): Promise<Answers> {
  // Without `terminal` Ctrl-C stays a signal, and the terminal itself edits the line.
  const lines = createInterface({ input: io.stdin, terminal: false, signal: io.signal });
  const typed = lines[Symbol.asyncIterator]();
  const answers = new Map<LeadField, string>();
  try {
    for (const doubt of doubts) {
      io.speech.say(questionLines(doubt, columns).join("\n"));
      const number = await readNumber(doubt.columns.length);
      const chosen = doubt.columns[number - 1];
      answers.set(doubt.field, chosen === undefined ? "" : columnReference(chosen.index, columns));
    }
    return answers;
  } finally {
    lines.close();
  }

  async function readNumber(most: number): Promise<number> {
    for (;;) {
      io.stderr.write(`0 to ${most}, Enter for 1: `);
      const { value, done } = await typed.next();
      if (io.signal.aborted) throw new InterruptedError();
      if (done === true) {
        io.speech.say("");
        throw unanswered();
      }
      const text = value.trim();
      if (text === "") return 1;
      if (/^\d{1,4}$/.test(text) && Number(text) <= most) return Number(text);
    }
  }
}

function questionLines(
  { field, columns: doubted, rows }: ColumnDoubt,
  columns: readonly string[],
): string[] {
  const names = doubted.map(({ index }) => shorten(columnReference(index, columns), 40));
  const width = Math.max(...names.map(({ length }) => length), "none of them".length);
  return [
    `Which column is ${field}?`,
    ...doubted.map(
      ({ filled }, at) =>
        `  ${at + 1}  ${(names[at] ?? "").padEnd(width)}  ${count(filled)} of ${count(rows)} cells filled`,
    ),
    "  0  none of them",
  ];
}

function unanswered(): UsageError {
  return new UsageError(
    "mapping_unclear",
    "The question was not answered.",
    "Say it with --map field=Column, or take the best guess with --yes.",
  );
}
