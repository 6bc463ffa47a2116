import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Profile } from "../../src/model/profile.ts";
import type { SearchAnswer, SearchQuery } from "../../src/model/search.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";
import { fits, searchPeople } from "../helpers/search-people.ts";

const { signal } = new AbortController();

const robert = person({
  npi: npiOf(5001),
  first: "ROBERT",
  last: "ZELLERBAUM",
  state: "IL",
  license: "036099999",
});
const otherRobert = person({ npi: npiOf(5002), first: "ROBERT", last: "ZELLERBAUM", state: "TX" });
const initial = person({ npi: npiOf(5003), first: "R", last: "ZELLERBAUM", state: "TX" });
const misspelled = person({ npi: npiOf(5004), first: "ROBERT", last: "ZELLERBAUN", state: "TX" });
const married = person({
  npi: npiOf(5005),
  first: "TABITHA",
  last: "OSTERVANG",
  otherNames: [{ kind: "former", first: "TABITHA", last: "BRINKWOOD" }],
});
const retired = person({ npi: npiOf(5006), first: "ROBERT", last: "ZELLERBAUM", active: false });
const doctorDo = person({ npi: npiOf(5007), first: "MAI", last: "DO" });
const named = [doctorDo, robert, otherRobert, initial, misspelled, married, retired];
const everybody = [...searchPeople(), ...named];

const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 });
const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });
const year = fc.option(fc.integer({ min: 2004, max: 2018 }), { nil: undefined });

/** Filters with values as they are on file, so that who fits can be told without us. */
const filters: fc.Arbitrary<SearchQuery> = fc
  .record({
    specialty: optional(some("207Q00000X", "207RC0000X", "363LF0000X", "163W00000X")),
    credential: optional(some("MD", "DO", "NP", "RN")),
    license_state: optional(some("IL", "TX", "OH")),
    state: optional(some("IL", "TX", "OH")),
    city: optional(some("SPRINGFIELD", "FAIRVIEW")),
    zip: optional(some("606", "78701", "44100", "787")),
    sex: optional(fc.constantFrom("F" as const, "M" as const)),
    sole_proprietor: optional(fc.boolean()),
    enumerated: optional(fc.tuple(year, year).map(([from, to]) => yearsOf(from, to))),
    entity: optional(fc.constantFrom("individual" as const, "organization" as const)),
    include_deactivated: optional(fc.boolean()),
  })
  .map((query) => JSON.parse(JSON.stringify(query)) as SearchQuery)
  .filter(({ entity: _, include_deactivated: __, ...rest }) => saysSomething(rest));

function yearsOf(from: number | undefined, to: number | undefined): SearchQuery["enumerated"] {
  if (from === undefined || to === undefined) return { from: from ?? to };
  return { from: Math.min(from, to), to: Math.max(from, to) };
}

function saysSomething({ enumerated, ...rest }: SearchQuery): boolean {
  return Object.keys(rest).length > 0 || enumerated?.from !== undefined;
}

