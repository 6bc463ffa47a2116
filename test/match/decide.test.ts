import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conflict, type Decision, type DecisionInput, decide } from "../../src/match/decide.ts";
import type { Unlisted } from "../../src/match/posterior.ts";
import { shippedCalibration } from "../../src/match/shipped-calibration.ts";
import type { MatchRequest } from "../../src/model/contract.ts";
import type { Profile } from "../../src/model/profile.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";
import { leadOf, posteriorOf, scored } from "./candidates.ts";

type Given = Omit<MatchRequest, "id">;

function inputOf(
  request: Given,
  people: readonly Profile[],
  more: Partial<DecisionInput> & { unlisted?: Unlisted } = {},
): DecisionInput {
  const lead = leadOf(request);
  const unlisted = more.unlisted ?? { profiles: 0, bits: 0 };
  return {
    ...{ lead, unlisted, posterior: posteriorOf({ ...lead, npi: "" }, people, unlisted) },
    ...{
      namesakes: 0,
      capped: [],
      totalsGuessed: false,
      minConfidence: 0.95,
      calibration: shippedCalibration,
    },
    notes: [],
    ...more,
  };
}

const zwick = (n: number, more: Partial<Parameters<typeof person>[0]> = {}) =>
  person({ npi: npiOf(n), first: "ALMA", last: "ZWICKMERE", ...more });

const bruno = (n: number, more: Partial<Parameters<typeof person>[0]> = {}) =>
  zwick(n, { first: "BRUNO", ...more });

const texan = { city: "AUSTIN", state: "TX", zip: "78701" };
const ohioan = { city: "DAYTON", state: "OH", zip: "45402" };
const floridian = { city: "TAMPA", state: "FL", zip: "33601" };
const alma = { name: { full: "Alma Zwickmere" } };

