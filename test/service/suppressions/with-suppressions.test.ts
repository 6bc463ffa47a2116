import { beforeEach, describe, expect, it } from "vitest";
import type { MatchBatch, MatchRequest, MatchResult } from "../../../src/model/contract.ts";
import type { SearchAnswer } from "../../../src/model/search.ts";
import { readNpi } from "../../../src/normalize/npi.ts";
import type { SearchService } from "../../../src/service/search-service.ts";
import { withSuppressions } from "../../../src/service/suppressions/with-suppressions.ts";
import { npiOf, person } from "../../helpers/profiles.ts";
import { searchPeople } from "../../helpers/search-people.ts";
import { fakeService, matchedWith } from "../../helpers/service.ts";
import { served, type TestLedger, testLedger } from "./ledger-of-test.ts";

const place = { city: "Springfield", state: "IL", zip: "62701" };
const ada = person({ npi: npiOf(1), first: "ADA", last: "EXEMPLAR", phone: "2175550101" });
const ben = person({ npi: npiOf(2), first: "BEN", last: "SAMPLETON", license: "036012345" });
const others = Array.from({ length: 60 }, (_, i) =>
  person({ npi: npiOf(100 + i), first: "CORA", last: `TESTERMANN${"ABCDEF"[i % 6]}` }),
);
const people = [ada, ben, ...others];
const nobody = npiOf(90_000);
const { signal } = new AbortController();

let ledger: TestLedger;
beforeEach(() => {
  ledger = testLedger();
});

const withheld = (id = 1) => ({
  ...{ id, status: "suppressed", confidence: 0 },
  reason: "withheld: nothing may be returned about this person",
});

async function ask(
  service: SearchService,
  ...requests: Omit<MatchRequest, "id">[]
): Promise<MatchResult[]> {
  const batch: MatchBatch = {
    context: { name_order: "mixed", prior: 0.8 },
    ...{ min_confidence: 0.8, with_profile: true, explain: true },
    requests: requests.map((request, i) => ({ id: i + 1, ...request })),
  };
  return (await service.match(batch, { signal })).results;
}

async function search(service: SearchService, state = "IL"): Promise<SearchAnswer> {
  return (await service.search?.({ state: [state] }, { signal })) as SearchAnswer;
}

