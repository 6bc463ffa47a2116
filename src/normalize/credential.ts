import { groupOfCredential } from "./credential-table.ts";
import { foldAccents } from "./letters.ts";

/** Tokens that may be a credential and may be a person's name; some are hardly ever the former. */
const credentialOrName: ReadonlySet<string> = new Set(
  "DO MA PA OT PT RN LI AN BA SO YE CHE COTA LAC LAT MAC CAS LD ND SAC HIS".split(" "),
);

/** What may follow a credential in the same breath: board-certified, licensed, registered. */
const tails: ReadonlySet<string> = new Set(["C", "BC", "L", "R", "LP", "CS", "IT", "A", "S"]);

/** Whether a token (A–Z joined: `PAC`, `APRNCNP`) is a credential or a run of them. */
export function isCredential(token: string): boolean {
  return groupOfCredential.has(token) || credentialRun(token) !== undefined;
}

/** Whether a token may just as well be a name: DO, MA, LI … */
export function isCredentialOrName(token: string): boolean {
  return credentialOrName.has(token);
}

/**
 * The groups of the credentials in a free text, distinct, in order: `M.D., FACS` → MD;
 * `APRN, FNP-C` → NP. Degrees and fellowships have no group.
 */
export function credentialGroups(text: string): string[] {
  if (text === "") return [];
  const alone = groupOfCredential.get(text);
  if (alone !== undefined) return alone === "" ? [] : [alone];
  const groups = new Set<string>();
  const plain = foldAccents(text).toUpperCase().replace(/['.]+/g, "");
  for (const segment of plain.split(/[^A-Z\s-]+/)) addSegment(groups, segment);
  groups.delete("");
  return [...groups];
}

function addSegment(groups: Set<string>, segment: string): void {
  const words = joinSingleLetters(segment.match(/[A-Z]+/g) ?? []);
  if (words.length === 0) return;
  // `NURSE PRACTITIONER`, `CCC-SLP`; but `MD DO` must not become one word.
  const whole = words.length > 1 ? groupOfCredential.get(words.join("")) : undefined;
  if (whole !== undefined) {
    groups.add(whole);
    return;
  }
  for (const word of words) {
    const group = groupOfCredential.get(word);
    if (group !== undefined) groups.add(group);
    else for (const part of credentialRun(word) ?? []) groups.add(part);
  }
}

/** `M D` and `O T R L` are one credential each. */
function joinSingleLetters(words: readonly string[]): string[] {
  const joined: string[] = [];
  let run = "";
  for (const word of words) {
    if (word.length === 1) {
      run += word;
      continue;
    }
    if (run !== "") joined.push(run);
    run = "";
    joined.push(word);
  }
  if (run !== "") joined.push(run);
  return joined;
}

/**
 * The groups of credentials written without anything between: `APRNFNPC`. Parts have three letters
 * or more, since shorter ones would turn names (DORN) into credentials.
 */
function credentialRun(token: string): string[] | undefined {
  if (token.length < 4 || token.length > 16) return undefined;
  for (let end = Math.min(token.length - 1, 8); end >= 3; end--) {
    const group = groupOfCredential.get(token.slice(0, end));
    if (group === undefined || credentialOrName.has(token.slice(0, end))) continue;
    const rest = token.slice(end);
    if (rest === "C" || rest === "BC" || (tails.has(rest) && group !== "")) return [group];
    const restGroup = rest.length >= 3 ? groupOfCredential.get(rest) : undefined;
    if (restGroup !== undefined) return [group, restGroup];
    const restRun = rest.length >= 4 ? credentialRun(rest) : undefined;
    if (restRun !== undefined) return [group, ...restRun];
  }
  return undefined;
}
