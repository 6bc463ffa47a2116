import { credentialGroups, isCredential } from "./credential.ts";
import { isPlainState, isRemark } from "./name-notes.ts";
import { isProfessionOrName, opensProfession, professionLength } from "./name-professions.ts";
import { isCredentialToken, isDoubtful, type NameToken } from "./name-tokens.ts";
import { leadingTitlesOnly, roleEnds, titles } from "./name-words.ts";
import { toSuffix } from "./suffix.ts";
import { isSurnameParticle } from "./surname-parts.ts";

/** A run of words once titles, suffix and credentials are off. */
export interface BareName {
  tokens: readonly NameToken[];
  suffix: string;
  credentials: readonly string[];
  weight: number;
}

/** Spaced credentials that nobody has as initials: `M D`. Others need their periods. */
const spacedCredentials: ReadonlySet<string> = new Set(["MD", "DDS", "DMD", "DPM"]);

/**
 * Takes what is no name off both ends of a run of words, leaving at least one word. A credential
 * that may be a name (DO, MA) comes off only when `keep` words stay, and then both readings are
 * given, likelier first.
 */
export function bareNames(tokens: readonly NameToken[], keep: number): BareName[] {
  const start = leadingEnd(tokens);
  const readings: BareName[] = [];
  const found = { suffix: "", credentials: [] as string[] };
  let weight = 1;
  let end = namesEnd(tokens, start, keep);
  if (end < tokens.length) takeTail(tokens.slice(end), found);
  while (end > start + 1) {
    const token = tokens[end - 1] as NameToken;
    const length = endLength(tokens, { start, end, keep });
    if (length === 0) break;
    if (length === 1 && (isDoubtful(token) || isProfessionOrName(token.letters))) {
      if (end - 1 - start < keep) break;
      const asCredential = tailChance(tokens, { start, end, keep });
      readings.push(bare(tokens, start, end, found, weight * (1 - asCredential)));
      weight *= asCredential;
    }
    takeTail(tokens.slice(end - length, end), found);
    end -= length;
  }
  readings.push(bare(tokens, start, end, found, weight));
  return readings.length === 1 ? readings : readings.sort((a, b) => b.weight - a.weight);
}

/** The words `start` to `end`, of which the first `keep` stay. */
interface Span {
  start: number;
  end: number;
  keep: number;
}

/** How many words at the end are no name: suffix, title, credential, profession, the state. */
function endLength(tokens: readonly NameToken[], { start, end, keep }: Span): number {
  const least = start + Math.max(keep, 1);
  const tail = tailLength(tokens, start, end);
  const length = Math.max(tail, professionLength(tokens, least, end));
  if (length > 0 || end <= least) return length;
  const word = tokens[end - 1]?.letters ?? "";
  return isRemark(word) || (keep > 1 && isPlainState(word)) ? 1 : 0;
}

/** How likely the last word, which may be a name, is a credential. */
function tailChance(tokens: readonly NameToken[], { start, end, keep }: Span): number {
  const before = tokens[end - 2];
  if (before === undefined) return 0;
  // `JOHN SMITH MD PA`: behind a sure credential stands no surname.
  if (end - 2 > start && isCredentialToken(before) && !isDoubtful(before)) return 0.99;
  const chance = credentialChance(tokens[end - 1] as NameToken);
  // In `KENJI M OTA` a surname is wanted; in `KENJI MORI OTA` there is one.
  const surnameMissing = end - start === 3 && keep === 2 && before.letters.length === 1;
  return surnameMissing ? chance * 0.4 : chance;
}

/** The same for words known to be a surname, where a final V or I is no initial: `PELT I, MARCUS`. */
export function bareSurnames(tokens: readonly NameToken[]): BareName[] {
  return bareNames(tokens, 1).map((bare) => {
    const final = bare.tokens.at(-1)?.letters ?? "";
    if (bare.tokens.length < 2 || (final !== "V" && final !== "I")) return bare;
    return { ...bare, tokens: bare.tokens.slice(0, -1), suffix: bare.suffix || toSuffix(final) };
  });
}

/** Whether every word is a credential, a suffix or a title: a segment that holds no name. */
export function isTailOnly(tokens: readonly NameToken[]): boolean {
  if (tokens.length > 1 && isCredential(joinedLetters(tokens))) return true;
  let end = tokens.length;
  while (end > 0) {
    const length = tailLength(tokens, 0, end) || professionLength(tokens, 0, end);
    if (length === 0) return end === 1 && /^[VI]$/.test(tokens[0]?.letters ?? "");
    end -= length;
  }
  return true;
}

/** Suffix and credentials of a segment that holds no name. */
export function tailOf(tokens: readonly NameToken[]): { suffix: string; credentials: string[] } {
  const found = { suffix: "", credentials: [] as string[] };
  takeTail(tokens, found);
  return found;
}

function bare(
  tokens: readonly NameToken[],
  start: number,
  end: number,
  found: { suffix: string; credentials: string[] },
  weight: number,
): BareName {
  const credentials = found.credentials.length === 0 ? [] : [...found.credentials].reverse();
  return { tokens: tokens.slice(start, end), suffix: found.suffix, credentials, weight };
}

/**
 * Where the names end at the latest: at the first sure credential behind `keep` words, whatever
 * follows it (`JANE DOE RBT BEHAVIOR HEALTH`). `Md` is a given name too and ends nothing.
 */
