import type { Address, PersonName, Profile } from "../../model/profile.ts";
import { foldAccents } from "../cells/letters.ts";

/**
 * What a record says of a person that somebody goes by who decides: names, credential, sex,
 * taxonomies and licenses, where the person practices and gets mail, whether the NPI is in use. Not
 * contacts, and not when the source last touched it: those change without the person changing.
 */
export function recordText(profile: Profile): string {
  const { entity, active, name, other_names, sex = "", taxonomies, addresses } = profile;
  const others = other_names.map(
    (other) => `${other.kind}:${nameText(other)}:${letters(other.organization_name)}`,
  );
  const held = taxonomies.map(
    ({ code, license, license_state, primary }) =>
      `${code}:${letters(license_state)}:${letters(license)}:${primary ? 1 : 0}`,
  );
  const places = addresses.filter(({ kind }) => kind !== "secondary").map(placeText);
  return [
    entity,
    active ? "active" : "deactivated",
    profile.replacement_npi ?? "",
    nameText(name),
    letters(profile.organization_name),
    sex,
    others.sort().join(","),
    held.sort().join(","),
    places.sort().join(","),
  ].join("\u001f");
}

function nameText({ first, middle, last, suffix, credential }: PersonName): string {
  return [first, middle, last, suffix, credential].map(letters).join(":");
}

function placeText({ kind, city, state, zip = "" }: Address): string {
  return `${kind}:${letters(city)}:${letters(state)}:${letters(zip).slice(0, 5)}`;
}

/** Spelling of the same: capitals, blanks and signs change between files of one source. */
function letters(text = ""): string {
  return foldAccents(text)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}