describe("a lead whose own", () => {
  it.each<[string, Omit<MatchRequest, "id">, string]>([
    ["license", { license: { number: "036012345", state: "IL" } }, "IL:036012345"],
    ["phone", { phone: "(217) 555-0101" }, "2175550101"],
    ["e-mail", { email: "ada@example.com" }, "ada@example.com"],
  ])("%s is suppressed is not asked at all", async (_kind, own, value) => {
    ledger.suppress(value);
    const inner = fakeService();
    const service = withSuppressions(inner, ledger, async () => {});
    const lead = { name: { full: "Cora Testermann" }, ...own };
    const results = await ask(service, { name: { full: "Ben Sampleton" } }, lead, lead);
    expect(results.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(results.slice(1)).toEqual([withheld(2), withheld(3)]);
    expect(inner.asked.map(({ id }) => id)).toEqual([1]);
  });

  it("NPI is suppressed is asked with a valid one that nobody has", async () => {
    ledger.suppress(ada.npi);
    const inner = fakeService();
    const service = withSuppressions(inner, ledger, async () => {});
    await ask(service, { npi: ada.npi, state: "IL" }, { npi: ben.npi });
    const [first, second] = inner.asked;
    expect(first).toMatchObject({ id: 1, state: "IL" });
    expect(readNpi(first?.npi ?? "")).toMatchObject({ kind: "valid" });
    expect([ada.npi, ben.npi]).not.toContain(first?.npi);
    expect(second?.npi).toBe(ben.npi);
  });
});

describe("somebody suppressed a moment ago", () => {
  it.each([true, false])("is unknown by NPI; the release knows: %s", async (learns) => {
    const { service } = served(people, ledger, learns);
    const before = await ask(service, { npi: ada.npi });
    expect(before).toMatchObject([{ status: "matched", npi: ada.npi }]);
    ledger.suppress(ada.npi);
    const [unknown] = await ask(service, { npi: nobody, ...place });
    expect(await ask(service, { npi: ada.npi, ...place })).toEqual([unknown]);
    expect(await service.profiles([ada.npi, ben.npi])).toEqual([undefined, ben]);
  });

  it.each([true, false])("is withheld by name; the release knows: %s", async (learns) => {
    const { service } = served(people, ledger, learns);
    ledger.suppress("2175550101");
    const lead = { name: { full: "Ada Exemplar" }, ...place };
    expect(await ask(service, lead)).toEqual([withheld()]);
  });

  it("is in no search and no count, and the release is looked at once a change", async () => {
    const { service, inner, looks } = served(people, ledger);
    const all = await search(service);
    expect(all).toEqual(await search(inner));
    ledger.suppress(ben.npi);
    const fewer = await Promise.all([search(service), search(service), search(service)]);
    for (const one of fewer) {
      expect(one.count).toBe(all.count - 1);
      expect(JSON.stringify(one)).not.toContain(ben.npi);
    }
    expect(looks()).toBe(2);
  });

  it("is told about nowhere where the release does not learn of it", async () => {
    const { service } = served(people, ledger, false);
    ledger.suppress(ben.npi);
    await expect(search(service)).rejects.toMatchObject({ exitCode: 4, code: "registry_behind" });
    const pinned = service.search?.({ state: ["IL"], release: "memory" }, { signal });
    await expect(pinned).rejects.toMatchObject({ code: "release_gone" });
  });

  it("is not counted when the suppression comes while others are counted", async () => {
    const inner = served(people, ledger).inner;
    let isFirst = true;
    const slow: SearchService = {
      ...inner,
      async search(query, options) {
        const answer = await (inner.search as NonNullable<SearchService["search"]>)(query, options);
        if (isFirst) ledger.suppress("somebody");
        isFirst = false;
        return answer;
      },
    };
    let looks = 0;
    const service = withSuppressions(slow, ledger, async () => {
      looks++;
    });
    expect((await search(service)).count).toBe((await search(inner)).count);
    expect(looks).toBe(2);
  });

  it("makes a page of a former release gone", async () => {
    const inner = fakeService();
    let current = "r1";
    const service = withSuppressions(
      {
        ...inner,
        info: async () => ({ ...(await inner.info()), release: current }),
        search: async ({ release = current }) => ({ release, count: 0, results: [] }),
      },
      ledger,
      async () => {},
    );
    const page = (release: string) => service.search?.({ release }, { signal });
    expect(await page("r1")).toMatchObject({ release: "r1" });
    current = "r2";
    expect(await page("r1")).toMatchObject({ release: "r1" });
    ledger.suppress("somebody");
    await expect(page("r1")).rejects.toMatchObject({ code: "release_gone" });
    expect(await page("r2")).toMatchObject({ release: "r2" });
  });
});

describe("an answer", () => {
  const candidates = [
    { npi: ada.npi, confidence: 0.6, matched_on: "name+zip" },
    { npi: ben.npi, confidence: 0.3, matched_on: "name+zip" },
  ];
  const answering = (result: Partial<MatchResult>) =>
    withSuppressions(
      fakeService({
        answer: ({ id }) => ({
          ...{ id, status: "ambiguous", confidence: 0.6, candidates },
          reason: "several_candidates: 2 profiles fit, the best: the name agrees",
          ...result,
        }),
      }),
      ledger,
      async () => {},
    );
  const lead = { name: { full: "Ada Exemplar" }, ...place };

  it("leaves out who ranks lower, and neither describes nor explains", async () => {
    ledger.suppress(ben.npi);
    const explanation = { candidates: [{ npi: ben.npi }] } as MatchResult["explanation"];
    expect(await ask(answering({ ...(explanation && { explanation }) }), lead)).toEqual([
      {
        ...{ id: 1, status: "ambiguous", confidence: 0.6, candidates: [candidates[0]] },
        reason: "several_candidates: several profiles fit, and none well enough",
      },
    ]);
  });

  it.each<[string, Partial<MatchResult>]>([
    ["first", {}],
    [
      "equal to the first",
      { candidates: [...candidates].reverse().map((one) => ({ ...one, confidence: 0.5 })) },
    ],
    ["the match", { status: "matched", npi: ada.npi, candidates: [] }],
  ])("is withheld where %s is suppressed", async (_which, result) => {
    ledger.suppress(ada.npi);
    expect(await ask(answering(result), lead)).toEqual([withheld()]);
  });

  it("is withheld where a ghost is as near as whoever was found, and not from who is nearer", async () => {
    ledger.suppressGhost(ada);
    expect(await ask(answering({}), lead)).toEqual([withheld()]);
    const another = { name: { full: "Ben Sampleton" } };
    expect(await ask(answering({}), another)).toMatchObject([{ status: "ambiguous" }]);
    const byPhone: Partial<MatchResult> = {
      ...{ status: "matched", npi: ben.npi, matched_on: "phone", candidates: [] },
    };
    expect(await ask(answering(byPhone), lead)).toMatchObject([{ npi: ben.npi }]);
  });

  it("is withheld by what the profile holds", async () => {
    const inner = fakeService({ answer: (request) => matchedWith(request, ada.npi, 0.99, ada) });
    const service = withSuppressions(inner, ledger, async () => {});
    ledger.suppress("2175550101");
    expect(await ask(service, lead)).toEqual([withheld()]);
  });
});

describe("a ledger that cannot be asked", () => {
  const everything: [string, (service: SearchService) => Promise<unknown> | undefined][] = [
    ["match", (service) => ask(service, { name: { full: "Cora Testermann" } })],
    ["profiles", (service) => service.profiles([ada.npi])],
    ["search", (service) => search(service)],
    ["name counts", (service) => service.nameCounts(["ADA"])],
    ["specialty names", (service) => service.specialtyNames(["207Q00000X"])],
  ];

  it.each(everything)("leaves no answer: %s", async (_what, call) => {
    const { service } = served(people, ledger);
    await call(service);
    ledger.failWith(new Error("disk I/O error"));
    await expect(call(service)).rejects.toMatchObject({ exitCode: 4, code: "ledger_unusable" });
    ledger.failWith(undefined);
    await call(service);
  });

  it("leaves none either where the release cannot be brought up to date, until it can", async () => {
    let isBroken = true;
    const service = withSuppressions(fakeService(), ledger, async () => {
      if (isBroken) throw new Error("locked");
    });
    await expect(service.profiles([ada.npi])).rejects.toMatchObject({ code: "ledger_unusable" });
    isBroken = false;
    expect(await service.profiles([ada.npi])).toHaveLength(1);
  });

  it("does not pass off fewer answers than questions for a no", async () => {
    const short = { ...ledger, areSuppressed: async () => [] };
    const { service } = served(people, ledger);
    const broken = withSuppressions(service, short, async () => {});
    await expect(broken.profiles([ada.npi])).rejects.toMatchObject({ code: "ledger_unusable" });
  });
});

it("counts exactly those who are left, whoever is suppressed", async () => {
  const crowd = searchPeople(80);
  const { service, inner } = served(crowd, ledger);
  const everybody = await search(inner, "TX");
  const inTexas = new Set(everybody.results.map(({ npi }) => npi));
  let left = everybody.count;
  for (const { npi } of crowd.slice(0, 40)) {
    ledger.suppress(npi);
    if (inTexas.has(npi)) left--;
    expect((await search(service, "TX")).count).toBe(left);
  }
  expect(left).toBeLessThan(everybody.count);
});
