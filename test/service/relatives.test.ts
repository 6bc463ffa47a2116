import { describe, expect, test } from "vitest";
import type { MatchRequest, MatchResult } from "../../src/model/contract.ts";
import type { Profile } from "../../src/model/profile.ts";
import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";
import { inventCrowd } from "../helpers/crowd.ts";
import { createMemoryRegistry } from "../helpers/memory-registry.ts";
import { npiOf, person } from "../helpers/profiles.ts";

/** People who have nearly all in common, and what lists get wrong about them. */
const dayton = { city: "DAYTON", state: "OH", zip: "45402" };
let next = 50_000;
const at = (given: Omit<Parameters<typeof person>[0], "npi">) =>
  person({ npi: npiOf(next++), ...dayton, ...given });
const replacedBy = (offset: number) => npiOf(next + offset);

const shared = { last: "THRUSHWOOD", phone: "9375550111" };
const lonely = { phone: "9375550121", license: "H77012" };
const people = {
  husband: at({ first: "CASPIAN", sex: "M", ...shared }),
  wife: at({ first: "CASSIA", sex: "F", ...shared }),
  lone: at({ first: "GIDEON", last: "HARROWMERE", sex: "M", ...lonely }),
  robert: at({ first: "ROBERT", last: "VANTERPOOLE", sex: "M" }),
  roberta: at({ first: "ROBERTA", last: "VANTERPOOLE", sex: "F" }),
  middleA: at({ first: "PRUDENCE", middle: "ALICE", last: "WINDLESHAM" }),
  middleB: at({ first: "PRUDENCE", middle: "BERYL", last: "WINDLESHAM" }),
  father: at({ first: "THADDEUS", last: "WOLVERCROFT", suffix: "SR.", sex: "M" }),
  son: at({ first: "THADDEUS", last: "WOLVERCROFT", suffix: "JR.", sex: "M" }),
  senior: at({ first: "LYSANDER", last: "PENHALLOW", suffix: "SR", sex: "M" }),
  chain1: at({ first: "DELPHINE", last: "GRAYSTOKES", replacement: replacedBy(1) }),
  chain2: at({ first: "DELPHINE", last: "GRAYSTOKES", replacement: replacedBy(1) }),
  chain3: at({ first: "DELPHINE", last: "GRAYSTOKES" }),
  circle1: at({ first: "EUGENIE", last: "TARNWATER", replacement: replacedBy(1) }),
  circle2: at({ first: "EUGENIE", last: "TARNWATER", replacement: replacedBy(-1) }),
  itself: at({ first: "LEOCADIA", last: "FENWRIGHT", replacement: replacedBy(0) }),
  renamed: at({ first: "OPHELIA", last: "DRUMMADIE", replacement: replacedBy(1) }),
  renamedTo: at({ first: "QUENTIN", last: "SOMERLEDGE" }),
  cincinnati: at({
    first: "ISOLDE",
    last: "FARTHINGDALE",
    city: "CINCINNATI",
    zip: "45202",
    sex: "F",
  }),
  covington: at({
    first: "ISOLDE",
    last: "FARTHINGDALE",
    city: "COVINGTON",
    state: "KY",
    zip: "41011",
  }),
  rare: at({ first: "TEMPERANCE", middle: "ALICE", last: "GOLDSWORTHEN" }),
};
/** So many of one name that none of them is compared. */
const smiths = Array.from({ length: 400 }, (_, i) =>
  at({ first: "JOHN", last: "SMITH", sex: "M", zip: `4540${i % 7}` }),
);
const profiles = [...inventCrowd(6000), ...Object.values(people), ...smiths];
const service = createEmbeddedService(createMemoryRegistry(profiles), { label: "relatives" });

interface Given {
  prior?: number;
  minConfidence?: number;
}

async function ask(
  requests: readonly MatchRequest[],
  { prior = 0.8, minConfidence = 0.95 }: Given = {},
): Promise<MatchResult[]> {
  const { results } = await service.match(
    {
      context: { name_order: "first_last", prior },
      min_confidence: minConfidence,
      with_profile: false,
      requests,
    },
    { signal: new AbortController().signal },
  );
  return results;
}

