import type { TableRow } from "../../table/table.ts";
import type { Finding } from "../finding.ts";
import type { Entry } from "../plan-batches.ts";
import { createRowRanges, type RowRanges } from "../receipt/row-ranges.ts";
import { createUntouchedHash } from "../receipt/untouched-hash.ts";
import type { DedupeMode, DedupeOutcome } from "./dedupe-outcome.ts";
import { duplicateCells } from "./duplicate-cells.ts";
import type { ListSurvivors, Survivor } from "./survivors.ts";

export interface Dedupe {
  mode: DedupeMode;
  survivors: ListSurvivors;
  /** Start of the run, ISO 8601, UTC. */
  timestamp: string;
  /** Takes the duplicates in input order; undefined where none is kept. */
  log?:
    | { write(rows: readonly { row: TableRow; cells: readonly string[] }[]): Promise<void> }
    | undefined;
}

/** Sorts out duplicates from answered rows, which come in input order. */
export interface Deduplication {
  /** The entries that go to the output, with their survivors; the log gets its rows. */
  take(entries: readonly Entry[]): Promise<readonly Kept[]>;
  outcome(): DedupeOutcome;
}

interface Kept {
  entry: Entry;
  /** To be named in the output. */
  survivor: Survivor | undefined;
}

export function createDeduplication({ mode, survivors, timestamp, log }: Dedupe): Deduplication {
  const tiers = new Map<string, number>();
  const dropped = createRowRanges();
  const left = createUntouchedHash();
  const kept = createUntouchedHash();
  const blanks = createBlankLines();
  let duplicates = 0;
  let elsewhere = 0;
  /** The row that was dropped last, as long as nothing but blank lines came behind it. */
  let justDropped = 0;

  /** A blank line behind a dropped row goes with it: it could not find its place again. */
  function drops({ row }: Entry, survivor: Survivor | undefined): boolean {
    if (row.kind === "blank_line" && justDropped !== 0) {
      blanks.add(justDropped, row.ending);
      return true;
    }
    justDropped = 0;
    if (survivor === undefined) {
      kept.add(row);
      return false;
    }
    justDropped = row.number;
    left.add(row);
    dropped.add(row.number);
    return true;
  }

  /** Counts a duplicate; what the log says of it. */
  function note(finding: Finding, { number: row }: TableRow, survivor: Survivor): string[] {
    duplicates++;
    if (survivor.isElsewhere) elsewhere++;
    tiers.set(finding.matchedOn, (tiers.get(finding.matchedOn) ?? 0) + 1);
    return duplicateCells({ list: survivors.list, row, finding, survivor, timestamp });
  }

  return {
    async take(entries) {
      const stay: Kept[] = [];
      const logged: { row: TableRow; cells: readonly string[] }[] = [];
      for (const entry of entries) {
        const { row, finding } = entry;
        const person = finding?.status === "matched" ? finding : undefined;
        const survivor = person && survivors.meet(person.npi, row.number);
        if (person && survivor) logged.push({ row, cells: note(person, row, survivor) });
        if (mode === "drop" && drops(entry, survivor)) continue;
        stay.push({ entry, survivor: mode === "mark" ? survivor : undefined });
      }
      if (logged.length > 0) await log?.write(logged);
      return stay;
    },
    outcome: () => ({
      mode,
      duplicates,
      elsewhere,
      tiers: [...tiers].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)),
      seen_before: survivors.seenBefore,
      ...(mode !== "drop"
        ? {}
        : {
            dropped: {
              rows: dropped.text(),
              count: left.rows(),
              sha256: left.digest(),
              kept_sha256: kept.digest(),
              blank_lines: blanks.texts(),
            },
          }),
    }),
  };
}

/** Few texts, whatever the number of lines: most lists end all their lines alike. */
function createBlankLines(): {
  add(row: number, ending: string): void;
  texts(): Record<string, string>;
} {
  const byText = new Map<string, RowRanges>();
  let row = 0;
  let text = "";
  function close(): void {
    if (text === "") return;
    const rows = byText.get(text) ?? createRowRanges();
    byText.set(text, rows);
    rows.add(row);
    text = "";
  }
  return {
    add(behind, ending) {
      if (behind !== row) close();
      row = behind;
      text += ending;
    },
    texts() {
      close();
      return Object.fromEntries([...byText].map(([key, rows]) => [key, rows.text()]));
    },
  };
}
