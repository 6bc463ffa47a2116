import type { MatchRecord } from "../model/match-record.ts";
import { statesOfZip3 } from "../normalize/places/state-table.ts";
import { taxonomyWords } from "../normalize/specialties/specialty.ts";
import type { Lead } from "./lead.ts";

/** A column that would help with a lead, as it stands in the reason. */
interface Advice {
  /** The lead field in words: `state`, `middle name`. */
  column: string;
  /** `same name in TX and OH: add state`. */
  words: string;
}

interface Rival {
  record: MatchRecord;
  /** Probability that this is the person. */
  p: number;
  /** First and last name agree letter by letter with the legal name. */
  sameName: boolean;
}

interface Splitter {
  column: string;
  /** What to do about it, where that is not `add …`. */
  advice?: (lead: Lead) => string | undefined;
  /** The lead says all that this column can say. */
  given: (lead: Lead) => boolean;
  values: (record: MatchRecord, lead: Lead) => readonly string[];
  /** Whether two values may be the same person's; equal ones unless said otherwise. */
  alike?: (a: string, b: string) => boolean;
  /** A profile without a value is told apart by that as well. */
  blankCounts?: boolean;
  /** The rivals' values in words; absent where they are nobody else's business. */
  name?: (records: readonly MatchRecord[], sameName: boolean) => string;
  /** Never proposed to confirm a single candidate: too many share a value. */
  weak?: boolean;
  /** Profiles are searched by it, so that it helps where namesakes are too many to be read. */
  narrows?: boolean;
}

/** What a list can most easily come by stands first. */
const splitters: readonly Splitter[] = [
  {
    column: "first name",
    advice: ({ hypotheses: [top] }) =>
      top?.first.length === 1 ? "write the first name in full" : undefined,
    // Of "J. Robert Miller" the second name does for the first.
    given: ({ hypotheses: [top] }) =>
      top !== undefined && (top.first.length > 1 || top.middle.length > 1),
    values: (record, { hypotheses: [top] }) =>
      record.names
        .map((name) => name.first)
        .filter((name) => name.length > 1 && name.startsWith(top?.first ?? "")),
  },
  {
    column: "state",
    given: saysState,
    values: (record) => record.places.map((place) => place.state),
    name: nameStates,
    weak: true,
    narrows: true,
  },
  {
    column: "city",
    given: (lead) => lead.city !== "" || (lead.zip5 !== "" && saysState(lead)),
    values: (record, lead) => placesOf(record, lead).map((place) => place.city),
    narrows: true,
  },
  {
    column: "ZIP",
    given: (lead) => lead.zip5 !== "",
    values: (record, lead) => placesOf(record, lead).map((place) => place.zip5),
    narrows: true,
  },
  {
    column: "specialty",
    // "Nurse practitioner" stands for many codes, and agrees with all of them.
    advice: ({ specialty }) =>
      specialty.codes.length > 1 ? "write the specialty in full" : undefined,
    given: ({ specialty }) => specialty.codes.length === 1,
    values: ({ taxonomies }, { specialty: { codes } }) =>
      codes.length === 0 ? taxonomies : taxonomies.filter((code) => codes.includes(code)),
    name: nameSpecialties,
  },
  {
    column: "credential",
    given: (lead) => lead.credentials.length > 0,
    values: (record) => record.credentials,
    weak: true,
  },
  {
    column: "suffix",
    given: ({ hypotheses: [top] }) => top !== undefined && top.suffix !== "",
    values: suffixesOf,
    blankCounts: true,
    weak: true,
  },
  {
    column: "middle name",
    advice: ({ hypotheses: [top] }) =>
      top?.middle.length === 1 ? "write the middle name in full" : undefined,
    given: ({ hypotheses: [top] }) => top !== undefined && top.middle.length > 1,
    // An initial that a name on file does not begin with gains nothing from being written out.
    values: (record, { hypotheses: [top] }) =>
      record.names
        .map((name) => name.middle)
        .filter((middle) => middle.startsWith(top?.middle ?? "")),
    alike: (a, b) => a.startsWith(b) || b.startsWith(a),
    narrows: true,
  },
  {
    column: "sex",
    given: (lead) => lead.sex !== "",
    values: (record) => (record.sex === "X" ? [] : [record.sex]),
    weak: true,
  },
  {
    column: "phone",
    given: (lead) => lead.phone !== "",
    values: (record) => record.phones,
    narrows: true,
  },
  {
    column: "license number",
    given: (lead) => lead.licenses.length > 0,
    values: (record) => record.licenses,
    narrows: true,
  },
];

/** The NPI tells everybody apart. */
const npiOnly: Advice = {
  column: "NPI",
  words: "only an NPI tells them apart",
};

/** A column that splits off less than this share of the candidates is not worth the trouble. */
const MOST_OF_THEM = 0.5;

/**
 * The one column, missing on the lead or given in part only, that would tell the candidates apart:
 * the first by which each differs from every other, else the one that singles out the likeliest.
 */
