import type { ContactKind, ContactPoint } from "../../model/contact.ts";
import type { Address, PersonName, Profile } from "../../model/profile.ts";
import type { CategoryCode } from "./categories.ts";
import type { Piece } from "./piece.ts";

/** What a source of the release is called, and of which day it is. */
export interface SourceWords {
  source: string;
  day?: string;
}

export interface ProfileWords {
  /** By the index that a profile's `sources` hold. */
  sourceOf(index: number): SourceWords;
  /** What a taxonomy code means, where the release knows. */
  taxonomyName(code: string): string | undefined;
}

type Said = readonly [
  category: CategoryCode,
  field: string,
  value: string | undefined,
  note?: string | undefined,
];

const categoryOfContact: Readonly<Record<ContactKind, CategoryCode>> = {
  ...{ email: "C1", phone: "C1", mobile: "C1", fax: "C1", address: "C1" },
  ...{ company: "C3", title: "C3" },
};

/** Everything that a profile says, piece by piece, each with who says it. */
export function piecesOfProfile(profile: Profile, words: ProfileWords): Piece[] {
  const {
    main,
    other_names = main,
    secondary_locations = main,
    deactivation = main,
  } = profile.sources;
  const of = (index: number, said: readonly Said[]) => pieces(said, words.sourceOf(index));
  return [
    ...of(main, identity(profile)),
    ...of(other_names, otherNames(profile)),
    ...of(
      main,
      profile.addresses.flatMap((one, i) => (one.kind === "secondary" ? [] : address(one, i))),
    ),
    ...of(
      secondary_locations,
      profile.addresses.flatMap((one, i) => (one.kind === "secondary" ? address(one, i) : [])),
    ),
    ...of(main, professional(profile, words)),
    ...of(deactivation, [["C8", "deactivation_date", profile.deactivation_date]]),
    ...(profile.contacts ?? []).map(contact),
  ];
}

function pieces(said: readonly Said[], from: SourceWords): Piece[] {
  return said.flatMap(([category, field, value, note]) =>
    value === undefined
      ? []
      : [{ category, field, value, ...from, ...(note === undefined ? {} : { note }) }],
  );
}

function identity({ npi, name, organization_name, replacement_npi }: Profile): Said[] {
  return [
    ["C8", "npi", npi],
    ["C8", "npi.replacement", replacement_npi],
    ...nameParts("name", name),
    ["C3", "company", organization_name],
  ];
}

function nameParts(field: string, name: PersonName): Said[] {
  const { prefix, first, middle, last, suffix, credential } = name;
  return [
    ["C1", `${field}.prefix`, prefix],
    ["C1", `${field}.first`, first],
    ["C1", `${field}.middle`, middle],
    ["C1", `${field}.last`, last],
    ["C1", `${field}.suffix`, suffix],
    ["C8", `${field}.credential`, credential],
  ];
}

function otherNames({ other_names }: Profile): Said[] {
  return other_names.flatMap((name, i): Said[] => [
    ...nameParts(`other_name.${i + 1}`, name),
    ["C1", `other_name.${i + 1}.organization`, name.organization_name],
    ["C1", `other_name.${i + 1}.kind`, name.kind],
  ]);
}

function address(one: Address, at: number): Said[] {
  const { kind, line1, line2, city, state, zip, country, phone, fax } = one;
  const field = kind === "secondary" ? `secondary.${at + 1}` : kind;
  return [
    ["C1", `${field}.line1`, line1],
    ["C1", `${field}.line2`, line2],
    ["C1", `${field}.city`, city],
    ["C1", `${field}.state`, state],
    ["C1", `${field}.zip`, zip],
    ["C1", `${field}.country`, country],
    ["C1", `${field}.phone`, phone],
    ["C1", `${field}.fax`, fax],
  ];
}

function professional(profile: Profile, words: ProfileWords): Said[] {
  const { sex, sole_proprietor, active, enumeration_date, last_updated } = profile;
  return [
    ["C8", "gender", sex],
    ["C8", "sole_proprietor", yesNo(sole_proprietor)],
    ["C8", "active", yesNo(active)],
    ["C8", "enumeration_date", enumeration_date],
    ["C8", "last_updated", last_updated],
    ["C8", "certification_date", profile.certification_date],
    ["C8", "reactivation_date", profile.reactivation_date],
    ...profile.taxonomies.flatMap(({ code, license, license_state, primary }): Said[] => [
      [
        "C8",
        "specialty",
        code,
        [words.taxonomyName(code), primary && "primary"].filter(Boolean).join(", ") || undefined,
      ],
      ["C8", `license${license_state === undefined ? "" : `.${license_state}`}`, license],
      ["C8", "state_licensed", license === undefined ? undefined : license_state],
    ]),
  ];
}

function contact(point: ContactPoint): Piece {
  const { kind, value, extension, as_of, source, sources, confidence, outcome } = point;
  const notes = [
    extension !== undefined && `extension ${extension}`,
    point.type?.replace("_", " "),
    `held to be right with probability ${confidence}`,
    sources > 1 && `given by ${sources} sources`,
    outcome !== undefined &&
      `${outcome.outcome.replace("_", " ")} on ${outcome.date} (${outcome.source})`,
    point.withheld !== undefined && "not given to Users any more",
  ];
  const note = notes.filter(Boolean).join("; ");
  return { category: categoryOfContact[kind], field: kind, value, source, day: as_of, note };
}

function yesNo(value: boolean | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value ? "yes" : "no";
}
