import type { MatchRequest, NameColumns } from "../../model/contract.ts";
import { toLetters } from "../../normalize/cells/letters.ts";
import { isCredential } from "../../normalize/names/credential.ts";
import { parseName } from "../../normalize/names/name.ts";
import { toSuffix } from "../../normalize/names/suffix.ts";
import type { SearchService } from "../../service/search-service.ts";

/** Fewer rows that speak one way or the other settle nothing. */
const MIN_TELLING_ROWS = 20;
/** Share of the weight that a reading must hold to be taken for the whole list's. */
const CLEAR_SHARE = 0.8;
/** One row may weigh at most this much (nats), so that no rarity outvotes a list. */
const MAX_WEIGHT = 4;

interface NameCount {
  first: number;
  last: number;
}

type Counts = ReadonlyMap<string, NameCount>;

interface Vote {
  columns: NameColumns;
  weight: number;
}

/** One of a row's two name columns. */
interface Cell {
  /** Its words that may be names, A–Z. */
  words: readonly string[];
  /** Given names follow a comma: `LAST, FIRST`. */
  comma: boolean;
  /** A company and the like, which is nobody's name. */
  company: boolean;
}

/**
 * What a list's name columns really hold, from how often the registry has each word as first name
 * and as surname: exchanged columns, or a whole name in one of them. `as_named` unless another
 * reading clearly explains most of the rows that tell.
 */
export async function findNameColumns(
  leads: readonly MatchRequest[],
  service: Pick<SearchService, "nameCounts">,
): Promise<NameColumns> {
  const rows = leads.map(({ name }) => [readCell(name?.first), readCell(name?.last)] as const);
  const words = [...new Set(rows.flatMap((cells) => cells.flatMap((cell) => cell.words)))].sort();
  if (words.length === 0) return "as_named";
  const found = await service.nameCounts(words);
  const counts = new Map(words.map((word, i) => [word, found[i] ?? { first: 0, last: 0 }]));
  const votes = rows.flatMap(([first, last]) => voteOf(first, last, counts) ?? []);
  return settle(votes);
}

function settle(votes: readonly Vote[]): NameColumns {
  if (votes.length < MIN_TELLING_ROWS) return "as_named";
  const weights = { as_named: 0, swapped: 0, full_in_first: 0, full_in_last: 0 };
  let sum = 0;
  for (const { columns, weight } of votes) {
    weights[columns] += weight;
    sum += weight;
  }
  const readings = ["swapped", "full_in_first", "full_in_last"] as const;
  return readings.find((columns) => weights[columns] >= CLEAR_SHARE * sum) ?? "as_named";
}

/** What one row says; undefined when it says nothing. */
function voteOf(first: Cell, last: Cell, counts: Counts): Vote | undefined {
  if (first.words.length === 1 && last.words.length === 1 && !first.company && !last.company) {
    const weight = bounded(
      surnameWeight(last.words[0], counts) - surnameWeight(first.words[0], counts),
    );
    if (weight === 0) return undefined;
    return { columns: weight > 0 ? "as_named" : "swapped", weight: Math.abs(weight) };
  }
  return (
    wholeNameVote(first, isSurname(last, counts), counts, "full_in_first") ??
    wholeNameVote(last, isFirstName(first, counts), counts, "full_in_last")
  );
}

/**
 * A cell of several words that ends in a given name on one side and in a surname on the other is a
 * whole name where the other cell is no part of it; where the other is one, the columns are right.
 */
function wholeNameVote(
  cell: Cell,
  otherIsName: boolean,
  counts: Counts,
  columns: NameColumns,
): Vote | undefined {
  if (cell.words.length < 2 || cell.company) return undefined;
  if (otherIsName) return { columns: "as_named", weight: 1 };
  const start = surnameWeight(cell.words[0], counts);
  const end = surnameWeight(cell.words.at(-1), counts);
  const weight = Math.max(Math.min(-start, end), Math.min(start, -end), cell.comma ? 1 : 0);
  return weight > 0 ? { columns, weight: bounded(weight) } : undefined;
}

function isSurname(cell: Cell, counts: Counts): boolean {
  return !cell.company && cell.words.some((word) => (counts.get(word)?.last ?? 0) > 0);
}

function isFirstName(cell: Cell, counts: Counts): boolean {
  return !cell.company && cell.words.some((word) => (counts.get(word)?.first ?? 0) > 0);
}

/** Positive for a word that is a surname rather than a first name. Half a person stands in for none. */
function surnameWeight(word: string | undefined, counts: Counts): number {
  const count = counts.get(word ?? "");
  return count === undefined ? 0 : Math.log((count.last + 0.5) / (count.first + 0.5));
}

function bounded(weight: number): number {
  return Math.max(-MAX_WEIGHT, Math.min(MAX_WEIGHT, weight));
}

function readCell(text: string | undefined): Cell {
  const parsed = text === undefined ? undefined : parseName({ full: text }, "mixed");
  if (text === undefined || parsed?.kind !== "person") {
    return { words: [], comma: false, company: parsed?.kind === "organization" };
  }
  const [head = [], ...later] = text.split(",").map(nameWordsOf);
  const words = [...head, ...later.flat()];
  return { words, comma: head.length > 0 && later.some((part) => part.length > 0), company: false };
}

/** Letters only, as the registry counts names: no initials, suffixes, credentials, titles. */
function nameWordsOf(text: string): string[] {
  const words = text.replace(/\([^)]*\)|"[^"]*"/g, " ").split(/[\s/]+/);
  return words.map(toLetters).filter((word) => {
    const tail = toSuffix(word) !== "" || isCredential(word) || address.test(word);
    return word.length > 1 && !tail;
  });
}

const address = /^(?:DR|MR|MRS|MS|MISS|MX|PROF|REV)$/;
