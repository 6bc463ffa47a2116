import { UsageError } from "./errors.ts";

/**
 * Why a search is not made, by its stable code: the same words in process and from a service, whose
 * answers carry the code. Never what was asked for.
 */
export const searchFaults = {
  search_without_filter: [
    "The search says nothing about who is wanted.",
    "Add a name or a filter: a specialty, a credential, a state, a city, a ZIP code …",
  ],
  search_too_broad: [
    "Too many people have a name like that to compare them all.",
    "Add a filter, such as a state or a specialty.",
  ],
  search_name_unreadable: [
    "The name cannot be read as a person's.",
    "Write a first name and a surname, or a surname alone, in Latin letters.",
  ],
  search_not_for_organizations: [
    "Organizations are not found by name or license number.",
    "Filter them by place, specialty or NPI, or look for people.",
  ],
  search_npi_invalid: [
    "npi: a value is no NPI.",
    "An NPI has ten digits, begins with 1 or 2, and its last digit is a check digit.",
  ],
  search_license_unreadable: [
    "license: the number or its state cannot be read.",
    "A license number has three characters or more, at least one of them a digit.",
  ],
  search_specialty_unknown: [
    "specialty: a value is not known.",
    "Try another word for it, or the taxonomy code (ten characters, such as 207RC0000X).",
  ],
  search_credential_unknown: [
    "credential: a value is not known.",
    "Write it as behind a name: MD, NP, PA, RN, DDS … Mere degrees (MPH) are not filed.",
  ],
  search_state_unknown: [
    "state: a value is no US state or territory.",
    "Write its two letters or its name.",
  ],
  search_license_state_unknown: [
    "license_state: a value is no US state or territory.",
    "Write its two letters or its name.",
  ],
  search_city_unreadable: [
    "city: a value is no city, or what stands behind its comma is no state.",
    "Write the name of the city alone, or with its state: Chicago, IL.",
  ],
  search_zip_invalid: [
    "zip: a value is no ZIP code.",
    "Write five digits, or the first three for the area around.",
  ],
  search_years_reversed: [
    "enumerated: the first year is after the last one.",
    "Write the earlier year first.",
  ],
  cursor_invalid: [
    "The cursor is none, or belongs to another search.",
    "Use `next_cursor` as it came, with the very filters of the page before, or begin again.",
  ],
} as const;

export type SearchFaultCode = keyof typeof searchFaults;

export function isSearchFault(code: string): code is SearchFaultCode {
  return Object.hasOwn(searchFaults, code);
}

export function searchFault(code: SearchFaultCode): UsageError {
  const [message, hint] = searchFaults[code];
  return new UsageError(code, message, hint);
}