async function one(request: Omit<MatchRequest, "id">, given?: Given): Promise<MatchResult> {
  const [result] = await ask([{ id: 1, ...request }], given);
  if (result === undefined) throw new Error("no answer");
  return result;
}

const named = (full: string) => ({ name: { full }, ...dayton });
const npisOf = (...who: Profile[]) => who.map(({ npi }) => npi);

describe("a first name that differs is somebody else's, whatever else agrees", () => {
  test.each<[string, Omit<MatchRequest, "id">]>([
    ["the phone of the one spouse on file", named("Penelope Harrowmere")],
    ["and her sex given", { ...named("Penelope Harrowmere"), sex: "F" }],
    ["an initial, but the other sex", { ...named("G Harrowmere"), sex: "F" }],
  ])("%s", async (_, request) => {
    const result = await one({ ...request, phone: "937-555-0121" });
    expect(result.status).toBe("ambiguous");
    expect(result.reason).toMatch(/^name_disagrees: /);
    expect(result.npi).toBeUndefined();
  });

  test("a third of the name is neither spouse", async () => {
    const result = await one({ ...named("Clara Thrushwood"), phone: "9375550111" });
    expect(result.status).toBe("ambiguous");
    expect(result.reason).toMatch(/^name_disagrees: .*first name differs/);
  });

  test("with the NPI of the spouse it is a conflict", async () => {
    const result = await one({ ...named("Gwendolyn Harrowmere"), npi: people.lone.npi });
    expect(result.status).toBe("conflict");
    expect(result.reason).toContain(
      "(surname agrees, first name differs); nobody else on file fits",
    );
    const initial = await one({ name: { full: "G Harrowmere" }, npi: people.lone.npi, sex: "F" });
    expect(initial.status).toBe("conflict");
    expect(initial.reason).toContain("(surname agrees, first initial agrees, sex differs); nobody");
  });
});

describe("the NPI of somebody with nearly the same name", () => {
  test.each([
    ["a spouse", "Cassia Thrushwood", people.husband, people.wife, "first name similar"],
    ["a sibling", "Roberta Vanterpoole", people.robert, people.roberta, "first name"],
    ["a namesake", "Prudence A Windlesham", people.middleB, people.middleA, "middle name differs"],
    ["the father", "Thaddeus Wolvercroft Jr", people.father, people.son, "suffix differs"],
  ])("%s", async (_, full, holder, own, words) => {
    const result = await one({ ...named(full), npi: holder.npi });
    expect(result.status).toBe("conflict");
    expect(result.candidates?.map(({ npi }) => npi)).toEqual(npisOf(own, holder));
    expect(result.reason).toContain(words);
    expect(result.reason).toContain("; the name fits the first candidate");
  });

  test("stands when nobody else fits for sure", async () => {
    const initial = await one({ ...named("G Harrowmere"), npi: people.lone.npi });
    expect(initial).toMatchObject({ status: "matched", npi: people.lone.npi });
    const suffix = await one({ ...named("Lysander Penhallow Jr"), npi: people.senior.npi });
    expect(suffix).toMatchObject({ status: "matched", npi: people.senior.npi });
    expect(suffix.reason).toMatch(/^npi_name: NPI agrees, .*suffix differs/);
  });
});

describe("an identifier without a name", () => {
  test.each([
    ["a telephone", { phone: "9375550121" }],
    ["a telephone and somebody's mailbox", { phone: "9375550121", email: "w.zebu@a.example" }],
    ["a license number", { license: { number: "H77012", state: "OH" } }],
  ])("%s is nobody's for sure, whatever the list", async (_, request) => {
    const result = await one(request, { prior: 0.97, minConfidence: 0.5 });
    expect(result.status).toBe("ambiguous");
    expect(result.reason).toMatch(/^not_sure: one profile fits: .*; add first name/);
  });

  test("an NPI is not advised beside an NPI", async () => {
    const result = await one({ npi: people.lone.npi }, { prior: 0.05 });
    expect(result.reason).not.toContain("add NPI");
  });
});