/** What every service promises of a search, where it offers one. */
export function searchConformance(
  label: string,
  open: (profiles: readonly Profile[]) => Promise<SearchService>,
): void {
  describe(`search: ${label}`, () => {
    let service: SearchService;
    beforeAll(async () => {
      service = await open(everybody);
    });
    afterAll(() => service.close());

    async function ask(query: SearchQuery): Promise<SearchAnswer> {
      const answer = await service.search?.(query, { signal });
      if (answer === undefined) throw new Error("this service cannot be searched");
      return answer;
    }

    async function npis(query: SearchQuery): Promise<string[]> {
      return (await ask({ limit: 100, ...query })).results.map(({ npi }) => npi);
    }

    async function pagesOf(query: SearchQuery, limit: number): Promise<SearchAnswer[]> {
      const pages: SearchAnswer[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await ask({ ...query, limit, ...(cursor === undefined ? {} : { cursor }) });
        pages.push(page);
        cursor = page.next_cursor;
        if (cursor === undefined) return pages;
      }
    }

    test("finds exactly those who fit all filters, counts them, and its pages make up the whole", async () => {
      let found = 0;
      await fc.assert(
        fc.asyncProperty(filters, fc.integer({ min: 1, max: 60 }), async (query, limit) => {
          const expected = everybody.filter((profile) => fits(query, profile));
          const pages = await pagesOf(query, limit);
          const results = pages.flatMap((page) => page.results);
          const inOrder = [...expected].sort((a, b) => (a.npi < b.npi ? -1 : 1));
          expect(results.map(({ npi }) => npi)).toEqual(inOrder.map(({ npi }) => npi));
          expect(results.every(({ npi, profile }) => profile.npi === npi)).toBe(true);
          expect(new Set(pages.map(({ count }) => count))).toEqual(new Set([expected.length]));
          expect(pages.slice(0, -1).every((page) => page.results.length === limit)).toBe(true);
          found += expected.length;
        }),
        { numRuns: runs(40) },
      );
      expect(found).toBeGreaterThan(200);
    });

    test("names are found in other spellings, the likest first, and page the same", async () => {
      const query = { name: "Bob Zellerbaum" };
      const answer = await ask(query);
      expect(answer.results.map(({ npi, name_score }) => [npi, name_score])).toEqual([
        [robert.npi, 0.92],
        [otherRobert.npi, 0.92],
      ]);
      const full = await ask({ name: "ZELLERBAUM, ROBERT" });
      expect(full.results.map(({ npi, name_score }) => [npi, name_score])).toEqual([
        [robert.npi, 1],
        [otherRobert.npi, 1],
        [initial.npi, 0.88],
        [misspelled.npi, 0.85],
      ]);
      const pages = await pagesOf({ name: "Robert Zellerbaum" }, 1);
      expect(pages.flatMap(({ results }) => results)).toEqual(full.results);
      expect(full.count).toBe(4);
    });

    test.each<[string, SearchQuery, readonly Profile[]]>([
      ["a name in a state", { name: "Robert Zellerbaum", state: ["Illinois"] }, [robert]],
      ["a surname alone", { name: "zellerbaum" }, [robert, otherRobert, initial]],
      ["a surname that looks like a credential", { name: "Do" }, [doctorDo]],
      ["a former surname", { name: "Tabitha Brinkwood" }, [married]],
      [
        "a deactivated NPI, asked for",
        {
          name: "Robert Zellerbaum",
          include_deactivated: true,
          sex: undefined,
          npi: [retired.npi],
        },
        [retired],
      ],
      ["a deactivated NPI, not asked for", { npi: [retired.npi] }, []],
      ["NPIs as lists hold them", { npi: [` ${robert.npi} `, npiOf(9999)] }, [robert]],
      ["a license number in any state", { license: { number: "36099999" } }, [robert]],
      [
        "a license number in its state",
        { license: { number: "036.099999", state: "il" } },
        [robert],
      ],
      ["a license number in another state", { license: { number: "036099999", state: "TX" } }, []],
      ["a number and a filter that disagree", { npi: [robert.npi], state: ["TX"] }, []],
      ["a city nobody is in", { city: ["Nowhereville"], state: ["IL"] }, []],
    ])("finds %s", async (_, query, found) => {
      expect(await npis(JSON.parse(JSON.stringify(query)))).toEqual(found.map(({ npi }) => npi));
    });

    test("takes values as people write them", async () => {
      const asWritten = {
        state: ["Illinois", "tex"],
        credential: ["M.D."],
        specialty: ["family doctor"],
      };
      const onFile = { state: ["IL", "TX"], credential: ["MD"], specialty: ["family medicine"] };
      const found = await npis(asWritten);
      expect(found.length).toBeGreaterThan(2);
      expect(found).toEqual(await npis(onFile));
      const there = await npis({ city: ["Springfield"], state: ["IL"] });
      expect(there.length).toBeGreaterThan(2);
      expect(await npis({ city: ["Springfield, Illinois"] })).toEqual(there);
      expect(await npis({ city: ["Springfield, IL"], state: ["IL", "OH"] })).toEqual(there);
      expect(await npis({ city: ["Springfield, IL"], state: ["OH"] })).toEqual([]);
      expect(await npis({ specialty: ["physician"], state: ["OH"] })).toEqual(
        await npis({ specialty: ["207Q00000X", "207RC0000X"], state: ["OH"] }),
      );
    });

    test.each<[SearchQuery, string]>([
      [{}, "search_without_filter"],
      [
        { entity: "individual", include_deactivated: true, enumerated: {} },
        "search_without_filter",
      ],
      [{ specialty: ["xyzzy plugh"] }, "search_specialty_unknown"],
      [{ credential: ["xyzzy"] }, "search_credential_unknown"],
      [{ state: ["IL", "Atlantis"] }, "search_state_unknown"],
      [{ license_state: ["Atlantis"] }, "search_license_state_unknown"],
      [{ city: ["1234"] }, "search_city_unreadable"],
      [{ city: ["Chicago, Atlantis"] }, "search_city_unreadable"],
      [{ zip: ["12"] }, "search_zip_invalid"],
      [{ zip: ["60601", "ABCDE"] }, "search_zip_invalid"],
      [{ npi: ["1234567890"] }, "search_npi_invalid"],
      [{ license: { number: "x" } }, "search_license_unreadable"],
      [{ license: { number: "12345", state: "Atlantis" } }, "search_license_unreadable"],
      [{ enumerated: { from: 2010, to: 2009 } }, "search_years_reversed"],
      [{ name: "Greystone Vale Hospitals Inc" }, "search_name_unreadable"],
      [{ name: "…" }, "search_name_unreadable"],
      [{ name: "Ada Exemplar", entity: "organization" }, "search_not_for_organizations"],
      [{ state: ["IL"], cursor: "nonsense" }, "cursor_invalid"],
    ])("refuses %o: %s", async (query, code) => {
      const refused = ask(query);
      await expect(refused).rejects.toMatchObject({ code, exitCode: 2 });
      await expect(refused).rejects.not.toThrow(/xyzzy|Atlantis|1234567890|Greystone|ABCDE/);
    });

    test("a cursor belongs to its search and its release", async () => {
      const query: SearchQuery = { state: ["IL", "TX"], limit: 2 };
      const { next_cursor: cursor = "", release } = await ask(query);
      const turned = { state: ["TX", "IL"], limit: 5, entity: "individual", cursor } as const;
      expect((await ask({ ...turned, state: [...turned.state] })).results).toHaveLength(5);
      await expect(ask({ state: ["IL"], cursor })).rejects.toMatchObject({
        code: "cursor_invalid",
      });
      await expect(ask({ ...query, cursor, sex: "F" })).rejects.toMatchObject({
        code: "cursor_invalid",
      });
      const text = Buffer.from(cursor, "base64url").toString();
      const elsewhere = Buffer.from(text.replace(release, "another")).toString("base64url");
      const gone = { code: "release_gone", exitCode: 4 };
      await expect(ask({ ...query, cursor: elsewhere })).rejects.toMatchObject(gone);
      await expect(ask({ ...query, release: "another" })).rejects.toMatchObject(gone);
      await expect(ask({ ...query, cursor, release: "another" })).rejects.toMatchObject({
        code: "cursor_invalid",
      });
      const beyond = Buffer.from(text.replace(/\d+\]$/, "999999]")).toString("base64url");
      await expect(ask({ ...query, cursor: beyond })).rejects.toMatchObject({
        code: "cursor_invalid",
      });
      expect(text).not.toMatch(/\d{10}/);
    });
  });
}