export function separatingColumn(lead: Lead, rivals: readonly Rival[]): Advice {
  const total = rivals.reduce((sum, { p }) => sum + p, 0);
  let best = npiOnly;
  let most = total * MOST_OF_THEM;
  for (const splitter of splitters) {
    if (splitter.given(lead)) continue;
    const single = singledOut(splitter, lead, rivals);
    if (single.length === rivals.length) return adviceOf(splitter, lead, rivals);
    const share = single.reduce((sum, { p }) => sum + p, 0);
    if (share <= most) continue;
    most = share;
    best = {
      column: splitter.column,
      words: `${doWhat(splitter, lead)}, which sets most of them apart`,
    };
  }
  return best === npiOnly ? (mayTellApart(lead, rivals) ?? npiOnly) : best;
}

/** A column by which those who have it differ, where others have nothing on file. */
function mayTellApart(lead: Lead, rivals: readonly Rival[]): Advice | undefined {
  const splitter = splitters.find((one) => {
    const values = rivals.map(({ record }) => valuesOf(one, lead, record));
    const filled = values.filter((own) => own.length > 0);
    if (one.given(lead) || filled.length === 0 || filled.length === values.length) return false;
    return filled.every((own, i) =>
      filled.every((other, j) => i === j || areApart(one, own, other)),
    );
  });
  if (splitter === undefined) return undefined;
  const words = `${doWhat(splitter, lead)}, which may tell them apart`;
  return { column: splitter.column, words };
}

/** Up to two columns, missing on the lead or not given in full, that could confirm a candidate. */
export function confirmingColumns(lead: Lead, record: MatchRecord): readonly string[] {
  return splitters
    .filter(({ given, weak }) => weak !== true && !given(lead))
    .filter((splitter) => valuesOf(splitter, lead, record).length > 0)
    .slice(0, 2)
    .map(({ column, advice }) => (advice?.(lead) === undefined ? column : `the ${column} in full`));
}

/** What to do about a lead whose namesakes are too many to be looked at: `add state`. */
export function narrowingAdvice(lead: Lead): string {
  const missing = splitters.find(({ narrows, given }) => narrows === true && !given(lead));
  return missing === undefined ? "add NPI" : doWhat(missing, lead);
}

function singledOut(splitter: Splitter, lead: Lead, rivals: readonly Rival[]): Rival[] {
  const values = rivals.map(({ record }) => valuesOf(splitter, lead, record));
  return rivals.filter((_, i) =>
    values.every((other, j) => i === j || areApart(splitter, values[i] ?? [], other)),
  );
}

function valuesOf(
  { values, blankCounts }: Splitter,
  lead: Lead,
  record: MatchRecord,
): readonly string[] {
  return values(record, lead).filter((value) => value !== "" || blankCounts === true);
}

function areApart({ alike }: Splitter, a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  const same = alike ?? ((x: string, y: string) => x === y);
  return !a.some((one) => b.some((other) => same(one, other)));
}

function adviceOf(splitter: Splitter, lead: Lead, rivals: readonly Rival[]): Advice {
  const records = rivals.map(({ record }) => record);
  const named = splitter.name?.(
    records,
    rivals.every(({ sameName }) => sameName),
  );
  const advice = doWhat(splitter, lead);
  return {
    column: splitter.column,
    words: named === undefined || named === "" ? advice : `${named}: ${advice}`,
  };
}

function doWhat({ column, advice }: Splitter, lead: Lead): string {
  return advice?.(lead) ?? `add ${column}`;
}

/** A ZIP says the state and the city as well, unless there is no such ZIP. */
function saysState({ state, zip5 }: Lead): boolean {
  return state !== "" || (zip5 !== "" && statesOfZip3.has(Number(zip5.slice(0, 3))));
}

/** The addresses that more of the lead's own address could agree with. */
function placesOf({ places }: MatchRecord, lead: Lead): MatchRecord["places"] {
  return lead.state === "" ? places : places.filter(({ state }) => state === lead.state);
}

/** No suffix at all is a value of its own: the father of a junior. */
function suffixesOf({ names }: MatchRecord): readonly string[] {
  const suffixes = names.map(({ suffix }) => suffix).filter((suffix) => suffix !== "");
  return suffixes.length > 0 ? suffixes : [""];
}

function nameStates(records: readonly MatchRecord[], sameName: boolean): string {
  const states = records.map(({ places }) => places.find(({ state }) => state !== "")?.state ?? "");
  return `${sameName ? "same name" : "they are"} in ${listOf(states) ?? `${states.length} states`}`;
}

const longestSpecialties = 70;

function nameSpecialties(records: readonly MatchRecord[]): string {
  const words = records.map(({ taxonomies: [first] }) => taxonomyWords(first ?? ""));
  if (words.includes(undefined) || new Set(words).size < words.length) return "";
  const text = listOf(words as string[]) ?? "";
  return text.length > longestSpecialties ? "" : text;
}

/** `A`, `A and B`, `A, B and C`; undefined for more. */
function listOf(texts: readonly string[]): string | undefined {
  if (texts.length > 3) return undefined;
  const [last = ""] = texts.slice(-1);
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(", ")} and ${last}`;
}
