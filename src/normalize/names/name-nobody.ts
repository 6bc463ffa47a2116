import { isCredential, isCredentialOrName } from "./credential.ts";
import { isRemark, isSpecialtyWord } from "./name-notes.ts";
import { isProfession } from "./name-professions.ts";
import { titles } from "./name-words.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** The name is not told. */
const missing = words(
  "NONE NULL NIL NAN UNDEFINED UNKNOWN UNK UNKN UNAVAIL UNAVAILABLE UNNAMED ANONYMOUS BLANK EMPTY MISSING FNU LNU NFN NLN NMN NMI",
);

/** There is nobody: a vacancy, a test, a line of a table; nobody is called so. */
const marks = words(
  "VACANT VACANCY VACANCIES POSITION POSITIONS REQ REQUISITION TBD TBA TBH DETERMINED ANNOUNCED HIRED UNASSIGNED UNFILLED TEST TESTING TESTER DUMMY PLACEHOLDER PATIENT EMPLOYEE CANDIDATE APPLICANT DELETED REMOVED DUPLICATE DUP DITTO ABOVE NOTES PROVIDER PROVIDERS PHYSICIAN PHYSICIANS ATTENDING LOCUMS TENENS PRN RECEPTIONIST SUPERVISOR COORDINATOR ADMINISTRATOR SCHEDULER SCHEDULING REFERRALS RECORDS MEDICAL FIRSTNAME LASTNAME FNAME LNAME FULLNAME SURNAME SUBTOTAL ASDF QWERTY RETIRED DECEASED EXPIRED INACTIVE TERMED TERMINATED PCP OTHER",
);

/** The same without a title; behind one they are surnames too: `Dr. Pool`. */
const roles = words(
  "OPEN OPENING HIRE HIRING NEEDED WANTED PENDING SHIFT SLOT USER RECORD PERSON SAMPLE EXAMPLE DEMO STAFF STAFFING NURSES CLINICIAN FELLOW RESIDENT INTERN STUDENT FLOAT POOL AGENCY TRAVELER CONTRACTOR LOCUM DIEM DESK OFFICE RECEPTION DIRECTOR ADMIN BILLING BILLER PRACTICE CHARGE REGISTERED LICENSED DOCTOR TOTAL",
);

/** What says so only beside one of these. */
const beside = words(
  "TO BE NEW NO NOT ON OFF CALL BACK FRONT HEAD LEAD CHIEF OF AND OR THE FOR IN SEE SAME AS USE CONTACT PER TRAVEL CONTRACT FULL PART TIME ROLE JOB OTHER ANY ALL VARIOUS MULTIPLE GRAND FAMILY GENERAL CLINICAL TEAM NAME NA APPLICABLE AVAILABLE PROVIDED LISTED GIVEN SPECIFIED ENTERED FOUND KNOWN FIRST LAST ASSIGNED NIGHT NIGHTS DAY DAYS WEEKEND EVENING HOUSE EMERGENCY",
);

/** What these say together. */
const phrases =
  /^(?:(?:NA|N A|NO NAME|NAME|NOT (?:APPLICABLE|AVAILABLE|PROVIDED|LISTED|GIVEN|SPECIFIED|ENTERED|FOUND|KNOWN)|X{3,})(?: |$))+$/;
const headers = /^(?:FIRST LAST|LAST FIRST|(?:FULL|FIRST|LAST) NAME)$|^OPEN (?:ROLE|JOB)S?$/;

/**
 * Whether a name's cells hold nothing but words for nobody: `missing` where the name is not told
 * (`Unknown`, `N/A N/A`, `RN`), `nobody` where there is none (`Vacant Position`, `Test, Test`, `Front
 * Desk`). A word that may be a name keeps the person: `Anna Test`.
 */
export function nobodyIn(cells: readonly string[]): "missing" | "nobody" | undefined {
  const [first] = cells;
  // Nearly every name is settled by its first word.
  const opening = /[A-Za-z#]+/.exec(first ?? "")?.[0].toUpperCase();
  if (opening === undefined || (opening.length > 1 && !isKnown(opening))) return undefined;
  if (/^\s*#(?:REF|VALUE|NAME|NULL|NUM|DIV\/0)[!?]?\s*$/i.test(first ?? "")) return "missing";
  const said = cells
    .join(" ")
    .replace(/[.'’]/g, "")
    .toUpperCase()
    .match(/[A-Z]+/g);
  if (said === null || said.length > 6) return undefined;
  const text = said.join(" ");
  if (phrases.test(text)) return "missing";
  if (headers.test(text)) return "nobody";
  return said.every(isKnown) ? whatTheySay(said) : undefined;
}

function isKnown(word: string): boolean {
  if (marks.has(word) || roles.has(word) || beside.has(word) || missing.has(word)) return true;
  if (titles.has(word) || isProfession(word) || isSure(word)) return true;
  return /^X{3,}$|^#/.test(word) || isRemark(word) || isSpecialtyWord(word);
}

function isSure(word: string): boolean {
  return word === "RN" || (word.length > 1 && isCredential(word) && !isCredentialOrName(word));
}

function whatTheySay(said: readonly string[]): "missing" | "nobody" | undefined {
  const titled = titles.has(said[0] ?? "");
  const isMark = (word: string) =>
    marks.has(word) || (!titled && (roles.has(word) || isProfession(word)));
  const named = said.filter((word) => !isSure(word) && !titles.has(word));
  if (named.some(isMark)) return "nobody";
  return named.every((word) => missing.has(word)) ? "missing" : undefined;
}
