import { countOccurrences, type Occurrences } from "../contacts/occurrences.ts";
import { createRejectList, type RejectList } from "../contacts/reject-list.ts";
import { toMatchRequest } from "../enrich/rows/lead.ts";
import type { MatchContext } from "../model/contract.ts";
import { reasonCodes } from "../model/reason.ts";
import { ghostSubjects, type SubjectKey } from "../normalize/keys/subject-keys.ts";
import type { Table, TableRow } from "../table/table.ts";
import { readHash } from "./hashed-values.ts";
import type { SuppressionColumns } from "./list-columns.ts";
import {
  type KeyProblem,
  keyProblems,
  personGhosts,
  personKeys,
  type ToldPerson,
} from "./person-keys.ts";

/** A row of a list of people who are, or may be, suppressed. */
export interface PersonRow {
  row: TableRow;
  person: ToldPerson;
  /** NPI, licence, e-mail, phone, as they stand or hashed. */
  keys: SubjectKey[];
  /** How many of them came as hashes, which nobody can check. */
  hashed: number;
  problems: readonly KeyProblem[];
}

export function createRowReader({
  mapping,
  emails,
  phones,
  hashed,
}: SuppressionColumns): (row: TableRow) => PersonRow {
  return (row) => {
    const at = (index: number) => row.cells[index] ?? "";
    const request = toMatchRequest(row, mapping);
    const person = { request, emails: emails.map(at), phones: phones.map(at) };
    const { keys, problems } = personKeys(person);
    let taken = 0;
    for (const { kind, index } of hashed) {
      const digest = readHash(at(index));
      if (digest !== undefined) {
        keys.push({ kind, digest });
        taken++;
      } else if (at(index).trim() !== "") problems.push("hash_unusable");
    }
    return { row, person, keys, hashed: taken, problems };
  };
}

/** What became of a list's rows: usable and rejected add up to `rows`. */
export interface SuppressionListCounts {
  rows: number;
  usable: number;
  rejected: number;
  /** Keys by what they are; a name at a place counts once. */
  keys: Readonly<Record<string, number>>;
  /** Those among them that came as hashes. */
  hashed: number;
  rejects: Readonly<Record<string, Occurrences>>;
  /** Cells that cannot be used, beside others of their row that can. */
  problems: Readonly<Record<string, Occurrences>>;
}

export interface SuppressionListReading {
  /** People with all their keys, in batches; may be read once, and then the rest is known. */
  people(): AsyncGenerator<SubjectKey[][]>;
  counts(): SuppressionListCounts;
  rejects: RejectList;
}

const noKey = "no_key: the row has nothing by which somebody can be known";

/** A list read row by row in constant memory. */
export function readSuppressionList(
  table: Table,
  columns: SuppressionColumns,
  {
    context,
    signal,
    onProgress,
  }: {
    context: MatchContext;
    signal: AbortSignal;
    onProgress: (rows: number) => void;
  },
): SuppressionListReading {
  const read = createRowReader(columns);
  const totals = { rows: 0, usable: 0, rejected: 0, hashed: 0 };
  const kinds = new Map<string, number>();
  const reasons = countOccurrences();
  const problems = countOccurrences();
  const rejects = createRejectList();

  function reject(row: TableRow, reason: string): void {
    totals.rejected++;
    reasons.add(reason.slice(0, reason.indexOf(":")), row.number);
    rejects.add(row, reason);
  }

  function keysOf(row: TableRow): SubjectKey[] {
    totals.rows++;
    if (row.kind !== "record") {
      reject(row, `malformed_record: ${reasonCodes.malformed_record}`);
      return [];
    }
    const found = read(row);
    const ghosts = ghostSubjects(personGhosts(found.person, context));
    const keys = [...found.keys, ...ghosts];
    const [problem] = found.problems;
    if (keys.length === 0) {
      reject(row, problem === undefined ? noKey : `${problem}: ${keyProblems[problem]}`);
      return [];
    }
    totals.usable++;
    totals.hashed += found.hashed;
    for (const one of found.problems) problems.add(one, row.number);
    const told = found.keys.map(({ kind }) => kind);
    for (const kind of ghosts.length === 0 ? told : [...told, "ghost"]) {
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    return keys;
  }

  return {
    async *people() {
      for await (const rows of table.rows({ signal })) {
        const records = rows.filter(({ kind }) => kind !== "blank_line");
        yield records.map(keysOf).filter(({ length }) => length > 0);
        onProgress(totals.rows);
      }
    },
    counts: () => ({
      ...totals,
      keys: Object.fromEntries(kinds),
      rejects: reasons.counts(),
      problems: problems.counts(),
    }),
    rejects,
  };
}
