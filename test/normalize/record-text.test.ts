import { expect, it } from "vitest";
import type { Profile } from "../../src/model/profile.ts";
import { recordText } from "../../src/normalize/keys/record-text.ts";
import { npiOf, person } from "../helpers/profiles.ts";

const jane = person({
  ...{ npi: npiOf(1), first: "JANE", last: "DOE", credential: "M.D.", sex: "F" },
  ...{ license: "MD123", phone: "2175550100" },
});
const address = jane.addresses[0];

const same: [why: string, change: Partial<Profile>][] = [
  ["a spelling", { name: { first: "Jane", last: "Doe", credential: "MD" } }],
  ["dates of the source", { last_updated: "2026-01-01", certification_date: "2026-01-01" }],
  ["a telephone", { addresses: [{ kind: "practice", ...address, phone: "2175550199" }] }],
  ["a street", { addresses: [{ kind: "practice", ...address, line1: "2 OTHER WAY" }] }],
  ["a location beside", { addresses: [...jane.addresses, { kind: "secondary", city: "X" }] }],
  ["where it came from", { sources: { main: 7 } }],
  [
    "contacts",
    {
      contacts: [{ kind: "email", value: "j@x.org" }] as unknown as NonNullable<
        Profile["contacts"]
      >,
    },
  ],
];

const changed: [why: string, change: Partial<Profile>][] = [
  ["the surname", { name: { first: "JANE", last: "ROE", credential: "M.D." } }],
  ["another name", { other_names: [{ kind: "former", last: "MILLER" }] }],
  ["the credential", { name: { first: "JANE", last: "DOE", credential: "NP" } }],
  ["the sex", { sex: "M" }],
  ["the specialty", { taxonomies: [{ code: "208000000X", primary: true }] }],
  [
    "the license",
    { taxonomies: [{ ...jane.taxonomies[0], license: "MD9" } as Profile["taxonomies"][0]] },
  ],
  ["where the person practices", { addresses: [{ kind: "practice", ...address, zip: "62702" }] }],
  ["where mail goes", { addresses: [...jane.addresses, { kind: "mailing", city: "FAIRVIEW" }] }],
  ["a deactivation", { active: false }],
  ["a replacement", { replacement_npi: npiOf(2) }],
];

it.each(same)("does not change with %s", (_, change) => {
  expect(recordText({ ...jane, ...change })).toBe(recordText(jane));
});

it.each(changed)("changes with %s", (_, change) => {
  expect(recordText({ ...jane, ...change })).not.toBe(recordText(jane));
});
