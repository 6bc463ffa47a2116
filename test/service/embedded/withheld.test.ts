import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MatchBatch, MatchRequest, MatchResult } from "../../../src/model/contract.ts";
import { nobodyWithheld } from "../../../src/registry/withheld-store.ts";
import { createEmbeddedService } from "../../../src/service/embedded/embedded-service.ts";
import { createMemoryRegistry } from "../../helpers/memory-registry.ts";
import { npiOf, person } from "../../helpers/profiles.ts";
import { runs } from "../../helpers/property-runs.ts";

/** Two namesakes at one place, one of them withheld, and who is near them. */
const suppressed = person({
  npi: npiOf(1),
  first: "PERCIVAL",
  last: "DUNMOREHALL",
  phone: "2175550101",
  license: "036011111",
});
const namesake = person({
  npi: npiOf(2),
  first: "PERCIVAL",
  last: "DUNMOREHALL",
  phone: "2175550202",
  license: "036022222",
});
const farAway = person({
  npi: npiOf(3),
  first: "PERCIVAL",
  last: "DUNMOREHALL",
  city: "AUSTIN",
  state: "TX",
  zip: "78701",
});
const unique = person({ npi: npiOf(4), first: "WINIFRED", last: "QUILLFEATHER" });
const hidden = person({ npi: npiOf(5), first: "ORSON", last: "HALVERTWYN", phone: "2175550505" });
const replaced = person({
  npi: npiOf(6),
  first: "BARNABY",
  last: "THRUSHTON",
  replacement: npiOf(7),
});
const successor = person({ npi: npiOf(7), first: "BARNABY", last: "THRUSHTON" });
const others = Array.from({ length: 300 }, (_, i) =>
  person({
    npi: npiOf(100 + i),
    first: ["ALMA", "BRUNO", "CORA", "DEXTER"][i % 4] as string,
    last: `SURNAME${String.fromCharCode(65 + (i % 26))}${String.fromCharCode(65 + (i % 7))}`,
  }),
);
const people = [suppressed, namesake, farAway, unique, hidden, replaced, successor, ...others];
const nobody = npiOf(90_000);
const { signal } = new AbortController();

function serviceWithout(...npis: readonly string[]) {
  const untold = Uint32Array.from(npis.map(Number).sort((a, b) => a - b));
  const withheld = { ...nobodyWithheld, npis: untold };
  return createEmbeddedService(
    createMemoryRegistry(people, () => withheld),
    { label: "memory" },
  );
}

type Asked = Omit<MatchRequest, "id">;

async function answers(
  service: ReturnType<typeof serviceWithout>,
  requests: readonly Asked[],
  more: Partial<MatchBatch> = {},
): Promise<MatchResult[]> {
  const { results } = await service.match(
    {
      context: { name_order: "mixed", prior: 0.8 },
      ...{ min_confidence: 0.8, with_profile: true, ...more },
      requests: requests.map((request, i) => ({ id: i + 1, ...request })),
    },
    { signal },
  );
  return results;
}

async function answer(
  service: ReturnType<typeof serviceWithout>,
  request: Asked,
  more: Partial<MatchBatch> = {},
): Promise<MatchResult> {
  return (await answers(service, [request], more))[0] as MatchResult;
}

const name = { full: "Percival Dunmorehall" };
const place = { city: "Springfield", state: "IL", zip: "62701" };
const withheldResult = {
  ...{ id: 1, status: "suppressed", confidence: 0 },
  reason: "withheld: nothing may be returned about this person",
};

