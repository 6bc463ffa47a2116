import type { MatchRequest } from "../../model/contract.ts";
import { type ReasonCode, reasonCodes } from "../../model/reason.ts";
import { licenseKeys } from "../../normalize/license.ts";
import { withEmailReadings } from "../../normalize/names/email-name.ts";
import { type NameHypothesis, type NameInput, parseName } from "../../normalize/names/name.ts";
import { readNpi } from "../../normalize/npi.ts";
import { toPhone } from "../../normalize/phone.ts";
import type { NameDamage } from "./spoilt-cell.ts";

/**
 * Why a lead is `invalid_input` and no request is spent on it (`code: words`), or undefined when
 * the service is to be asked. It only decides that; the service reads the lead again by itself.
 */
export function judge(request: MatchRequest, damage?: NameDamage): string | undefined {
  const npi = readNpi(request.npi ?? "").kind;
  if (npi === "valid" || hasOtherIdentifier(request)) return undefined;
  const problem = damage === "letters" ? "name_damaged" : nameProblem(request, damage);
  if (problem === undefined) return undefined;
  const code = npiCodes[npi] ?? problem;
  return `${code}: ${reasonCodes[code]}`;
}

/** A broken NPI is what to mend, whatever else is missing beside it. */
const npiCodes: Partial<Record<string, ReasonCode>> = {
  scientific: "npi_scientific",
  check_digit: "npi_unusable",
  malformed: "npi_unusable",
};

/** A licence with a state, or a telephone number: enough to search by without a name. */
function hasOtherIdentifier(request: MatchRequest): boolean {
  const { license, phone } = request;
  const state = license?.state ?? request.state ?? "";
  if (license !== undefined && licenseKeys(license.number, state).length > 0) return true;
  return phone !== undefined && toPhone(phone) !== "";
}

function nameProblem(request: MatchRequest, damage: NameDamage): ReasonCode | undefined {
  // Whether there is a name at all does not hang on the order its parts are written in.
  const name = parseName((request.name ?? {}) as NameInput, "mixed");
  if (name.kind === "other_script") return "other_script";
  if (name.kind === "organization") return "organization";
  if (name.kind === "nobody") return "no_person";
  const written = name.kind === "person" ? name.hypotheses : [];
  const named = withEmailReadings(written, request.email ?? "");
  const readings = named.filter((reading) => reading.last.length > 1);
  if (readings.length === 0) return damage === undefined ? "nothing_to_search" : "name_damaged";
  if (hasPlace(request) || !readings.every(isLoneInitial)) return undefined;
  return damage === undefined ? "lone_initial" : "name_damaged";
}

function hasPlace({ city, state, zip }: MatchRequest): boolean {
  return city !== undefined || state !== undefined || zip !== undefined;
}

function isLoneInitial(reading: NameHypothesis): boolean {
  return reading.first.length < 2 && reading.middle.length < 2;
}
