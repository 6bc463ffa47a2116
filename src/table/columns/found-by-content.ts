import type { ColumnEvidence } from "./column-evidence.ts";
import { isOfOthers } from "./header-synonyms.ts";
import type { LeadField } from "./lead-field.ts";

/** Looked for by content when no name says which column it is, surest first. */
export const foundByContent: readonly LeadField[] = [
  "email",
  "phone",
  "zip",
  "state",
  "credential",
  "specialty",
  "sex",
];

const findingShare = 0.8;
/** A few values over and over are somebody else's: the recruiter's own address, an office's phone. */
const distinctShare = 0.3;
const tellingRows = 20;
const personal: ReadonlySet<LeadField> = new Set(["email", "phone", "full_name"]);

interface Searched {
  columns: readonly string[];
  free: ReadonlySet<number>;
  evidence: ColumnEvidence;
}

/** The free columns whose cells say that they are the field's, those first that say it oftenest. */
export function findByContent(
  field: LeadField,
  { columns, free, evidence }: Searched,
  atLeast = findingShare,
): number[] {
  const share = (index: number): number => evidence.share(index, field, "finds") ?? 0;
  return [...free]
    .filter((index) => !isOfOthers(columns[index] as string))
    .filter((index) => evidence.convinces(index, field, "finds", atLeast))
    .filter((index) => !personal.has(field) || isVaried(index, evidence))
    .sort((a, b) => share(b) - share(a) || a - b);
}

function isVaried(index: number, evidence: ColumnEvidence): boolean {
  const filled = evidence.filled(index);
  return filled < tellingRows || evidence.distinct(index) >= filled * distinctShare;
}
