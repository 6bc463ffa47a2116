import fc from "fast-check";
import { expect, test } from "vitest";
import type { MatchRecord } from "../../src/model/match-record.ts";
import type { OtherName, Profile } from "../../src/model/profile.ts";
import {
  decodeMatchRecord,
  encodeMatchRecord,
} from "../../src/registry/sqlite/match-record-codec.ts";
import { decodePosting, encodePosting } from "../../src/registry/sqlite/postings/posting-blob.ts";
import { decodeProfile, encodeProfile } from "../../src/registry/sqlite/profile-codec.ts";

const text = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" });
const letters = fc.stringMatching(/^[A-Z]{0,8}$/);
const npi = fc.integer({ min: 1_000_000_000, max: 2_999_999_999 });
const sourceId = fc.nat({ max: 50 });
const partial = { requiredKeys: [] as never[] };

const personName = fc.record(
  { prefix: text, first: text, middle: text, last: text, suffix: text, credential: text },
  partial,
);
const otherName: fc.Arbitrary<OtherName> = fc
  .tuple(
    fc.constantFrom(
      ...([
        "former",
        "professional",
        "other",
        "doing_business_as",
        "former_legal_business",
      ] as const),
    ),
    personName,
    fc.record({ organization_name: text }, partial),
  )
  .map(([kind, name, organization]) => ({ kind, ...name, ...organization }));

const profile: fc.Arbitrary<Profile> = fc.record(
  {
    npi: npi.map(String),
    entity: fc.constantFrom("individual" as const, "organization" as const),
    active: fc.boolean(),
    name: personName,
    organization_name: text,
    other_names: fc.array(otherName, { maxLength: 4 }),
    sex: fc.constantFrom("F", "M", "X"),
    sole_proprietor: fc.boolean(),
    enumeration_date: text,
    last_updated: text,
    certification_date: text,
    deactivation_date: text,
    reactivation_date: text,
    replacement_npi: text,
    taxonomies: fc.array(
      fc.record(
        { code: text, license: text, license_state: text, primary: fc.boolean() },
        { requiredKeys: ["code", "primary"] },
      ),
      { maxLength: 15 },
    ),
    addresses: fc.array(
      fc.record(
        {
          kind: fc.constantFrom("practice" as const, "mailing" as const, "secondary" as const),
          line1: text,
          line2: text,
          city: text,
          state: text,
          zip: text,
          country: text,
          phone: text,
          fax: text,
        },
        { requiredKeys: ["kind"] },
      ),
      { maxLength: 5 },
    ),
    sources: fc.record(
      {
        main: sourceId,
        other_names: sourceId,
        secondary_locations: sourceId,
        deactivation: sourceId,
      },
      { requiredKeys: ["main"] },
    ),
  },
  {
    requiredKeys: [
      "npi",
      "entity",
      "active",
      "name",
      "other_names",
      "taxonomies",
      "addresses",
      "sources",
    ],
  },
);

const matchRecord: fc.Arbitrary<MatchRecord> = fc.record({
  npi,
  entity: fc.constantFrom("i" as const, "o" as const),
  active: fc.boolean(),
  sex: fc.constantFrom("F", "M", "X", ""),
  names: fc.array(
    fc.record({
      kind: fc.constantFrom(...(["legal", "former", "professional", "other"] as const)),
      first: letters,
      middle: letters,
      last: letters,
      lastParts: fc.array(fc.stringMatching(/^[A-Z]{1,8}$/), { maxLength: 3 }),
      suffix: fc.constantFrom("", "JR", "III"),
    }),
    { maxLength: 4 },
  ),
  places: fc.array(
    fc.record({
      kind: fc.constantFrom(...(["practice", "mailing", "secondary"] as const)),
      zip5: fc.constantFrom("", "75001"),
      city: letters,
      state: fc.constantFrom("", "TX"),
    }),
    { maxLength: 4 },
  ),
  credentials: fc.array(letters),
  taxonomies: fc.array(text),
  licenses: fc.array(text),
  phones: fc.array(text),
  organization: fc.array(letters),
  enumerated: fc.constantFrom(0, 2005, 2019),
  replacement: fc.oneof(fc.constant(0), npi),
});

test("a profile comes back as it went in, absent parts absent", () => {
  fc.assert(
    fc.property(profile, (value) => {
      expect(decodeProfile(value.npi, encodeProfile(value))).toStrictEqual(
        JSON.parse(JSON.stringify(value)),
      );
    }),
  );
});

test("a match record comes back as it went in", () => {
  fc.assert(
    fc.property(matchRecord, (value) => {
      expect(decodeMatchRecord(value.npi, encodeMatchRecord(value))).toStrictEqual(
        JSON.parse(JSON.stringify(value)),
      );
    }),
  );
});

test("a posting comes back as it went in, NPIs above 2^31 included", () => {
  fc.assert(
    fc.property(fc.array(npi), (npis) => {
      expect(decodePosting(encodePosting(npis))).toEqual(npis);
    }),
  );
});

test("a posting's bytes are little-endian whatever machine wrote them", () => {
  expect([...encodePosting([0x01020304, 0xfffefdfc])]).toEqual([4, 3, 2, 1, 252, 253, 254, 255]);
});
