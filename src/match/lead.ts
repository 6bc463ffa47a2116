import type { MatchContext, MatchRequest } from "../model/contract.ts";
import { nameWords } from "../normalize/cells/letters.ts";
import { toGraduationYear } from "../normalize/graduation-year.ts";
import { licenseKeys } from "../normalize/license.ts";
import { credentialGroups } from "../normalize/names/credential.ts";
import { readLeadName } from "../normalize/names/lead-name.ts";
import type { NameHypothesis, ParsedName } from "../normalize/names/name.ts";
import { comparedOrganizationWords } from "../normalize/names/organization-words.ts";
import { readNpi } from "../normalize/npi.ts";
import { toPhone } from "../normalize/phone.ts";
import { toCity, toState, toZip5 } from "../normalize/places/place.ts";
import { specialtyCodes } from "../normalize/specialties/specialty.ts";
import type { SpecialtyReading } from "../normalize/specialties/specialty-reading.ts";
import type { LeadArea } from "./geography.ts";

/** A match request as understood: everything normalised, every text "" when absent. */
export interface Lead {
  id: number;
  npi: string;
  /** The given NPI is there but cannot be one: why. */
  npiProblem: "check_digit" | "malformed" | "scientific" | "";
  name: ParsedName;
  /** Readings of the name, best first; empty when there is none. */
  hypotheses: readonly NameHypothesis[];
  credentials: readonly string[];
  specialty: SpecialtyReading;
  /** `STATE:NUMBER`. */
  licenses: readonly string[];
  city: string;
  state: string;
  zip5: string;
  /** Undefined when the place is not on the map. */
  area?: LeadArea;
  phone: string;
  /** `F`, `M` or "". */
  sex: string;
  /** Year in which the person finished school, or 0. */
  graduated: number;
  /** The words by which the employer's name is compared. */
  organization: readonly string[];
}

const noSpecialty: SpecialtyReading = { codes: [], groups: [], families: [], credentials: [] };

export function toLead(request: MatchRequest, context: MatchContext): Lead {
  const npi = readNpi(request.npi ?? "");
  const { name, written, hypotheses } = readLeadName(request, context, npi.kind === "valid");
  const state = toState(request.state ?? "");
  const license = request.license;
  return {
    id: request.id,
    npi: npi.kind === "valid" ? npi.npi : "",
    npiProblem: npi.kind === "valid" || npi.kind === "empty" ? "" : npi.kind,
    name,
    hypotheses,
    credentials: leadCredentials(request, written),
    specialty: request.specialty === undefined ? noSpecialty : specialtyCodes(request.specialty),
    licenses:
      license === undefined
        ? []
        : licenseKeys(license.number, license.state ?? request.state ?? ""),
    city: toCity(request.city ?? ""),
    state,
    zip5: toZip5(request.zip ?? "", state),
    phone: toPhone(request.phone ?? ""),
    sex: toSex(request.sex ?? ""),
    graduated: toGraduationYear(request.graduation_year ?? ""),
    organization:
      request.organization === undefined
        ? []
        : comparedOrganizationWords(nameWords(request.organization)),
  };
}

function leadCredentials(request: MatchRequest, hypotheses: readonly NameHypothesis[]) {
  const groups = new Set(credentialGroups(request.credential ?? ""));
  for (const group of hypotheses[0]?.credentials ?? []) groups.add(group);
  return [...groups];
}

function toSex(text: string): string {
  const letter = text.trim().charAt(0).toUpperCase();
  return letter === "F" || letter === "M" ? letter : "";
}
