import { channels } from "../../model/channel-rules.ts";
import type { Address, AddressKind, OtherName, Profile } from "../../model/profile.ts";
import { zipWithDash } from "../../normalize/places/place.ts";

/** Several values in one cell. */
const separator = "; ";

export function addressOf(profile: Profile, kind: AddressKind): Address | undefined {
  return profile.addresses.find((address) => address.kind === kind);
}

export function streetText(address: Address | undefined): string {
  return joinParts([address?.line1, address?.line2], ", ");
}

/** `12345` or `12345-6789`; anything else as the source has it. */
export function zipText(address: Address | undefined): string {
  return zipWithDash(address?.zip ?? "");
}

/** `MARY MILLER (former); MARY M SMITH (professional)` */
export function otherNamesText(profile: Profile): string {
  return distinct(profile.other_names.map(otherNameText)).join(separator);
}

function otherNameText(name: OtherName): string {
  const words =
    name.organization_name ?? joinParts([name.first, name.middle, name.last, name.suffix], " ");
  return words === "" ? "" : `${words} (${name.kind.replaceAll("_", " ")})`;
}

/** `TX:K1234; NM:20071`, as on file. */
export function licensesText(profile: Profile): string {
  return distinct(
    profile.taxonomies.map(({ license, license_state }) =>
      license === undefined ? "" : joinParts([license_state, license], ":"),
    ),
  ).join(separator);
}

export function licenseStatesText(profile: Profile): string {
  return distinct(profile.taxonomies.map(({ license_state }) => license_state ?? "")).join(
    separator,
  );
}

export function taxonomyCodesText(profile: Profile): string {
  return distinct(profile.taxonomies.map(({ code }) => code)).join(separator);
}

/**
 * `email; sms`: channels that are closed for the person. Texts count as well where only one of the
 * numbers may not get any, because the number itself is not left out.
 */
export function doNotContactText({ do_not_contact: flags = [] }: Profile): string {
  const isSaid = (channel: string) =>
    flags.some((flag) => flag.channel === channel && (flag.of === "person" || channel === "sms"));
  return channels.filter(isSaid).join(separator);
}

export function yesNo(value: boolean | undefined): string {
  if (value === undefined) return "";
  return value ? "yes" : "no";
}

function joinParts(parts: readonly (string | undefined)[], between: string): string {
  return parts.filter((part) => part !== undefined && part !== "").join(between);
}

function distinct(texts: readonly string[]): string[] {
  return texts.length < 2
    ? texts.filter((text) => text !== "")
    : [...new Set(texts)].filter((text) => text !== "");
}