describe("two namesakes, one of them withheld", () => {
  const service = serviceWithout(suppressed.npi);

  it.each<[string, Asked]>([
    ["NPI", { npi: namesake.npi, name, ...place }],
    ["NPI alone", { npi: namesake.npi }],
    ["license", { name, license: { number: "036022222", state: "IL" } }],
    ["phone", { name, phone: "217-555-0202" }],
    [
      "NPI of the one and license of the other",
      {
        npi: namesake.npi,
        name,
        license: { number: "036011111", state: "IL" },
      },
    ],
  ])("finds the other by %s", async (_by, request) => {
    expect(await answer(service, request)).toMatchObject({
      ...{ status: "matched", npi: namesake.npi },
      profile: { npi: namesake.npi },
    });
  });

  it.each<[string, Asked]>([
    ["name and place", { name, ...place }],
    ["name and state", { name, state: "IL" }],
    ["the suppressed one's license", { name, license: { number: "036011111", state: "IL" } }],
    ["the suppressed one's phone", { name, phone: "2175550101" }],
    ["an NPI that nobody has", { npi: nobody, name, ...place }],
    ["the suppressed one's NPI", { npi: suppressed.npi, name, ...place }],
    ["an NPI that is somebody else's", { npi: unique.npi, name, phone: "2175550101" }],
  ])("says nothing by %s, and never names the other", async (_by, request) => {
    for (const explain of [false, true]) {
      const found = await answer(service, request, { explain });
      expect(found).toEqual(withheldResult);
    }
  });

  it("would have named either without the suppression", async () => {
    const found = await answer(serviceWithout(), { name, ...place });
    expect(found.status).toBe("ambiguous");
    const [first, second] = found.candidates ?? [];
    expect([first?.npi, second?.npi]).toEqual([suppressed.npi, namesake.npi]);
    expect(first?.confidence).toBe(second?.confidence);
  });

  it("finds whom the withheld are farther from, and leaves those out of everything said", async () => {
    const both = serviceWithout(suppressed.npi, namesake.npi);
    const request = { name, city: "Austin", state: "TX", zip: "78701" };
    expect(await answer(both, request)).toMatchObject({ status: "matched", npi: farAway.npi });
    const unsure = { min_confidence: 1, explain: true };
    const open = await answer(serviceWithout(), request, unsure);
    const found = await answer(both, request, unsure);
    expect(open.candidates?.length).toBeGreaterThan(0);
    expect(open.explanation?.compared).toBe(3);
    expect(found).toMatchObject({ status: "ambiguous", confidence: open.confidence });
    expect(found.candidates?.map(({ npi }) => npi)).toEqual([farAway.npi]);
    expect(found.explanation?.candidates.map(({ npi }) => npi)).toEqual([farAway.npi]);
    expect(found.explanation?.compared).toBe(1);
    const most = Math.max(...(found.explanation?.keys.map(({ profiles }) => profiles) ?? []));
    expect(most).toBe(1);
    expect(found.reason).toMatch(/^not_sure: one profile fits/);
  });
});

describe("a withheld person", () => {
  const service = serviceWithout(hidden.npi);

  it("is nobody where nobody fits well, and the answer stays `no_match`", async () => {
    const request = { name: { full: "Oscar Halvertwyn" }, state: "IL" };
    const open = await answer(serviceWithout(), request, { explain: true });
    expect(open).toMatchObject({ status: "no_match", candidates: [{ npi: hidden.npi }] });
    const found = await answer(service, request, { explain: true });
    expect(found).toMatchObject({
      ...{ status: "no_match", confidence: 0 },
      reason: "nobody: no profile fits",
      explanation: { compared: 0, candidates: [] },
    });
    expect(found).not.toHaveProperty("candidates");
    expect(JSON.stringify(found)).not.toContain(hidden.npi);
  });

  it("does not hold an NPI that contradicts a name", async () => {
    const lead = { name: { full: "Winifred Quillfeather" }, ...place };
    const open = await answer(serviceWithout(), { npi: hidden.npi, ...lead });
    expect(open.status).toBe("conflict");
    const found = await answer(service, { npi: hidden.npi, ...lead });
    expect(found).toEqual(await answer(service, { npi: nobody, ...lead }));
    expect(found).toMatchObject({ status: "matched", npi: unique.npi });
  });

  it("is not found by the NPI that theirs replaced", async () => {
    const withoutSuccessor = serviceWithout(successor.npi);
    expect(await answer(withoutSuccessor, { npi: replaced.npi })).toEqual(
      await answer(withoutSuccessor, { npi: nobody }),
    );
    expect(await answer(serviceWithout(), { npi: replaced.npi })).toMatchObject({
      status: "matched",
      npi: successor.npi,
    });
  });

  it("is unknown among profiles and in searches", async () => {
    expect(await service.profiles([hidden.npi, unique.npi, nobody])).toEqual([
      ...[undefined, unique, undefined],
    ]);
    for (const query of [{ npi: [hidden.npi] }, { name: "Halvertwyn" }]) {
      expect(await service.search?.(query, { signal })).toEqual({
        ...{ release: "memory", count: 0, results: [] },
      });
    }
  });
});

