import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Era, toResult } from "../../helpers/nppes-results.ts";
import { type NppesServer, startNppesServer } from "../../helpers/nppes-server.ts";
import { npiOf, person } from "../../helpers/profiles.ts";
import { person as anybody, organization } from "../../registry/people.ts";

type Json = Record<string, unknown>;

const roberts = ["ROBERT", "BOB", "ROBERTA", "BOBBY"].map((first, i) =>
  person({ npi: npiOf(i), first, last: "ZELLERBAUM" }),
);
const crowd = Array.from({ length: 1300 }, (_, i) =>
  person({ npi: npiOf(100 + i), first: "ALMA", last: "SMITHWICK", zip: "627011234" }),
);

let server: NppesServer;
beforeAll(async () => {
  server = await startNppesServer([...roberts, ...crowd]);
});
afterAll(() => server.close());

async function ask(query: string): Promise<{ status: number; body: Json; numbers: string[] }> {
  const response = await fetch(`${server.url}?version=2.1&${query}`);
  const body = (await response.json()) as Json;
  const results = (body.results ?? []) as { number: string }[];
  return { status: response.status, body, numbers: results.map(({ number }) => number) };
}

describe("the stand-in behaves as the API does", () => {
  it.each([
    ["", "04"],
    ["number=123", "06"],
    ["state=IL", "07"],
    ["state=IL&enumeration_type=NPI-1", "07"],
    ["enumeration_type=NPI-1", "09"],
    ["version=1.0&last_name=DOE", "17"],
  ])("an error is no other status: %s → %s", async (query, number) => {
    const url = query.startsWith("version") ? query : `version=2.1&${query}`;
    const response = await fetch(`${server.url}?${url}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ Errors: [{ number }] });
  });

  it.each([
    ["last_name=smithwick", 10],
    ["last_name=smithwick&limit=0", 10],
    ["last_name=smithwick&limit=201", 200],
    ["postal_code=62701&limit=200", 200],
    ["last_name=SM*&limit=5", 5],
    ["last_name=SMITHWICK&state=OH", 0],
  ])("limits: %s → %i", async (query, count) => {
    const { numbers, body } = await ask(query);
    expect(numbers).toHaveLength(count);
    expect(body.result_count).toBe(count);
  });

  it("a larger skip than 1,000 gives the same page again", async () => {
    const last = await ask("last_name=SMITHWICK&limit=200&skip=1000");
    const beyond = await ask("last_name=SMITHWICK&limit=200&skip=1200");
    expect(beyond.numbers).toEqual(last.numbers);
  });

  it("first names are widened unless that is switched off, and not in a wildcard search", async () => {
    const counts = [
      "first_name=ROBERT",
      "first_name=ROBERT&use_first_name_alias=False",
      "first_name=ROB*",
    ];
    const found = await Promise.all(counts.map((one) => ask(`last_name=ZELLERBAUM&${one}`)));
    expect(found.map(({ numbers }) => numbers.length)).toEqual([3, 1, 2]);
  });
});

const samples = new URL("../../../../shared/data/samples/nppes-api/", import.meta.url);

/** Key paths of all results: `basic.sex`, `addresses[].city`. */
function keysOf(value: unknown, path = "", keys = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const one of value) keysOf(one, `${path}[]`, keys);
  else if (typeof value === "object" && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      keys.add(`${path}.${key}`);
      keysOf(one, `${path}.${key}`, keys);
    }
  }
  return keys;
}

function recorded(era: Era): Json[] {
  const names = readdirSync(samples).filter(
    (name) => name.startsWith("legacy-") === (era === "2019"),
  );
  return names.flatMap((name) => {
    const body = JSON.parse(readFileSync(new URL(name, samples), "utf8")) as { results?: Json[] };
    return body.results ?? [];
  });
}

describe.skipIf(!existsSync(samples))(
  "beside recorded replies (../shared, where it is there)",
  () => {
    it.each(["2019", "today"] as const)("the replies of %s have no key of their own", (era) => {
      const real = recorded(era);
      const known = keysOf(real, "");
      const invented = [anybody(4), anybody(5), organization(7)].map((one) => toResult(one, era));
      expect([...keysOf(invented)].filter((key) => !known.has(key))).toEqual([]);
      const always = [...keysOf(real.slice(0, 1))].filter((key) => !key.includes("[].", 3));
      const inAll = always.filter((key) => real.every((one) => keysOf([one]).has(key)));
      expect(inAll.length).toBeGreaterThan(5);
      for (const one of invented) expect([...keysOf([one])]).toEqual(expect.arrayContaining(inAll));
    });
  },
);