describe("ambiguous names the one column that would split the candidates", () => {
  const former = { kind: "former", first: "ALMA", last: "ZWICKMERE" } as const;
  const aliased = (n: number, place: object) =>
    zwick(n, { ...place, last: "PLUMB", otherNames: [former] });
  const cases: [why: string, request: Given, people: Profile[], words: string][] = [
    [
      "two states",
      alma,
      [zwick(1, texan), zwick(2, ohioan)],
      "first and last name exact; same name in TX and OH: add state",
    ],
    [
      "three states, in the order of the candidates",
      alma,
      [zwick(3, floridian), zwick(1, ohioan), zwick(2, texan)],
      "same name in OH, TX and FL: add state",
    ],
    [
      "too many states to name",
      alma,
      ["TX", "OH", "FL", "ME"].map((state, i) => zwick(i + 1, { state })),
      "4 profiles fit equally well: first and last name exact; same name in 4 states: add state",
    ],
    [
      "two states, but on a former name",
      alma,
      [aliased(1, texan), aliased(2, ohioan)],
      "agree on a former name; they are in TX and OH: add state",
    ],
    [
      "two cities of the state given",
      { ...alma, state: "TX" },
      [zwick(1, texan), zwick(2, { ...texan, city: "DALLAS", zip: "75201" })],
      "; add city",
    ],
    [
      "two ZIPs of the city given",
      { ...alma, city: "Austin", state: "TX" },
      [zwick(1, texan), zwick(2, { ...texan, zip: "78702" })],
      "; add ZIP",
    ],
    [
      "two specialties at one ZIP",
      { ...alma, zip: "78701", state: "TX" },
      [zwick(1, texan), zwick(2, { ...texan, taxonomy: "122300000X" })],
      "Family Medicine Physician and Dentist: add specialty",
    ],
    [
      "a broad specialty that agrees with both",
      { ...alma, zip: "78701", state: "TX", specialty: "nurse practitioner" },
      [
        zwick(1, { ...texan, taxonomy: "363LF0000X" }),
        zwick(2, { ...texan, taxonomy: "363LP0808X" }),
      ],
      ": write the specialty in full",
    ],
    [
      "all that is given agrees with both",
      { ...alma, zip: "62701", state: "IL", specialty: "family medicine" },
      [zwick(1, { middle: "BETH" }), zwick(2, { middle: "CORA" })],
      "ZIP agrees, specialty agrees; add middle name",
    ],
    [
      "a middle initial that both share",
      { name: { full: "Alma B Zwickmere" }, zip: "62701", state: "IL" },
      [zwick(1, { middle: "BETH" }), zwick(2, { middle: "BRIDGET" })],
      "write the middle name in full",
    ],
    [
      "a first initial that both share",
      { name: { full: "A Zwickmere" }, zip: "62701", state: "IL" },
      [zwick(1), zwick(2, { first: "AGATHA" })],
      "write the first name in full",
    ],
    [
      "father and son",
      { ...alma, zip: "62701", state: "IL" },
      [zwick(1, { suffix: "JR." }), zwick(2)],
      "; add suffix",
    ],
    [
      "a license",
      { ...alma, zip: "62701", state: "IL" },
      [zwick(1, { license: "036011111" }), zwick(2, { license: "036022222" })],
      "; add license number",
    ],
    ["nothing on file", { ...alma, zip: "62701" }, [zwick(1), zwick(2)], "only an NPI tells them"],
    [
      "no state differs for all three, but the ZIP does",
      alma,
      [zwick(1, texan), zwick(2, { ...texan, zip: "78702" }), zwick(3, ohioan)],
      "; add ZIP",
    ],
    [
      "a column that singles out three of five",
      { ...alma, state: "TX" },
      ["AUSTIN", "DALLAS", "HOUSTON", "LUBBOCK", "LUBBOCK"].map((city, i) =>
        zwick(i + 1, { ...texan, city }),
      ),
      "; add city, which sets most of them apart",
    ],
    [
      "no column that singles out most",
      { ...alma, state: "TX" },
      ["AUSTIN", "DALLAS", "DALLAS"].map((city, i) => zwick(i + 1, { ...texan, city })),
      "; only an NPI tells them apart",
    ],
    [
      "no name at all",
      { license: { number: "A7701", state: "TX" } },
      [zwick(1, { ...texan, license: "A7701" }), bruno(2, { ...texan, license: "A7701" })],
      "license agrees; add first name",
    ],
  ];

  test.each(cases)("%s", (_, request, people, words) => {
    const { status, reason, npi, candidates } = decide(inputOf(request, people));
    expect(reason).toContain(words);
    expect(reason).toMatch(/^equal_candidates: /);
    expect(status).toBe("ambiguous");
    expect(npi).toBeUndefined();
    expect(candidates.map((one) => one.npi)).toEqual(people.map((one) => one.npi).sort());
    expect(new Set(candidates.map((one) => one.confidence)).size).toBe(1);
  });

  test("what would be somebody's own is never said, only its column", () => {
    const people = [zwick(1, { ...texan, middle: "BETH", phone: "5125550101", license: "A7701" })];
    people.push(zwick(2, { ...texan, middle: "CORA", phone: "5125550102", license: "B7702" }));
    const requests = [alma, { ...alma, zip: "78701" }, { name: { full: "A Zwickmere" }, ...texan }];
    for (const request of requests) {
      const { reason } = decide(inputOf(request, people));
      expect(reason).not.toMatch(/BETH|CORA|\d{4}|ALMA|ZWICK|A7701|B7702/i);
    }
  });

  test("more than five are counted, five are listed", () => {
    const people = [1, 2, 3, 4, 5, 6, 7].map((n) => zwick(n));
    const { reason, candidates } = decide(inputOf(alma, people));
    expect(reason).toContain("7 profiles fit equally well");
    expect(candidates).toHaveLength(5);
  });

  test("unequal candidates stand by likelihood, and the best is described", () => {
    const request = { ...alma, state: "TX" };
    const people = [zwick(1, { ...texan, first: "ALMAH" }), zwick(2, texan)];
    const { reason, candidates } = decide(inputOf(request, people, { minConfidence: 0.99999 }));
    expect(candidates).toHaveLength(2);
    expect(candidates[0]?.npi).toBe(npiOf(2));
    expect(reason).toMatch(/^several_candidates: 2 profiles fit, the best: first and last name/);
  });
});

describe("not sure of the only candidate", () => {
  test("says what speaks against it and what would settle it", () => {
    const request = { ...alma, ...ohioan, zip: "45402" };
    const { status, reason } = decide(
      inputOf(request, [zwick(1, { ...texan, phone: "5125550101" })], { minConfidence: 0.9999 }),
    );
    expect(status).toBe("ambiguous");
    expect(reason).toBe(
      "not_sure: one profile fits: first and last name exact, but another state; add specialty or phone to confirm",
    );
  });

  test("says that it is too little when nothing speaks against it", () => {
    const request = { name: { full: "A Zwickmere" }, state: "IL" };
    const { reason } = decide(inputOf(request, [zwick(1)], { minConfidence: 0.999999 }));
    expect(reason).toContain("first initial agrees, state agrees, but that is not enough");
    expect(reason).toMatch(/; add the first name in full or city to confirm$/);
  });
});

