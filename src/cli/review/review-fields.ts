import type { Candidate } from "../../list/review/ask-item.ts";
import type { MatchRequest } from "../../model/contract.ts";
import type { FieldEvidence } from "../../model/explanation.ts";
import type { Address, AddressKind, PersonName, Profile } from "../../model/profile.ts";
import { zipWithDash } from "../../normalize/places/place.ts";

/** `+` agrees with the lead, `-` clearly speaks against it, blank says little. */
export type Mark = "+" | "-" | " ";

/** One line of the comparison: what the list says, and each candidate with how that compares. */
export interface ReviewField {
  label: string;
  lead: string;
  candidates: readonly { text: string; mark: Mark }[];
  /** The candidates are not the same here: what may tell them apart. */
  differ: boolean;
}

interface FieldKind {
  label: string;
  lead: (request: MatchRequest) => string;
  candidate: (profile: Profile, specialties: ReadonlyMap<string, string>) => string;
  /** Compared fields that are about it. */
  evidence: readonly string[];
}

const kinds: readonly FieldKind[] = [
  { label: "NPI", lead: ({ npi = "" }) => npi, candidate: ({ npi }) => npi, evidence: ["npi"] },
  {
    label: "name",
    lead: ({ name }) => leadName(name),
    candidate: ({ name, organization_name }) => organization_name ?? nameText(name),
    evidence: ["name", "last_name", "first_name", "middle_name", "suffix", "name_on_file"],
  },
  {
    label: "also",
    lead: () => "",
    candidate: ({ other_names }) =>
      other_names.map((one) => one.organization_name ?? nameText(one)).join("; "),
    evidence: [],
  },
  {
    label: "credential",
    lead: ({ credential = "" }) => credential,
    candidate: ({ name }) => name.credential ?? "",
    evidence: ["credential"],
  },
  {
    label: "specialty",
    lead: ({ specialty = "" }) => specialty,
    candidate: ({ taxonomies }, words) =>
      [...new Set(taxonomies.map(({ code }) => words.get(code) ?? code))].join("; "),
    evidence: ["specialty"],
  },
  {
    label: "license",
    lead: ({ license }) => [license?.state ?? "", license?.number ?? ""].join(" ").trim(),
    candidate: licenses,
    evidence: ["license"],
  },
  {
    label: "place",
    lead: ({ city = "", state = "", zip = "" }) => [city, state, zip].filter(Boolean).join(" "),
    candidate: (profile) => placeOf(profile, "practice"),
    evidence: ["place"],
  },
  {
    label: "mail",
    lead: () => "",
    candidate: (profile) => placeOf(profile, "mailing"),
    evidence: [],
  },
  {
    label: "sex",
    lead: ({ sex = "" }) => sex,
    candidate: ({ sex = "" }) => sex,
    evidence: ["sex"],
  },
  {
    label: "employer",
    lead: ({ organization = "" }) => organization,
    candidate: () => "",
    evidence: ["organization"],
  },
  {
    label: "NPI is",
    lead: () => "",
    candidate: standing,
    evidence: [],
  },
];

/** Lines on which anything stands, in a fixed order. */
export function reviewFields(
  request: MatchRequest,
  candidates: readonly Candidate[],
  specialties: ReadonlyMap<string, string>,
): ReviewField[] {
  return kinds
    .map(({ label, lead, candidate, evidence }) => {
      const cells = candidates.map((one) => ({
        text: candidate(one.profile, specialties),
        mark: markOf(one.evidence, evidence),
      }));
      const differ = label !== "NPI" && cells.some(({ text }) => text !== cells[0]?.text);
      return { label, lead: lead(request), candidates: cells, differ };
    })
    .filter(({ lead, candidates: cells }) => lead !== "" || cells.some(({ text }) => text !== ""));
}

function markOf(evidence: readonly FieldEvidence[], fields: readonly string[]): Mark {
  const said = evidence.filter(({ field }) => fields.includes(field));
  // A common city that agrees weighs a little less than nothing, and is no contradiction.
  if (said.some(({ field, bits }) => bits < -1 && field !== "name_on_file")) return "-";
  return said.some(({ bits }) => bits > 0) ? "+" : " ";
}

function leadName(name: MatchRequest["name"]): string {
  const { full = "", first = "", middle = "", last = "", suffix = "" } = name ?? {};
  const apart = [first, middle, last, suffix].filter(Boolean).join(" ");
  return first !== "" && last !== "" ? apart : full || apart;
}

function nameText({ first = "", middle = "", last = "", suffix = "" }: PersonName): string {
  return [first, middle, last, suffix].filter(Boolean).join(" ");
}

function licenses({ taxonomies }: Profile): string {
  const held = taxonomies.flatMap(({ license, license_state = "" }) =>
    license === undefined ? [] : [`${license_state} ${license}`.trim()],
  );
  return [...new Set(held)].join("; ");
}

function placeOf({ addresses }: Profile, kind: AddressKind): string {
  const place = addresses.find((address) => address.kind === kind);
  return place === undefined ? "" : placeText(place);
}

function placeText({ city = "", state = "", zip = "" }: Address): string {
  return [city, state, zipWithDash(zip)].filter(Boolean).join(" ");
}

function standing({ active, replacement_npi, entity }: Profile): string {
  const replaced = replacement_npi === undefined ? "" : `, now ${replacement_npi}`;
  const inUse = active ? "in use" : "deactivated";
  return `${inUse}${replaced}${entity === "organization" ? ", an organization's" : ""}`;
}
