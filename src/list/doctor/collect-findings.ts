import type { DoctorFinding, Place } from "./finding.ts";
import { type FindingKind, findingKinds, severities } from "./finding-kinds.ts";

/** Rows that are named of one kind, over all its columns; beyond them only the count grows. */
const maxRows = 1000;

/** The column in which something was found. */
interface FoundIn {
  /** 0-based. */
  index: number;
  /** No field has it: nothing in it matters for a run. */
  unused?: boolean;
}

/** Findings as they are met, grouped by kind and column. */
export interface Findings {
  add(kind: FindingKind, place?: Place, column?: FoundIn): void;
  /** Worst first, then by kind and column. */
  list(): DoctorFinding[];
}

interface Group {
  kind: FindingKind;
  column: FoundIn | undefined;
  count: number;
  rows: Place[];
}

export function createFindings(columns: readonly string[]): Findings {
  const groups = new Map<string, Group>();
  const named = new Map<FindingKind, number>();
  return {
    add(kind, place, column) {
      const key = `${kind} ${column?.index}`;
      let group = groups.get(key);
      if (group === undefined) {
        group = { kind, column, count: 0, rows: [] };
        groups.set(key, group);
      }
      group.count++;
      const soFar = named.get(kind) ?? 0;
      if (place === undefined || soFar >= maxRows) return;
      named.set(kind, soFar + 1);
      group.rows.push({ row: place.row, line: place.line });
    },
    list: () => [...groups.values()].sort(inOrder).map((group) => toFinding(group, columns)),
  };
}

const order: ReadonlyMap<FindingKind, number> = new Map(
  [...findingKinds.keys()].map((kind, at) => [kind, at]),
);

function inOrder(a: Group, b: Group): number {
  return (
    severities.indexOf(severityOf(a)) - severities.indexOf(severityOf(b)) ||
    (order.get(a.kind) ?? 0) - (order.get(b.kind) ?? 0) ||
    (a.column?.index ?? -1) - (b.column?.index ?? -1)
  );
}

/** What a column that is not used has suffered is worth knowing, and no more. */
function severityOf({ kind, column }: Group): DoctorFinding["severity"] {
  const severity = findingKinds.get(kind)?.severity ?? "note";
  return column?.unused === true && !alwaysMatters.has(kind) ? "note" : severity;
}

/** Whoever opens or passes on the list has to know these. */
const alwaysMatters: ReadonlySet<FindingKind> = new Set([
  "formula_cell",
  "ssn_cell",
  "uncalculated_formula",
]);

/** What becomes of these has nothing to do with whether their column is used. */
const sameEverywhere: ReadonlySet<FindingKind> = new Set(["formula_cell", "uncalculated_formula"]);

function toFinding(group: Group, columns: readonly string[]): DoctorFinding {
  const { kind, column, count, rows } = group;
  const words = findingKinds.get(kind);
  if (words === undefined) throw new Error(`no words for ${kind}`);
  const unused = column?.unused === true && !sameEverywhere.has(kind);
  return {
    kind,
    severity: severityOf(group),
    column: column === undefined ? null : (columns[column.index] ?? ""),
    column_number: column === undefined ? null : column.index + 1,
    count,
    rows,
    says: `${count.toLocaleString("en-US")} ${words.says[count === 1 ? 0 : 1]}`,
    effect: unused ? "the column is not used; the cell comes back as it is" : words.effect,
  };
}