function namesEnd(tokens: readonly NameToken[], start: number, keep: number): number {
  let names = 0;
  for (let i = start; i < tokens.length - 1; i++) {
    const token = tokens[i] as NameToken;
    if (names < keep) {
      if (i === start || toSuffix(token.letters) === "") names++;
      continue;
    }
    if (token.letters.length < 2 || token.letters === "MD" || token.parts.length > 1) continue;
    if ((isCredentialToken(token) && !isDoubtful(token)) || opensProfession(token.letters))
      return i;
  }
  return tokens.length;
}

function leadingEnd(tokens: readonly NameToken[]): number {
  let start = 0;
  while (start < tokens.length - 1) {
    const token = tokens[start] as NameToken;
    const long = tokens.length - start > 2;
    // A leading JR is somebody's initials; other suffixes have lost their name.
    const suffix = token.letters !== "JR" && toSuffix(token.letters).length > 1;
    if ((suffix || titles.has(token.letters)) && !token.initials) start++;
    else if (long && isOpening(token, tokens[start + 1])) start++;
    else break;
  }
  return start;
}

/** A credential, a remark or a role before a whole name. */
function isOpening(token: NameToken, next: NameToken | undefined): boolean {
  if (isRemark(token.letters) || opensRole(token, next)) return true;
  return token.letters.length > 2 && isCredentialToken(token) && !isDoubtful(token);
}

/** `RN Jane Doe`; but `MD RAHMAN KHAN`, `RN VAN DYKE`. */
function opensRole({ letters, style }: NameToken, next: NameToken | undefined): boolean {
  if (style === "title" || next === undefined || next.letters.length < 2) return false;
  return (letters === "RN" || letters === "NP") && !isSurnameParticle(next.letters);
}

/** How many words before `end` make up one suffix, title or credential; 0 when none. */
function tailLength(tokens: readonly NameToken[], start: number, end: number): number {
  const token = tokens[end - 1] as NameToken;
  const { letters } = token;
  if (letters.length === 1) return singleLetters(tokens, start, end);
  if (letters === "AC" && end - 2 > start && tokens[end - 2]?.letters === "L") return 2;
  const phrase = roleEnds.has(letters) ? phraseLength(tokens, start, end) : 0;
  if (phrase > 0) return phrase;
  if (toSuffix(letters) !== "" || isCredentialToken(token)) return 1;
  return titles.has(letters) && !leadingTitlesOnly.has(letters) ? 1 : 0;
}

/** `NURSE PRACTITIONER`, `LICENSED CLINICAL SOCIAL WORKER`. */
function phraseLength(tokens: readonly NameToken[], start: number, end: number): number {
  for (let from = Math.max(start + 1, end - 4); from < end - 1; from++) {
    const phrase = tokens.slice(from, end);
    // Initials are no part of it: the E of `JANE E NP` stays a name.
    if (phrase[0]?.letters.length === 1) continue;
    if (isCredential(joinedLetters(phrase))) return end - from;
  }
  return 0;
}

function joinedLetters(tokens: readonly NameToken[]): string {
  return tokens.map((token) => token.letters).join("");
}

/** `M. D.` and `D D S`; the C of `PA C`. */
function singleLetters(tokens: readonly NameToken[], start: number, end: number): number {
  let run = "";
  let dotted = true;
  let length = 0;
  for (let i = end - 1; i >= start && tokens[i]?.letters.length === 1; i--) {
    run = `${tokens[i]?.letters}${run}`;
    dotted &&= tokens[i]?.dotted === true;
    const spaced = spacedCredentials.has(run) || (dotted && run.length > 1 && isCredential(run));
    if (spaced && i > start) length = end - i;
  }
  if (length > 0) return length;
  const before = tokens[end - 2];
  if (run.length !== 1 || before === undefined || end - 2 <= start) return 0;
  if (run === "D") return /^(?:PSY|PH|PHARM)$/.test(before.letters) ? 2 : 0;
  return isCredential(before.letters) && isCredential(before.letters + run) ? 2 : 0;
}

function takeTail(
  tokens: readonly NameToken[],
  found: { suffix: string; credentials: string[] },
): void {
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as NameToken;
    const words = writtenOutLength(tokens, at);
    const suffix = words > 1 ? "" : toSuffix(token.letters);
    if (suffix !== "") found.suffix ||= suffix;
    else if (words > 1) addGroups(found.credentials, joinedLetters(tokens.slice(at, at + words)));
    else addGroups(found.credentials, token.parts.join("-"));
    at += words - 1;
  }
}

/** How many words from `at` on are one credential: `PHYSICAL THERAPIST`, `M D`. */
function writtenOutLength(tokens: readonly NameToken[], at: number): number {
  for (let end = Math.min(tokens.length, at + 4); end > at + 1; end--) {
    const words = tokens.slice(at, end);
    const joined = joinedLetters(words);
    const lettered = words.some(({ letters }) => letters.length === 1);
    if ((lettered || joined.length > 8) && isCredential(joined)) return end - at;
  }
  return 1;
}

function addGroups(credentials: string[], text: string): void {
  for (const group of credentialGroups(text)) {
    if (!credentials.includes(group)) credentials.push(group);
  }
}

/** In a text of both cases, `DO` is the credential and `Do` the name. */
function credentialChance(token: NameToken): number {
  if (isProfessionOrName(token.letters)) return 0.8;
  if (token.style === "caps") return 0.93;
  return token.style === "title" ? 0.07 : 0.8;
}
