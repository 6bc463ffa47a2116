import { foldAccents } from "../cells/letters.ts";
import { isCredential, isCredentialOrName } from "./credential.ts";
import { isRemark } from "./name-notes.ts";
import { isProfession } from "./name-professions.ts";
import { organizationWords, titles, weakOrganizationWords } from "./name-words.ts";
import { toSuffix } from "./suffix.ts";

/** Words of mailboxes that belong to an office, a role or nobody. */
const roles: ReadonlySet<string> = new Set(
  "INFO OFFICE OFFICES FRONT DESK FRONTDESK FRONTOFFICE BACKOFFICE BILLING BILLS ADMIN ADMINISTRATION ADMINISTRATOR HR HUMAN RESOURCES NO NOT REPLY NOREPLY DONOTREPLY CONTACT CONTACTS CONTACTUS HELLO HELP HELPDESK SUPPORT SALES MAIL EMAIL MAILBOX INBOX STAFF TEAM RECEPTION RECEPTIONIST SCHEDULE SCHEDULING SCHEDULER APPOINTMENT APPOINTMENTS APPT APPTS REFERRAL REFERRALS INTAKE RECORDS RECORD MEDICALRECORDS ACCOUNT ACCOUNTS ACCOUNTING FINANCE PAYROLL PAYMENTS CAREER CAREERS JOBS RECRUITING RECRUITMENT HIRING MARKETING WEB WEBSITE WEBMASTER POSTMASTER HOSTMASTER ABUSE NURSES DOC DOCS DOCTOR DOCTORS DRS PATIENT PATIENTS PATIENTCARE RX FAX PHONE DIRECTOR MANAGER MGR OWNER PRESIDENT CEO CFO COO ASSISTANT ASST SECRETARY COORDINATOR PROVIDER PROVIDERS PHYSICIAN CREDENTIALING ENROLLMENT PRIVACY COMPLIANCE SECURITY TEST USER USERS GUEST NEWS NEWSLETTER SERVICE ORDERS ALL SHARED QUESTIONS INQUIRY INQUIRIES REQUESTS FEEDBACK INSURANCE CLAIMS IT DATA MY ME YOUR OUR NEW UNKNOWN NONE NULL ANONYMOUS".split(
    " ",
  ),
);

const address = /(?:^|[\s<:;,"'(])([^\s<>;:,"()@]{1,64})@[^\s<>;:,"()@]{1,255}/u;
/** An address may stand anywhere in a cell, but not beyond this. */
const longest = 400;

/**
 * The words of an e-mail address before the `@`, A–Z, without titles, suffixes, credentials and
 * digits at the ends: `dr.john.smith42+news@…` → JOHN, SMITH. None for an office's mailbox and for
 * what is no person's name.
 */
export function emailWords(text: string): string[] {
  const local = address.exec(text.slice(0, longest))?.[1];
  if (local === undefined) return [];
  const folded = foldAccents(local).toUpperCase().split("+", 1)[0] ?? "";
  const words = folded
    .split(/[._\-~]+/)
    .map((word) => word.replace(/^\d+|\d+$/g, "").replaceAll("'", ""))
    .filter((word) => word !== "");
  const name = withoutTail(withoutTitle(words));
  return name.every((word) => /^[A-Z]+$/.test(word) && !isRole(word)) ? name : [];
}

/** Whether a word stands in mailboxes for an office, a trade or a profession, not for a person. */
export function isRole(word: string): boolean {
  return roles.has(word) || organizationWords.has(word) || weakOrganizationWords.has(word);
}

/** Also without a profession: `nurse.jane`, `rn.jane.doe`. */
function withoutTitle(words: readonly string[]): readonly string[] {
  const [first = ""] = words;
  const isTitle = titles.has(first) || first === "RN" || isProfession(first);
  return words.length > 1 && isTitle ? words.slice(1) : words;
}

function withoutTail(words: readonly string[]): string[] {
  let end = words.length;
  while (end > 1 && isTail(words[end - 1] ?? "", end)) end--;
  return words.slice(0, end);
}

/** MA and DO are names too, so they go only when a whole name stays. */
function isTail(word: string, words: number): boolean {
  if (toSuffix(word) !== "") return words > 2;
  if (words > 2 && isRemark(word)) return true;
  return isCredential(word) && (words > 2 || !isCredentialOrName(word));
}
