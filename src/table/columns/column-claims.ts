import type { ColumnEvidence } from "./column-evidence.ts";
import {
  ambiguousHeaders,
  doubtfulHeaders,
  type HeaderMeaning,
  headerMeanings,
} from "./header-synonyms.ts";
import type { LeadField } from "./lead-field.ts";

/** A column whose name says that it is a field's. */
export interface Claim {
  field: LeadField;
  index: number;
  /** How good a claim it is: smaller is better; behind all others where the cells are no help. */
  rank: number;
  /** What of that is due to words around the name: `Mailing City`. */
  penalty: number;
  /** The name that was recognised; two columns of one name and one rank are rivals. */
  name: string;
  /** Its name alone would not do: `Title`, `ID`. */
  doubtful: boolean;
}

/** What a column without cells that help is put behind. */
const behindOthers = 100;
const behindAll = 200;
const unlikeShare = 0.3;
const tellingCells = 5;
const tellingRows = 20;

/** The fields a column's name claims; where the name is ambiguous, the ones its cells support. */
export function claimsOf(column: string, index: number, evidence: ColumnEvidence): Claim[] {
  const meanings = headerMeanings(column);
  const [first] = meanings;
  if (first === undefined) return [];
  const toClaim = ({ field, rank, penalty, name }: HeaderMeaning): Claim => ({
    field,
    index,
    rank: rank + behind(index, field, evidence),
    penalty,
    name,
    doubtful: doubtfulHeaders[name] !== undefined,
  });
  const ambiguous = ambiguousHeaders[first.name];
  if (ambiguous !== undefined) {
    const supported = ambiguous.find((field) => evidence.convinces(index, field, "settles"));
    return [toClaim({ ...first, field: supported ?? (ambiguous[0] as LeadField) })];
  }
  return meanings
    .map(toClaim)
    .filter(({ doubtful, field }) => !doubtful || evidence.convinces(index, field, "settles"));
}

function behind(index: number, field: LeadField, evidence: ColumnEvidence): number {
  const filled = evidence.filled(index);
  if (filled === 0 && evidence.rows >= tellingRows) return behindAll;
  const share = evidence.share(index, field, "settles") ?? 1;
  return filled >= tellingCells && share < unlikeShare ? behindOthers : 0;
}
