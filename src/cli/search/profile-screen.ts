import { otherNamesText, streetText, zipText } from "../../enrich/cells/profile-text.ts";
import type { ClosedChannel } from "../../model/channel-rules.ts";
import type { ContactPoint } from "../../model/contact.ts";
import type { Address, Profile, Source, Taxonomy } from "../../model/profile.ts";
import type { Paint } from "../screen/output.ts";
import { printable } from "../screen/printable.ts";
import { wrapText } from "../screen/wrap-text.ts";

interface ProfileContext {
  sources: readonly Source[];
  /** Taxonomy code → words. */
  specialties: ReadonlyMap<string, string>;
  release: string;
  paint: Paint;
}

type Line = [label: string, value: string | undefined];

/** What `heartbeat show` prints: sections of aligned lines, then where each part came from. */
export function profileText(profile: Profile, context: ProfileContext): string {
  const { paint } = context;
  const sections: [string, Line[]][] = [
    [titleOf(profile), identityLines(profile)],
    ["Specialties and licenses", profile.taxonomies.map((one) => taxonomyLine(one, context))],
    ["Addresses", profile.addresses.flatMap(addressLines)],
    ["Contacts", (profile.contacts ?? []).map(contactLine)],
    ["Do not contact", (profile.do_not_contact ?? []).map(closedLine)],
    ["Sources", sourceLines(profile, context)],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${paint.bold(printable(title))}\n${aligned(lines)}`)
    .join("\n");
}

function titleOf({ name, organization_name }: Profile): string {
  if (organization_name !== undefined) return organization_name;
  const parts = [name.prefix, name.first, name.middle, name.last, name.suffix];
  const words = parts.filter((part) => part !== undefined).join(" ");
  if (words === "") return "No name on file";
  return name.credential === undefined ? words : `${words}, ${name.credential}`;
}

function identityLines(profile: Profile): Line[] {
  const { sole_proprietor } = profile;
  return present([
    ["NPI", profile.npi],
    ["Kind", profile.entity],
    ["Active", profile.active ? "yes" : "no, deactivated by CMS"],
    ["Other names", otherNamesText(profile) || undefined],
    ["Sex", profile.sex],
    ["Sole proprietor", sole_proprietor === undefined ? undefined : yesNo(sole_proprietor)],
    ["Enumerated", profile.enumeration_date],
    ["Last updated", profile.last_updated],
    ["Certified", profile.certification_date],
    ["Deactivated", profile.deactivation_date],
    ["Reactivated", profile.reactivation_date],
    ["Replaced by", profile.replacement_npi],
  ]);
}

function taxonomyLine(taxonomy: Taxonomy, { specialties }: ProfileContext): Line {
  const { code, license, license_state, primary } = taxonomy;
  const words = specialties.get(code);
  const number = [license_state, license].filter((part) => part !== undefined).join(" ");
  const parts = [
    words === code ? undefined : words,
    number === "" ? "" : `license ${number}`,
    primary ? "primary" : "",
  ];
  return [code, parts.filter((part) => part).join("; ")];
}

function addressLines(address: Address): Line[] {
  const { kind, city, state, country, phone, fax } = address;
  const zip = zipText(address);
  const place = [city, [state, zip].filter((part) => part).join(" ")].filter((part) => part);
  const abroad = country === undefined || country === "US" ? [] : [country];
  const lines: Line[] = [
    [kind, [streetText(address), ...place, ...abroad].filter((part) => part !== "").join(", ")],
    ["", phone === undefined ? undefined : `phone ${phone}`],
    ["", fax === undefined ? undefined : `fax ${fax}`],
  ];
  return present(lines);
}

/** `email`, `jane@example.com (acme, 2026-05-01, 0.95; 2 sources)`. */
function contactLine(point: ContactPoint): Line {
  const { kind, value, extension, type, source, sources, as_of, confidence, outcome } = point;
  const behind = extension === undefined ? "" : ` x${extension}`;
  const told = [
    [source, as_of, confidence.toFixed(2)].join(", "),
    type?.replace("_", " "),
    sources > 1 ? `${sources} sources` : undefined,
    outcome && `${outcome.outcome} (${outcome.source}, ${outcome.date})`,
    point.withheld === "dead" ? "no list gets it" : undefined,
  ];
  return [kind, `${value}${behind} (${told.filter((part) => part !== undefined).join("; ")})`];
}

/** `email`, `opted_out (newsletter, 2026-01-31); 2 withheld`; never what is withheld. */
function closedLine({ channel, reason, source, date, of, withheld }: ClosedChannel): Line {
  const extent = of === "person" ? "" : " for single values";
  const left = withheld === 0 ? "" : `; ${withheld} withheld`;
  return [channel, `${reason}${extent} (${source}, ${date})${left}`];
}

function sourceLines(
  { sources: from, corrected = [] }: Profile,
  { sources, release }: ProfileContext,
): Line[] {
  const line = (label: string, id: number | undefined): Line => {
    const source = sources.find((one) => one.id === id);
    const date = source?.as_of === undefined ? "" : ` (${source.as_of})`;
    return [label, source === undefined ? undefined : `${source.file}${date}`];
  };
  return present([
    line("Record", from.main),
    line("Other names", from.other_names),
    line("More locations", from.secondary_locations),
    line("Deactivation", from.deactivation),
    ["Corrections", corrected.map(({ field, date }) => `${field} (${date})`).join(", ")],
    ["Release", release],
  ]);
}

function present(lines: readonly Line[]): Line[] {
  return lines.filter(([, value]) => value !== undefined && value !== "");
}

function aligned(lines: readonly Line[]): string {
  const width = Math.max(...lines.map(([label]) => label.length));
  const space = { taken: width + 4, indent: " ".repeat(width + 4) };
  return lines
    .map(([label, value = ""]) => {
      const text = wrapText(printable(value), space);
      return `  ${label.padEnd(width)}  ${text}\n`;
    })
    .join("");
}

function yesNo(value: boolean): string {
  return value ? "yes" : "no";
}
