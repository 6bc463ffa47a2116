import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MatchRequest, MatchResult } from "../../../src/model/contract.ts";
import { MOST_CALLS } from "../../../src/service/nppes/gather.ts";
import type { SearchService } from "../../../src/service/search-service.ts";
import { batchOf } from "../../helpers/http-service.ts";
import { toResult } from "../../helpers/nppes-results.ts";
import { type NppesServer, startNppesServer } from "../../helpers/nppes-server.ts";
import { nppesService } from "../../helpers/nppes-service.ts";
import { npiOf, person } from "../../helpers/profiles.ts";

const ohio = { city: "DAYTON", state: "OH", zip: "45402" };
const texas = { city: "AUSTIN", state: "TX" };

/** Namesakes: too many in Texas to be listed, a handful in Ohio, told apart by ZIP and license. */
const people = [
  ...Array.from({ length: 1500 }, (_, i) =>
    person({
      npi: npiOf(1000 + i),
      first: "ALMA",
      last: "SMITHWICK",
      ...texas,
      zip: String(78_700 + (i % 60)),
    }),
  ),
  person({ npi: npiOf(1), first: "ALMA", last: "SMITHWICK", ...ohio, license: "35099999" }),
  person({
    npi: npiOf(2),
    first: "ALMA",
    last: "SMITHWICK",
    city: "TOLEDO",
    state: "OH",
    zip: "43604",
  }),
  person({
    npi: npiOf(9000),
    first: "ALMA",
    last: "SMITHWICK",
    ...texas,
    zip: "79901",
    phone: "9155550142",
  }),
];

let server: NppesServer;
let service: SearchService;
beforeAll(async () => {
  server = await startNppesServer(people);
  service = nppesService(server.url);
  await service.info();
});
afterAll(async () => {
  await service.close();
  await server.close();
});

async function ask(
  given: Omit<MatchRequest, "id">,
): Promise<{ result: MatchResult; calls: number }> {
  const before = server.asked.length;
  const { results } = await service.match(batchOf([{ id: 1, ...given }]), {
    signal: new AbortController().signal,
  });
  return { result: results[0] as MatchResult, calls: server.asked.length - before };
}

const name = { full: "Alma Smithwick" };

describe("more namesakes than the API lists", () => {
  it("a state where they are few is asked for, and tells them apart", async () => {
    const { result, calls } = await ask({
      name,
      city: "Dayton",
      state: "OH",
      zip: "45402",
      license: { number: "35.099999", state: "OH" },
    });
    expect(result).toMatchObject({ status: "matched", npi: npiOf(1), matched_on: "license" });
    expect(calls).toBeLessThanOrEqual(3);
  });

  it("without a place the first page says enough, and none is picked", async () => {
    const { result, calls } = await ask({ name });
    expect(result.status).toBe("ambiguous");
    expect(result.reason).toMatch(/^too_common: about 600 profiles share this name, 200 compared/);
    expect(calls).toBeLessThanOrEqual(6);
  });

  it("one who stands in lists that are cut only is not matched by his ZIP", async () => {
    const { result } = await ask({ name, city: "Austin", state: "TX", zip: "78700" });
    expect(result.status).toBe("ambiguous");
    expect(result.reason).toContain("the NPPES API does not list all who fit");
  });

  it("the ZIP is asked for where a state is not enough, and finds who was cut off", async () => {
    const { result, calls } = await ask({ name, state: "TX", zip: "79901", phone: "915-555-0142" });
    expect(result).toMatchObject({ status: "matched", npi: npiOf(9000), matched_on: "phone" });
    expect(calls).toBeLessThanOrEqual(MOST_CALLS);
    expect(server.asked.at(-1)?.get("postal_code")).toBe("79901");
  });

  it("pages end where the API repeats itself", async () => {
    const before = server.asked.length;
    await ask({ name, state: "TX" });
    const skips = server.asked.slice(before).map((query) => Number(query.get("skip") ?? 0));
    expect(Math.max(...skips)).toBe(1000);
    expect(skips.length).toBeLessThanOrEqual(MOST_CALLS);
  });
});

describe("a record that cannot be read", () => {
  const winifred = person({ npi: npiOf(3), first: "WINIFRED", last: "QUILLFEATHER" });
  const lead = { id: 1, name: { full: "Winifred Quillfeather" }, state: "IL", zip: "62701" };

  /** Answers with her and something odd wherever it is asked for. */
  async function askBeside(isOdd: (query: URLSearchParams) => boolean): Promise<MatchResult> {
    const odd = await startNppesServer([winifred], {
      fault: (_, response, query) => {
        if (!query.has("enumeration_type") || !isOdd(query)) return false;
        const results = [toResult(winifred, "today"), { number: "?" }];
        response.end(JSON.stringify({ result_count: 2, results }));
        return true;
      },
    });
    const beside = nppesService(odd.url);
    const { results } = await beside.match(batchOf([lead]), {
      signal: new AbortController().signal,
    });
    await beside.close();
    await odd.close();
    return results[0] as MatchResult;
  }

  it("may be the person, where every list has it", async () => {
    const result = await askBeside(() => true);
    expect(result.status).toBe("ambiguous");
    expect(result.candidates?.map(({ npi }) => npi)).toEqual([npiOf(3)]);
    expect(result.reason).toContain("the NPPES API does not list all who fit");
  });

  it("is not, where a narrower list is whole", async () => {
    expect(await askBeside((query) => !query.has("postal_code"))).toMatchObject({
      status: "matched",
      npi: npiOf(3),
    });
    expect(await askBeside(() => false)).toMatchObject({ status: "matched", npi: npiOf(3) });
  });
});