describe("father and son", () => {
  test.each([
    ["Thaddeus Wolvercroft Jr", people.son],
    ["Thaddeus Wolvercroft Sr", people.father],
  ])("%s", async (full, own) => {
    expect(await one(named(full))).toMatchObject({ status: "matched", npi: own.npi });
  });

  test("without a suffix both fit, and the suffix is asked for", async () => {
    const result = await one(named("Thaddeus Wolvercroft"));
    expect(result.reason).toMatch(/^equal_candidates: .*; add suffix$/);
  });

  test("the son is not the father who alone is on file", async () => {
    const result = await one(named("Lysander Penhallow Jr"));
    expect(result.status).toBe("ambiguous");
    expect(result.reason).toMatch(/^not_sure: .*but suffix differs; add NPI to confirm$/);
  });
});

describe("replaced NPIs", () => {
  test.each([
    ["the first of a chain", people.chain1, people.chain3],
    ["the second of it", people.chain2, people.chain3],
    ["one of a circle", people.circle1, people.circle1],
    ["one by itself", people.itself, people.itself],
  ])("%s", async (_, given, answer) => {
    const bare = await one({ npi: given.npi });
    expect(bare).toMatchObject({ status: "matched", npi: answer.npi });
    const { first = "", last = "" } = given.name;
    const withName = await one({ npi: given.npi, ...named(`${first} ${last}`) });
    expect(withName).toMatchObject({ status: "matched", npi: answer.npi });
    const isCurrent = answer === people.chain3;
    expect(withName.reason.includes("this NPI was replaced by a newer one")).toBe(!isCurrent);
    expect(withName.reason.includes("the NPI given was replaced by this one")).toBe(isCurrent);
  });

  test("by name the chain is one person, at its end", async () => {
    const result = await one(named("Delphine Graystokes"), { minConfidence: 0.8 });
    expect(result).toMatchObject({ status: "matched", npi: people.chain3.npi });
  });

  test("people in circles are found by name", async () => {
    const twoNpis = await one(named("Eugenie Tarnwater"));
    expect(twoNpis.status).toBe("ambiguous");
    expect(twoNpis.candidates?.map(({ npi }) => npi)).toEqual(
      npisOf(people.circle1, people.circle2),
    );
    const itself = await one(named("Leocadia Fenwright"));
    expect(itself).toMatchObject({ status: "matched", npi: people.itself.npi });
  });

  test("a successor of another name is a conflict, said without `this one`", async () => {
    const result = await one({ ...named("Ophelia Drummadie"), npi: people.renamed.npi });
    expect(result.status).toBe("conflict");
    expect(result.reason).toContain("the NPI was replaced by one that belongs to somebody with");
    expect(result.reason).not.toContain("this one");
  });
});

describe("places", () => {
  const isolde = { name: { full: "Isolde Farthingdale" } };

  test("a ZIP of one state and a city of another do not settle it", async () => {
    const request = { ...isolde, city: "Cincinnati", state: "OH", zip: "41011" };
    const result = await one(request);
    expect(result.status).toBe("ambiguous");
    expect(result.candidates).toHaveLength(2);
  });

  test("a ZIP nearly right never counts less than its state", async () => {
    const result = await one({ ...isolde, ...dayton });
    expect(result.candidates?.[0]?.npi).toBe(people.cincinnati.npi);
  });

  test("a ZIP that does not exist tells no state", async () => {
    const result = await one({ ...isolde, zip: "00001" });
    expect(result.reason).toContain("same name in OH and KY: add state");
  });

  test.each([
    { name: { last: "Goldsworthen" }, state: "OH" },
    { name: { first: "Temperance" }, city: "Dayton" },
    { name: { last: "Goldsworthen" } },
  ])("one name with too little of a place is not searched: %o", async (request) => {
    const result = await one(request);
    expect(result.status).toBe("invalid_input");
    expect(result.reason).toMatch(/^lone_initial: .*add city and state, or ZIP$/);
  });
});