describe("too common", () => {
  const unlisted = { profiles: 1900, bits: 24 };

  test("counts who shares the name and who of them was compared", () => {
    const input = inputOf(alma, [zwick(1)], { unlisted, namesakes: 2140 });
    const { status, reason } = decide(input);
    expect(status).toBe("ambiguous");
    expect(reason).toBe("too_common: 2,140 profiles share this name, 240 compared; add state");
  });

  test("asks for what is missing", () => {
    const given = { ...alma, state: "IL", city: "Peoria", specialty: "cardiology" };
    const { reason } = decide(inputOf(given, [zwick(1)], { unlisted, namesakes: 2140 }));
    expect(reason).toMatch(/; add ZIP$/);
  });

  test("is said as well when nobody at all could be compared", () => {
    const { status, reason, candidates } = decide(
      inputOf(alma, [], { unlisted: { profiles: 5000, bits: 14 }, namesakes: 5000 }),
    );
    expect({ status, candidates }).toEqual({ status: "ambiguous", candidates: [] });
    expect(reason).toContain("5,000 profiles share this name, 0 compared; add state");
  });

  test("of many keys cut short the three longest are named, each kind once", () => {
    const kinds = ["last+city", "first+zip", "last+first", "sound+sound", "last+first"];
    const capped = kinds.map((kind, i) => ({ kind, profiles: 300 + i }));
    const { reason } = decide(inputOf(alma, [zwick(1)], { capped }));
    expect(reason).toContain(
      "; not all profiles were read under last+first (304), sound+sound (303), first+zip (301) and 1 more key",
    );
  });

  test("keys cut short are counted and named beside any answer", () => {
    const capped = [
      { kind: "last+city", profiles: 6210 },
      { kind: "first+zip", profiles: 4001 },
    ];
    const note = "; not all profiles were read under last+city (6,210), first+zip (4,001)";
    const people = [zwick(1)];
    const sure = decide(inputOf({ ...alma, zip: "62701" }, people, { capped }));
    const near = decide(inputOf({ name: { full: "Alma Plumb" } }, people, { capped }));
    const input = inputOf({ ...alma, npi: npiOf(9) }, people, { capped });
    const held = conflict(scored(input.lead, other), input);
    expect([sure.status, near.status, held.status]).toEqual(["matched", "no_match", "conflict"]);
    for (const { reason } of [sure, near, held]) expect(reason.endsWith(note)).toBe(true);
  });
});

const other = person({ npi: npiOf(9), first: "IGNATIUS", last: "MUNTZ", ...texan });

describe("no match", () => {
  test("names the nearest miss and what spoke against it", () => {
    const request = { ...alma, state: "OH", specialty: "dentist", credential: "DDS" };
    const near = zwick(1, { ...texan, credential: "MD", middle: "Q" });
    const decision = decide(inputOf(request, [near]));
    expect(decision).toMatchObject({
      status: "no_match",
      reason:
        "nearest_miss: nearest: first and last name exact, but another state, specialty differs, credential differs",
      candidates: [{ npi: npiOf(1) }],
    });
    expect(decision.npi).toBeUndefined();
    expect(decision.candidates[0]?.confidence).toBe(decision.confidence);
  });

  test("says when several come near and none is likelier than nobody", () => {
    const request = { name: { full: "Alma Q Zwickmere" }, state: "OH", specialty: "dentist" };
    const people = [1, 2, 3].map((n) => zwick(n, { ...texan, middle: "B" }));
    const { status, reason, candidates } = decide(inputOf(request, people));
    expect(status).toBe("no_match");
    expect(reason).toContain("3 profiles come near, none likelier than nobody; nearest: first");
    expect(candidates).toHaveLength(3);
  });

  test("names equals of the nearest as well, however unlikely", () => {
    const request = { name: { full: "Alma Q Zwickmere" }, state: "OH", credential: "DDS" };
    const people = [1, 2].map((n) => zwick(n, { ...texan, middle: "B", credential: "MD" }));
    const decision = decide(inputOf(request, [...people, zwick(3, { ...texan, first: "OTTO" })]));
    expect(decision.candidates.map(({ npi }) => npi)).toEqual([npiOf(1), npiOf(2)]);
  });

  test("describes nobody who is not among the candidates", () => {
    const far = person({ npi: npiOf(5), first: "ALMA", last: "MUNTZ", ...texan });
    const decision = decide(inputOf({ ...alma, ...ohioan }, [far]));
    expect(decision).toMatchObject({ candidates: [], status: "no_match" });
    expect(decision.reason).toBe("nobody: no profile fits");
  });
});

