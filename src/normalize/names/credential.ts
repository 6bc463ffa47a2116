import { foldAccents } from "../cells/letters.ts";
import { groupOfCredential } from "./credential-table.ts";

/** Tokens that may be a credential and may be a person's name; some are hardly ever the former. */
const credentialOrName: ReadonlySet<string> = new Set(
  "DO MA PA OT PT RN LI AN BA SO YE CHE COTA LAC LAT MAC CAC CAS LD ND SAC HIS MAT COT SA CEN CAPA OTA DOM MOT COA SAP FACE CART MED DEM HAD AUD CAMS PAS AA AS".split(
    " ",
  ),
);

/** Credentials that lists write together without anything between. */
const runParts: ReadonlySet<string> = new Set(
  "APRN ARNP FNP FNPC FNPBC CNP DNP MSN BSN RN NP PAC MPAS PHD PHARMD RPH LCSW LMSW MSW LPC LPCC LMHC LMFT LCPC NCC PSYD DPT PT OTR OTRL OTD SLP CCC CCCSLP DDS DMD MPH MBA MHA MED RDN LDN CRNA CNM BCBA LBA PMHNP AGACNP AGPCNP AGNP WHNP CPNP ACNP LADC CADC MD DO MS MA".split(
    " ",
  ),
);

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
 * The groups of credentials written without anything between: `APRNFNPC`. Only some make such runs,
 * and short pairs never, since they would turn names (DORN) into credentials.
 */
function credentialRun(token: string): string[] | undefined {
  if (token.length < 5 || token.length > 18) return undefined;
  for (let end = Math.min(token.length - 1, 6); end >= 2; end--) {
    const part = token.slice(0, end);
    if (!runParts.has(part)) continue;
    const group = groupOfCredential.get(part) ?? "";
    const rest = token.slice(end);
    if (rest === "C" || rest === "BC") return [group];
    if (runParts.has(rest) && (end > 2 || rest.length > 2)) {
      return [group, groupOfCredential.get(rest) ?? ""];
    }
    const restRun = credentialRun(rest);
    if (restRun !== undefined) return [group, ...restRun];
  }
  return undefined;
}
