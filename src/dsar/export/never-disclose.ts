import { toPlainDigits } from "../../normalize/cells/digits.ts";
import { withoutInvisible } from "../../normalize/cells/invisible.ts";

/**
 * What no answer may hold (11 CCR 7024(d)), and how it is told instead that it is held; `npi` and
 * `license` by the setting `rights_npi` alone.
 */
export const forbiddenKinds = {
  ssn: "a Social Security number or taxpayer number",
  "government-id": "a driver's license number or another government-issued identification number",
  "financial-account": "a financial account or card number, or what gives access to it",
  "medical-id": "a health-insurance or medical identification number",
  password: "an account password or another secret of an account",
  "security-answers": "a security question or its answer",
  biometrics: "biometric data",
  npi: "a National Provider Identifier",
  license: "a professional license number",
} as const;

export type ForbiddenKind = keyof typeof forbiddenKinds;

/** What stands in the place of a value that is held and not told. */
export function heldWords(kind: ForbiddenKind): string {
  return `[held, and never disclosed: ${forbiddenKinds[kind]}]`;
}

/** Names of fields, as words in lower case between blanks. */
const fieldNames: readonly (readonly [ForbiddenKind, RegExp])[] = [
  ["ssn", / (ssn|itin|tin|social security( (number|no|num))?|tax ?payer id|tax id)( |$)/],
  [
    "government-id",
    / (driver'?s? licen[sc]e|drivers? id|dl (number|no|num)|passport|green card|visa (number|no)|alien (number|registration)|(government|national|state|military|tribal) id(entification)?|dea( number| no| registration)?) /,
  ],
  [
    "financial-account",
    / ((account|acct|card|credit card|debit card|cc|routing|aba|iban|swift|bic|sort code|pan)( (number|no|num|nr))|iban|pan|routing|cardnumber|card ?num|accountnumber|ccnumber|cvv2?|cvc2?|card security code|pin( code)?) /,
  ],
  [
    "medical-id",
    / ((health )?insurance (id|number|no|policy|member)|member id|subscriber id|policy (number|no)|medicare( beneficiary)?( id| number| no)?|mbi|medicaid( id| number| no)?|medical record( number| no)?|mrn|patient id) /,
  ],
  [
    "security-answers",
    / ((security|secret|recovery|challenge) (question|answer)s?|mother'?s? maiden name) /,
  ],
  [
    "password",
    / (password|passwd|passphrase|pass ?code|pwd|password hash|api ?key|secret key|access token|refresh token|otp secret|totp) /,
  ],
  [
    "biometrics",
    / (biometrics?|fingerprints?|finger ?prints?|face ?print|faceprint|voice ?print|retina|iris( scan)?|facial (template|geometry|recognition)|palm ?print|hand geometry|gait|keystroke pattern) /,
  ],
];

/** `ssnNumber`, `Card_Number` and `card-number` as ` card number `. */
function wordsOf(field: string): string {
  const words = field
    .normalize("NFKC")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}']+/gu, " ")
    .trim();
  return ` ${words} `;
}

/** Nothing of a longer word or number on either side. */
const start = "(?<![\\p{L}\\p{N}])";
const end = "(?![\\p{L}\\p{N}])";

const ssn = new RegExp(`${start}(?!000|666)\\d{3}([- ])(?!00)\\d{2}\\1(?!0000)\\d{4}${end}`, "u");
const cards = new RegExp(
  `${start}(?:\\d{13,19}|\\d{4}([- ])\\d{4}\\1\\d{4}\\1\\d{1,7}|\\d{4}([- ])\\d{6}\\2\\d{4,5})${end}`,
  "gu",
);
const iban = new RegExp(
  `${start}[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?${end}`,
  "gu",
);
/** Medicare's beneficiary numbers: letters and digits in fixed places. */
const mbi = new RegExp(
  `${start}[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d-?[AC-HJKMNP-RT-Y]{2}\\d{2}${end}`,
  "u",
);
const hashedPassword = /\$(2[aby]|argon2(id?|d)|5|6|scrypt|pbkdf2[\w-]*)\$[\w$./+=,-]{16,}/;

/** What a text holds that must not leave, by its looks. */
export function forbiddenText(text: string): ForbiddenKind | undefined {
  const plain = plainOf(text);
  if (ssn.test(plain)) return "ssn";
  if (all(plain, cards).some(isCard) || all(plain, iban).some(isIban)) return "financial-account";
  if (mbi.test(plain)) return "medical-id";
  return hashedPassword.test(plain) ? "password" : undefined;
}

/** What a field holds that must not leave, by its name or its value. */
export function forbiddenField(field: string, value: string): ForbiddenKind | undefined {
  if (value.trim() === "") return undefined;
  const words = wordsOf(field);
  return fieldNames.find(([, names]) => names.test(words))?.[0] ?? forbiddenText(value);
}

/** The same digits in other scripts, and with characters between them that nobody sees, are the same. */
function plainOf(text: string): string {
  return toPlainDigits(withoutInvisible(text.normalize("NFKC")));
}

function all(text: string, pattern: RegExp): string[] {
  return text.match(pattern) ?? [];
}

function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  // Times in milliseconds are as long, and begin with 1.
  if (!/^(2[2-7]|[3-6])/.test(digits) || /^(\d)\1*$/.test(digits)) return false;
  let sum = 0;
  [...digits].reverse().forEach((digit, i) => {
    const doubled = i % 2 === 1 ? Number(digit) * 2 : Number(digit);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return sum % 10 === 0;
}

function isIban(text: string): boolean {
  const packed = text.replaceAll(" ", "");
  if (packed.length < 15 || packed.length > 34) return false;
  const moved = packed.slice(4) + packed.slice(0, 4);
  let rest = 0;
  for (const character of moved) rest = Number(`${rest}${Number.parseInt(character, 36)}`) % 97;
  return rest === 1;
}