describe("advice is true", () => {
  test("an initial that fits neither is not to be written in full", async () => {
    const result = await one(named("Prudence C Windlesham"));
    expect(result.reason).toMatch(/middle name differs, ZIP agrees; only an NPI tells them apart$/);
  });

  test("where namesakes are too many, only what is searched by helps", async () => {
    const expected: [Omit<MatchRequest, "id">, string][] = [
      [{ name: { full: "John Smith" } }, "; add state"],
      [{ name: { full: "John Smith" }, state: "OH" }, "; add city"],
      [named("John Smith"), "; add middle name"],
      [{ ...named("John Quincy Smith") }, "; add phone"],
    ];
    for (const [request, words] of expected) {
      const { status, reason } = await one(request);
      expect(`${status} ${reason}`).toMatch(/^ambiguous too_common: /);
      expect(reason).toContain(words);
    }
  });
});

describe("too many to be compared", () => {
  test.each([
    [{ name: { full: "J Smith" }, state: "OH" }, "400 profiles share this surname and initial"],
    [{ name: { full: "Jack Smith" } }, "400 profiles share this surname and a form of this first"],
    [named("Jack Smith"), " profiles fit about equally well, too many to be listed"],
    [named("John Smith"), "400 profiles share this name"],
  ])("%o is not said to fit nobody", async (request, words) => {
    const result = await one(request);
    expect(result.status).toBe("ambiguous");
    expect(result.reason).toMatch(/^too_common: /);
    expect(result.reason).toContain(words);
  });

  test("nor is somebody else among them taken", async () => {
    const result = await one({ name: { full: "Zebulon Quackenfeld" }, state: "OH" });
    expect(result.reason).toMatch(/^nobody: no profile fits$/);
  });
});

test("three words that are rare in any order read as they stand", async () => {
  const result = await one(named("Temperance Alice Goldsworthen"));
  expect(result).toMatchObject({ status: "matched", npi: people.rare.npi });
  expect(result.reason).toContain("first and last name exact, middle name agrees");
});

describe("whatever is asked", () => {
  const requests = [
    ...Object.values(people).flatMap(({ name: { first = "", last = "" } }, i): MatchRequest[] => [
      { id: 4 * i, ...named(`${first} ${last}`) },
      { id: 4 * i + 1, name: { full: `${first.charAt(0)} ${last}` }, state: "OH" },
      { id: 4 * i + 2, name: { last }, zip: "45402" },
      { id: 4 * i + 3, name: { full: `${last}, ${first}` }, phone: "9375550111" },
    ]),
  ];

  test.each([
    { prior: 0.05, minConfidence: 0.95 },
    { prior: 0.97, minConfidence: 0.95 },
    { prior: 0.97, minConfidence: 0.5 },
    { prior: 0.05, minConfidence: 0 },
  ])("equals are never matched, and sums stay below one: %o", async (given) => {
    for (const { status, confidence, candidates = [] } of await ask(requests, given)) {
      const listed = candidates.map((candidate) => candidate.confidence);
      expect(listed.reduce((sum, p) => sum + p, 0)).toBeLessThanOrEqual(1.0005);
      expect(listed).toEqual([...listed].sort((a, b) => b - a));
      if (listed.length > 1 && listed[0] === listed[1]) expect(status).not.toBe("matched");
      if (status === "matched") expect(confidence).toBeGreaterThanOrEqual(given.minConfidence);
    }
    const [twins] = await ask([{ id: 1, ...named("Eugenie Tarnwater") }], given);
    expect(twins?.npi).toBeUndefined();
  });

  test("an answer does not hang on its neighbors", async () => {
    const together = await ask(requests);
    for (const [i, request] of [...requests].reverse().entries()) {
      if (i % 5 === 0) {
        const [alone] = await ask([request]);
        expect(alone).toEqual(together[requests.length - 1 - i]);
      }
    }
  });
});
