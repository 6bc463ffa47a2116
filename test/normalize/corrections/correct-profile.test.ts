import { describe, expect, it } from "vitest";
import type { ContactPoint } from "../../../src/model/contact.ts";
import type { Correction } from "../../../src/model/corrections.ts";
import type { Profile } from "../../../src/model/profile.ts";
import { profileSchema } from "../../../src/model/profile-schema.ts";
import { correctProfile } from "../../../src/normalize/corrections/correct-profile.ts";
import {
  correctableField,
  correctablePaths,
} from "../../../src/normalize/corrections/correctable-fields.ts";
import { npiOf, person } from "../../helpers/profiles.ts";

const npi = npiOf(1);
const date = "2026-07-01";
const crm = { as_of: "2026-01-01", confidence: 0.9, source: "crm", sources: 1 };
const points: ContactPoint[] = [
  { kind: "email", value: "ada@old.example", ...crm },
  { kind: "email", value: "ada@new.example", ...crm, confidence: 0.5 },
  { kind: "phone", value: "3125550142", ...crm },
];
const base = person({
  ...{ npi, first: "ADA", middle: "B", last: "EXEMPLAR", credential: "M.D.", sex: "F" },
  ...{ zip: "627011234", phone: "2175550142", license: "036099999" },
});
const profile: Profile = { ...base, contacts: points };

function corrected(field: string, value: string, of = profile): Profile {
  return correctProfile(of, [{ npi, field, value, date }]);
}

describe("a corrected value in the place of the sources'", () => {
  it.each<[field: string, value: string, shown: (profile: Profile) => unknown, now: unknown]>([
    ["name.first", "Adele", ({ name }) => name.first, "Adele"],
    ["name.last", "Exemplar-Oaks", ({ name }) => name.last, "Exemplar-Oaks"],
    ["name.middle", "", ({ name }) => "middle" in name, false],
    ["name.prefix", "Dr.", ({ name }) => name.prefix, "Dr."],
    ["name.credential", "D.O.", ({ name }) => name.credential, "D.O."],
    ["sex", "X", ({ sex }) => sex, "X"],
    ["specialty", "207RC0000X", codes, ["207RC0000X!036099999"]],
    ["license.IL", "036088888", codes, ["207Q00000X!036088888"]],
    ["license.IL", "", codes, ["207Q00000X!"]],
    ["license.TX", "K1234", codes, ["207Q00000X!036099999", "207Q00000XK1234"]],
    ["practice.line1", "9 Moved St", ({ addresses }) => addresses[0]?.line1, "9 Moved St"],
    ["practice.zip", "78701", ({ addresses }) => addresses[0]?.zip, "78701"],
    ["practice.phone", "", ({ addresses }) => addresses.map(({ phone }) => phone), [undefined]],
    [
      "mailing.city",
      "AUSTIN",
      ({ addresses }) => addresses[1],
      { kind: "mailing", city: "AUSTIN" },
    ],
    ["email", "ada@right.example", contacts, ["ada@right.example correction", "3125550142 crm"]],
    // A source that says the same is named, and what others say of it is left out.
    ["email", "ADA@new.example", contacts, ["ada@new.example crm", "3125550142 crm"]],
    ["email", "", contacts, ["3125550142 crm"]],
    [
      ...(["mobile", "5125550100", contacts] as const),
      ["ada@old.example crm", "ada@new.example crm", "3125550142 crm", "5125550100 correction"],
    ],
  ])("%s %s", (field, value, shown, now) => {
    const before = structuredClone(profile);
    const told = corrected(field, value);
    expect(shown(told)).toEqual(now);
    expect(told.corrected).toEqual([{ field, date }]);
    expect(profile).toEqual(before);
    // As it comes over the wire.
    expect(profileSchema.parse(told)).toEqual(told);
  });

  it("is the source's own once that says the same, however it is written", () => {
    const same: [string, string, Profile?][] = [
      ["name.first", "Ada"],
      ["name.credential", "MD"],
      ["name.suffix", ""],
      ["practice.zip", "62701"],
      ["practice.zip", "62701-1234"],
      ["practice.phone", "(217) 555-0142"],
      ["mailing.city", ""],
      ["license.IL", "036.099999"],
      ["license.TX", ""],
      ["specialty", "207q00000x"],
      ["phone", "+1 312 555 0142"],
    ];
    for (const [field, value] of same) expect(corrected(field, value)).toBe(profile);
  });

  it("keeps all that was not corrected", () => {
    const corrections: Correction[] = [
      { npi, field: "email", value: "ada@right.example", date },
      { npi, field: "name.last", value: "Oaks", date: "2026-08-01" },
    ];
    const { corrected: what, ...told } = correctProfile(profile, corrections);
    expect(what).toEqual([
      { field: "email", date },
      { field: "name.last", date: "2026-08-01" },
    ]);
    const email = { kind: "email", value: "ada@right.example", as_of: date, confidence: 1 };
    expect(told).toEqual({
      ...profile,
      name: { ...profile.name, last: "Oaks" },
      contacts: [{ ...email, source: "correction", sources: 1 }, points[2]],
    });
  });

  it("refuses a field that it does not know, rather than show what was put right", () => {
    expect(() => corrected("npi", "1000000004")).toThrow("no field that is known");
    expect(correctableField("license.texas")).toBeUndefined();
  });
});

it("shows whatever is put into a field, in every field", () => {
  for (const path of [...correctablePaths(), "license.OH"]) {
    const field = correctableField(path);
    const told = corrected(path, "Z9");
    expect(field?.values(told)).toEqual(["Z9"]);
    expect(field?.values(corrected(path, "", told))).toEqual([]);
  }
});

function codes({ taxonomies }: Profile): string[] {
  return taxonomies.map(
    ({ code, primary, license = "" }) => `${code}${primary ? "!" : ""}${license}`,
  );
}

function contacts({ contacts: all = [] }: Profile): string[] {
  return all.map(({ value, source }) => `${value} ${source}`);
}