describe("conflict", () => {
  const request = { ...alma, ...texan, npi: npiOf(9) };
  const decideConflict = (given: Given, people: Profile[], holder: Profile = other): Decision => {
    const input = inputOf(given, people);
    return conflict(scored(input.lead, holder), input);
  };

  test("says whose the NPI is and who the name fits, the holder last", () => {
    const { reason, candidates, confidence } = decideConflict(request, [
      zwick(1, texan),
      zwick(2, ohioan),
    ]);
    expect(confidence).toBeGreaterThan(0.99);
    expect(reason).toBe(
      `npi_name_conflict: the NPI belongs to somebody with another name in TX; the name fits the first candidate (${confidence.toFixed(4)})`,
    );
    expect(candidates).toEqual([
      { npi: npiOf(1), confidence, matched_on: "name+zip" },
      { npi: npiOf(9), confidence: 0, matched_on: "npi" },
    ]);
  });

  test("says when the name fits several", () => {
    const { reason } = decideConflict(request, [zwick(1, texan), zwick(2, texan)]);
    expect(reason).toContain("; the name fits 2 profiles, the first candidate best (0.5000)");
  });

  test("says when nobody fits the name", () => {
    expect(decideConflict(request, []).reason).toMatch(/; nobody else on file fits the name$/);
  });

  test("says which part of the name disagrees when the other agrees", () => {
    const sister = zwick(9, { first: "IGNATIA" });
    expect(decideConflict(request, [], sister).reason).toContain(
      "somebody with another name in IL (surname agrees, first name differs); nobody",
    );
  });

  test("says that the holder was deactivated or replaced", () => {
    const gone = { ...other, active: false, replacement_npi: npiOf(10) };
    expect(decideConflict(request, [], gone).reason).toContain(
      "in TX, and this NPI was deactivated and this NPI was replaced by a newer one",
    );
  });

  test("knows organizations from people", () => {
    const clinic: Profile = {
      ...{ npi: npiOf(9), entity: "organization", active: true, name: {}, other_names: [] },
      ...{ organization_name: "LARKMOOR CLINIC LLC", taxonomies: [], addresses: [] },
      sources: { main: 1 },
    };
    expect(decideConflict(request, [], clinic).reason).toContain("belongs to an organization;");
    const asked = { name: { full: "Brightwater Hospital Inc" }, npi: npiOf(9) };
    expect(decideConflict(asked, [], clinic).reason).toBe(
      "npi_name_conflict: the NPI belongs to another organization",
    );
    expect(decideConflict(asked, []).reason).toContain("the NPI belongs to a person in TX");
  });
});

describe("an NPI that is no longer in use is said", () => {
  const near = { ...alma, zip: "62701" };
  test.each<[string, Partial<Profile>, string]>([
    ["deactivated", { active: false }, "; this NPI was deactivated"],
    ["replaced", { replacement_npi: npiOf(8) }, "; this NPI was replaced by a newer one"],
  ])("of a match by name: %s", (_, state, words) => {
    const { status, reason } = decide(inputOf(near, [{ ...zwick(1), ...state }]));
    expect(status).toBe("matched");
    expect(reason.endsWith(words)).toBe(true);
  });

  test("of candidates", () => {
    const people = [zwick(1), { ...zwick(2), active: false }, zwick(3)];
    expect(decide(inputOf(near, people)).reason).toContain(
      "; the NPI of candidate 2 was deactivated",
    );
    const both = people.map((one) => ({ ...one, active: false }));
    expect(decide(inputOf(near, both)).reason).toContain(
      "; the NPIs of candidates 1, 2, 3 were deactivated",
    );
  });
});

test("the answer does not depend on the order in which the store returns people", () => {
  const people = [
    zwick(1, texan),
    zwick(2, ohioan),
    zwick(3, { ...texan, middle: "B" }),
    zwick(4, { ...ohioan, first: "ALMAH" }),
    zwick(5, { ...texan, active: false }),
    zwick(6, { ...floridian, taxonomy: "122300000X" }),
  ];
  const requests = [
    alma,
    { ...alma, state: "TX" },
    { ...alma, state: "ME" },
    { ...alma, ...ohioan },
  ];
  for (const request of requests) {
    const straight = decide(inputOf(request, people));
    const held = conflict(scored(leadOf(request), other), inputOf(request, people));
    fc.assert(
      fc.property(fc.shuffledSubarray(people, { minLength: people.length }), (shuffled) => {
        expect(decide(inputOf(request, shuffled))).toEqual(straight);
        const input = inputOf(request, shuffled);
        expect(conflict(scored(input.lead, other), input)).toEqual(held);
      }),
      { numRuns: runs(25) },
    );
  }
});