const cell = <T>(...values: readonly T[]) => fc.constantFrom(undefined, undefined, ...values);
const lead = fc
  .record({
    name: cell(
      ...["Percival Dunmorehall", "P Dunmorehall", "Orson Halvertwyn", "Winifred Quillfeather"],
      ...["Barnaby Thrushton", "Cora SurnameCA", "Quillfeather Winifred", "Dr. Orsen Halvertwin"],
    ),
    city: cell("Springfield", "Austin"),
    state: cell("IL", "TX", "FL"),
    zip: cell("62701", "78701"),
    phone: cell("2175550101", "2175550202", "2175550505", "2175559999"),
    license: cell("036011111", "036022222", "1"),
    email: cell("percival.dunmorehall@example.com", "info@example.com"),
    specialty: cell("family medicine", "cardiology"),
  })
  .map(({ name: full, license, ...cells }): Asked => {
    const given = Object.entries(cells).filter(([, value]) => value !== undefined);
    return {
      ...Object.fromEntries(given),
      ...(full === undefined ? {} : { name: { full } }),
      ...(license === undefined ? {} : { license: { number: license, state: "IL" } }),
    };
  });

describe("any lead", () => {
  const pool = [suppressed, namesake, farAway, unique, hidden, replaced, successor];
  const setup = fc.record({
    npis: fc.uniqueArray(fc.constantFrom(...pool.map(({ npi }) => npi)), { minLength: 1 }),
    leads: fc.array(lead, { minLength: 1, maxLength: 4 }),
    more: fc.record({ explain: fc.boolean(), min_confidence: fc.constantFrom(0.5, 0.8, 0.95, 1) }),
    with_profile: fc.boolean(),
  });

  it("is answered alike for an NPI that nobody has and a withheld one, byte for byte", async () => {
    const property = fc.asyncProperty(setup, async ({ npis, leads, more, with_profile }) => {
      const service = serviceWithout(...npis);
      const ask = (npi: string) =>
        answers(
          service,
          leads.map((one) => ({ ...one, npi })),
          { ...more, with_profile },
        );
      const unknown = JSON.stringify(await ask(nobody));
      for (const npi of npis) expect(JSON.stringify(await ask(npi))).toBe(unknown);
    });
    await fc.assert(property, { numRuns: runs(25, 1000) });
  });

  it("is told nothing of the withheld, and confidences are what they were", async () => {
    const property = fc.asyncProperty(setup, async ({ npis, leads, more }) => {
      const asked = [...leads, ...leads.map((one) => ({ ...one, npi: unique.npi }))];
      const open = await answers(serviceWithout(), asked, more);
      const found = await answers(serviceWithout(...npis), asked, more);
      const text = JSON.stringify(found);
      for (const npi of npis) expect(text).not.toContain(npi);
      found.forEach((one, i) => {
        const before = open[i] as MatchResult;
        if (one.status === "suppressed") {
          expect(one).toEqual({ ...withheldResult, id: one.id });
          expect(JSON.stringify(before)).toMatch(new RegExp(npis.join("|")));
          return;
        }
        if (asked[i]?.npi !== undefined && npis.includes(unique.npi)) return;
        expect(one.status).toBe(before.status);
        if (one.status === "matched") expect(one).toMatchObject({ npi: before.npi });
        if (one.status === "ambiguous") expect(one.confidence).toBe(before.confidence);
      });
    });
    await fc.assert(property, { numRuns: runs(25, 1000) });
  });
});
