import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { corruptProfile } from "../../../src/import/calibration/corrupt-profile.ts";
import { createPlacePool } from "../../../src/import/calibration/place-pool.ts";
import type { MatchRequest } from "../../../src/model/contract.ts";
import type { Profile } from "../../../src/model/profile.ts";
import { inventCrowd } from "../../helpers/crowd.ts";

type Corrupted = Omit<MatchRequest, "id">;

const crowd = inventCrowd(4000);
const strangers = { profiles: crowd, places: createPlacePool(crowd) };
let leads: Corrupted[];

beforeAll(() => {
  leads = crowd.map((profile) => corruptProfile(profile, strangers));
});

const share = (holds: (lead: Corrupted, profile: Profile) => boolean): number =>
  leads.filter((lead, i) => holds(lead, crowd[i] as Profile)).length / leads.length;

describe("corruptProfile", () => {
  it("gives the same lead for the same person and sample", () => {
    expect(crowd.map((profile) => corruptProfile(profile, strangers))).toEqual(leads);
  });

  it("gives neighboring NPIs leads that have nothing to do with each other", () => {
    expect(new Set(leads.map((lead) => JSON.stringify(Object.keys(lead)))).size).toBeGreaterThan(
      25,
    );
  });

  it.each<[string, number, number, (lead: Corrupted, profile: Profile) => boolean]>([
    ["an NPI", 0, 0, (lead) => lead.npi !== undefined],
    ["no name", 0, 0, (lead) => lead.name === undefined],
    ["whole names", 0.5, 0.7, (lead) => lead.name?.full !== undefined],
    ["names with a comma", 0.2, 0.5, (lead) => /,/.test(lead.name?.full ?? "")],
    ["no place", 0.15, 0.25, ({ city, state, zip }) => !(city || state || zip)],
    ["a state alone", 0.15, 0.35, ({ city, state, zip }) => Boolean(state && !city && !zip)],
    ["a ZIP code", 0.25, 0.4, ({ zip }) => zip !== undefined],
    [
      "another state",
      0.05,
      0.12,
      ({ state }, { addresses }) => state !== undefined && state !== addresses[0]?.state,
    ],
    ["a specialty", 0.4, 0.6, ({ specialty }) => specialty !== undefined],
    ["a phone", 0.1, 0.2, ({ phone }) => phone !== undefined],
    [
      "a wrong phone",
      0.02,
      0.08,
      ({ phone }, { addresses }) => phone !== undefined && phone !== addresses[0]?.phone,
    ],
    ["a license", 0.05, 0.15, ({ license }) => license !== undefined],
    [
      "another first name, of those in columns",
      0.04,
      0.12,
      (lead, { name }) => lead.name?.first !== undefined && lead.name.first !== name.first,
    ],
    [
      "another surname, of those in columns",
      0.02,
      0.08,
      (lead, { name }) => lead.name?.last !== undefined && lead.name.last !== name.last,
    ],
  ])("%s", (_, least, most, holds) => {
    expect(share(holds)).toBeGreaterThanOrEqual(least);
    expect(share(holds)).toBeLessThanOrEqual(most);
  });

  it("takes whatever a registry has, alone in the sample or not", () => {
    const text = fc.oneof(fc.constantFrom("", "-", "X", "Ñ", "O'", "李"), fc.string());
    const name = fc.record(
      { first: text, middle: text, last: text, suffix: text, credential: text },
      { requiredKeys: [] },
    );
    const address = fc.record(
      {
        kind: fc.constantFrom("practice", "mailing"),
        city: text,
        state: text,
        zip: text,
        phone: text,
      },
      { requiredKeys: ["kind"] },
    );
    const profile = fc.record({
      npi: fc.integer({ min: 1_000_000_000, max: 2_999_999_999 }).map(String),
      name,
      sex: fc.constantFrom("F", "M"),
      other_names: fc.array(name.map((other) => ({ kind: "former", ...other }))),
      addresses: fc.array(address, { maxLength: 3 }),
      taxonomies: fc.array(fc.record({ code: text, license: text, primary: fc.boolean() })),
    }) as unknown as fc.Arbitrary<Profile>;
    fc.assert(
      fc.property(profile, fc.boolean(), (odd, alone) => {
        const profiles = alone ? [odd] : [odd, ...crowd.slice(0, 3)];
        const others = { profiles, places: createPlacePool(profiles) };
        const lead = corruptProfile(odd, others);
        expect(corruptProfile(odd, others)).toEqual(lead);
        const { name: written, license, ...texts } = lead;
        const values = [...Object.values(texts), ...Object.values(written ?? {}), license?.number];
        expect(values.filter((value) => value !== undefined && typeof value !== "string")).toEqual(
          [],
        );
      }),
    );
  });
});
