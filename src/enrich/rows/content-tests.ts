import { toGraduationYear } from "../../normalize/graduation-year.ts";
import { credentialGroups, isCredential } from "../../normalize/names/credential.ts";
import { parseName } from "../../normalize/names/name.ts";
import { nicknameClasses } from "../../normalize/names/nickname.ts";
import { toSuffix } from "../../normalize/names/suffix.ts";
import { readNpi } from "../../normalize/npi.ts";
import { toPhone } from "../../normalize/phone.ts";
import { toState, toZip5 } from "../../normalize/places/place.ts";
import { specialtyCodes } from "../../normalize/specialties/specialty.ts";
import type { ContentTests } from "../../table/columns/map-columns.ts";

const letters = /\p{L}/u;
const digit = /\d/;
const email = /^[^\s@]+@[^\s@]+\.[A-Za-z]{2,}$/;
/** With marks between: ten bare digits are as often an own number or a fax. */
const writtenPhone =
  /^\+?1?[ .-]?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?:\s*(?:x|ext\.?)\s*\d+)?$/i;
const foreignPhone = /^\+?[\d\s().-]{7,}$/;
const foreignZip = /^[\dA-Za-z][\dA-Za-z .-]{2,11}$/;
const provinces = /^(?:[A-Za-z]{2,3}|[A-Za-z]\.[A-Za-z]\.?|ontario|qu[eé]bec|alberta|manitoba)$/i;
const sexes = /^(?:m|f|male|female)$/i;
const anySex =
  /^(?:[mfxuno012]|male|female|man|woman|men|women|non.?binary|unknown|other|not .*)$/i;

/**
 * What cells say about their column. `finds` holds only tests that other kinds of columns rarely
 * pass; `allows` refuses only what a field's column never holds, a damaged value being one all the
 * same.
 */
export const contentTests: ContentTests = {
  npi: {
    settles: (cell) => readNpi(cell).kind === "valid",
    finds: (cell) => readNpi(cell).kind === "valid",
    allows: (cell) => readNpi(cell).kind !== "malformed" || /^\D*(?:\d\D?){8,11}$/.test(cell),
  },
  full_name: { settles: isPersonName, finds: hasKnownGivenName, allows: isWritten },
  first_name: { settles: isKnownGivenName, allows: isWritten },
  middle_name: { allows: isWritten },
  last_name: { allows: isWritten },
  suffix: { settles: (cell) => toSuffix(cell) !== "" },
  credential: {
    settles: (cell) => credentialGroups(cell).length > 0,
    // A column of MD or PA alone may as well be one of states.
    finds: (cell) => !(/^\w\w$/.test(cell) && toState(cell) !== "") && isCredentialList(cell),
    allows: (cell) => letters.test(cell),
  },
  specialty: {
    settles: (cell) => specialtyCodes(cell).codes.length > 0,
    finds: (cell) => cell.length > 3 && specialtyCodes(cell).codes.length > 0,
    allows: (cell) => letters.test(cell),
  },
  license_number: {
    settles: (cell) => /^[A-Za-z]{0,5}[\s.-]*\d{3,}/.test(cell),
    allows: (cell) => digit.test(cell),
  },
  license_state: { settles: isStateCode, allows: isState },
  city: {
    settles: (cell) => toState(/,\s*([A-Za-z]{2})\b/.exec(cell)?.[1] ?? "") !== "",
    allows: isWritten,
  },
  state: { settles: isStateCode, finds: isStateCode, allows: isState },
  zip: {
    finds: (cell) => /^\d{5}-\d{4}$/.test(cell),
    allows: (cell) => toZip5(cell) !== "" || (digit.test(cell) && foreignZip.test(cell)),
  },
  phone: {
    finds: (cell) => writtenPhone.test(cell),
    allows: (cell) =>
      toPhone(cell) !== "" || (foreignPhone.test(cell) && !/^(?!\d{10,15}$)\d+$/.test(cell)),
  },
  email: { finds: (cell) => email.test(cell), allows: (cell) => cell.includes("@") },
  organization: { allows: (cell) => letters.test(cell) },
  graduation_year: { allows: (cell) => toGraduationYear(cell) > 0 || /^'?\d\d$/.test(cell) },
  sex: {
    finds: (cell) => sexes.test(cell),
    allows: (cell) => anySex.test(cell.replace(/^[="']+|["']+$/g, "")),
  },
};

// MD and PA are credentials first: a column of degrees must not become the state.
function isStateCode(cell: string): boolean {
  return /^[A-Za-z]{2}$/.test(cell) && !isCredential(cell.toUpperCase()) && toState(cell) !== "";
}

function isState(cell: string): boolean {
  return toState(cell) !== "" || provinces.test(cell);
}

/** Words, whatever they say: no number, id, date or e-mail address. */
function isWritten(cell: string): boolean {
  const written = cell.match(/\p{L}/gu)?.length ?? 0;
  return written > 0 && written >= (cell.match(/\d/g)?.length ?? 0) && !cell.includes("@");
}

function isCredentialList(cell: string): boolean {
  return cell
    .split(/[\s,;/]+/)
    .every((word) => isCredential(word.replace(/[.-]/g, "").toUpperCase()));
}

function isPersonName(cell: string): boolean {
  return isWritten(cell) && parseName({ full: cell }, "mixed").kind === "person";
}

/** Two words or more, and a given name that is in use. */
function hasKnownGivenName(cell: string): boolean {
  if (!isWritten(cell) || digit.test(cell) || !/\S[\s,]+\S/.test(cell)) return false;
  const name = parseName({ full: cell }, "mixed");
  if (name.kind !== "person") return false;
  return name.hypotheses.some(
    ({ first, last }) => last.length > 1 && nicknameClasses(first).length > 0,
  );
}

function isKnownGivenName(cell: string): boolean {
  const [first = ""] = cell.toUpperCase().match(/[A-Z]{2,}/g) ?? [];
  return nicknameClasses(first).length > 0;
}
