import { credentialGroups, isCredential } from "../normalize/credential.ts";
import { readNpi } from "../normalize/npi.ts";
import { toState } from "../normalize/place.ts";
import { specialtyCodes } from "../normalize/specialty.ts";
import { toSuffix } from "../normalize/suffix.ts";
import type { LooksLike } from "../table/map-columns.ts";

/**
 * What cells say about their column when its header leaves it open. Only tests that other kinds of
 * columns rarely pass: five digits are as often an own number as a ZIP code, ten as often a fax.
 */
export const contentTests: LooksLike = {
  npi: (cell) => readNpi(cell).kind === "valid",
  // MD and PA are credentials first: a column of degrees must not become the state.
  state: (cell) =>
    /^[A-Za-z]{2}$/.test(cell) && !isCredential(cell.toUpperCase()) && toState(cell) !== "",
  suffix: (cell) => toSuffix(cell) !== "",
  credential: (cell) => credentialGroups(cell).length > 0,
  license_number: (cell) => /^[A-Za-z]{0,5}[\s.-]*\d{3,}/.test(cell),
  specialty: (cell) => specialtyCodes(cell).codes.length > 0,
};
