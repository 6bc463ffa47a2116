import type { MatchRequest } from "../../model/contract.ts";
import { toPlainDigits } from "../cells/digits.ts";
import { foldAccents, nameWords } from "../cells/letters.ts";
import { rereadText } from "../cells/misread-text.ts";
import { licenseKeys } from "../license.ts";
import { isCredential, isCredentialOrName } from "../names/credential.ts";
import { titles } from "../names/name-words.ts";
import { toSuffix } from "../names/suffix.ts";
import { readNpi } from "../npi.ts";
import { toPhone } from "../phone.ts";
import { toCity, toState, toZip5 } from "../places/place.ts";

/**
 * Whom a lead is about, however its list writes it: capitals, blanks, accents, `Last, First`, the
 * whole name in one column or in several, formats of NPI, license and ZIP make no difference. What
 * was decided about leads is kept under it, so it hangs on nothing that a list settles as a whole,
 * and a change here loses decisions.
 */
export function identityText(request: MatchRequest): string {
  const { words, suffix } = plainName(request.name ?? {});
  const { license, entity = "" } = request;
  const npi = npiDigits(request.npi ?? "");
  const state = toState(request.state ?? "");
  const [number = ""] =
    license === undefined ? [] : licenseKeys(license.number, license.state ?? state);
  const name = words.join("");
  const place = [toCity(request.city ?? ""), state, toZip5(request.zip ?? "", state)];
  const parts = [name, suffix, npi, number, ...place, entity];
  if (name !== "" || npi !== "" || number !== "") return parts.join(separator);
  // Nobody is named: a place alone would be the same for strangers.
  return [...parts, phoneText(request), lower(request.email)].join(separator);
}

/** All that a lead says, in the same sense: tells two leads with one identity apart. */
export function detailText(request: MatchRequest): string {
  const { name = {}, license, organization = "", graduation_year = "" } = request;
  return [
    identityText(request),
    lettersOf(name.full, name.first, name.middle, name.last, name.suffix),
    lettersOf(request.credential),
    lettersOf(request.specialty),
    license === undefined ? "" : plain(license.number),
    toState(license?.state ?? ""),
    phoneText(request),
    lower(request.email),
    plain(organization),
    plain(graduation_year),
    (request.sex ?? "").trim().charAt(0).toUpperCase(),
  ].join(separator);
}

const separator = "\u001f";

/** An NPI that cannot be one still tells its lead from others. */
function npiDigits(text: string): string {
  const reading = readNpi(text);
  if (reading.kind === "valid") return reading.npi;
  return reading.kind === "empty" ? "" : toPlainDigits(text).replace(/\D/g, "");
}

function phoneText({ phone = "" }: MatchRequest): string {
  return toPhone(phone) || phone.replace(/\D/g, "");
}

function lower(text = ""): string {
  return text.trim().toLowerCase();
}

function plain(text: string): string {
  return foldAccents(rereadText(text))
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** The words of a name in any order of its columns: `Doe, Jane` and `Jane | Doe` alike. */
function lettersOf(...texts: readonly (string | undefined)[]): string {
  return texts
    .flatMap((text = "") => nameWords(rereadText(text)))
    .sort()
    .join("");
}

interface PlainName {
  /** Given names, then the surname. */
  words: readonly string[];
  suffix: string;
}

type Name = NonNullable<MatchRequest["name"]>;

function plainName({
  full = "",
  first = "",
  middle = "",
  last = "",
  suffix = "",
}: Name): PlainName {
  const isApart = full === "" || (first !== "" && last !== "");
  const { words, suffix: own } = isApart
    ? oneSegment([first, middle, last].join(" ").replace(/[,;|]/g, " "))
    : turned(full);
  return { words, suffix: toSuffix(suffix) || own };
}

/** `Doe Jr., Jane, MD` → JANE DOE, JR. */
function turned(full: string): PlainName {
  const [head = "", ...tails] = full.split(/[,;|]/);
  const surname = oneSegment(head);
  let { suffix } = surname;
  const given: string[] = [];
  for (const tail of tails) {
    const words = wordsOf(tail);
    const isWhole = given.length > 0 || surname.words.length > 1;
    const read = withoutTail(words, isWhole ? afterWholeName : afterName, 0);
    suffix ||= read.suffix;
    given.push(...read.words.filter((word) => !titles.has(word)));
  }
  return { words: [...given, ...surname.words], suffix };
}

function oneSegment(text: string): PlainName {
  const words = wordsOf(text);
  while (words.length > 1 && titles.has(words[0] ?? "")) words.shift();
  return withoutTail(words, afterName, 1);
}

/** Credentials that may be names, but hardly ever are where a whole name stands before them. */
const hardlyNames: ReadonlySet<string> = new Set(
  "RN PT PA OT COTA LAC ND LD CAC MED OTD".split(" "),
);
const alsoNames: ReadonlySet<string> = new Set([...hardlyNames, "DO", "MA"]);

type IsCredential = (word: string, before: number) => boolean;

const afterName: IsCredential = (word, before) =>
  isCredential(word) && (!isCredentialOrName(word) || (before > 1 && hardlyNames.has(word)));

const afterWholeName: IsCredential = (word) =>
  isCredential(word) && (!isCredentialOrName(word) || alsoNames.has(word));

/** @param least words that stay, whatever they are */
function withoutTail(words: readonly string[], isDropped: IsCredential, least: number): PlainName {
  let end = words.length;
  let suffix = "";
  for (; end > least; end--) {
    const word = words[end - 1] ?? "";
    const generation = word === "V" ? "" : toSuffix(word);
    if (generation !== "") suffix = generation;
    else if (!isDropped(word, end - 1)) break;
  }
  return { words: words.slice(0, end), suffix };
}

/** Without what stands in brackets or quotes; letters of any script. */
function wordsOf(text: string): string[] {
  const folded = foldAccents(rereadText(text)).toUpperCase();
  const bare = folded.replace(/\([^)]*\)|"[^"]*"/g, " ");
  // Initials, and no generation.
  const apart = bare.replace(/\b([JS])\.\s*R\b\.?/g, "$1 R ");
  return apart.replace(/['.]+/g, "").match(/[\p{L}\p{N}]+/gu) ?? [];
}
