import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type MatchRequest,
  type MatchResult,
  matchResultSchema,
} from "../../src/model/contract.ts";
import type { Profile } from "../../src/model/profile.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import { npiOf, person } from "../helpers/profiles.ts";

/** Invented people, each there for one question; the crowd makes names common and rare. */
const people = {
  plain: person({
    npi: npiOf(1),
    first: "WINIFRED",
    middle: "ADA",
    last: "QUILLFEATHER",
    credential: "M.D.",
    sex: "F",
    phone: "2175550142",
    license: "036099999",
  }),
  married: person({
    npi: npiOf(2),
    first: "TABITHA",
    last: "OSTERVANG",
    sex: "F",
    otherNames: [{ kind: "former", first: "TABITHA", last: "BRINKWOOD" }],
  }),
  robert: person({ npi: npiOf(3), first: "ROBERT", last: "ZELLERBAUM", sex: "M" }),
  hyphenated: person({ npi: npiOf(4), first: "INEZ", last: "CALDERWAY-MUNTZ", sex: "F" }),
  twinA: person({ npi: npiOf(5), first: "PERCIVAL", last: "DUNMOREHALL", sex: "M" }),
  twinB: person({ npi: npiOf(6), first: "PERCIVAL", last: "DUNMOREHALL", sex: "M" }),
  texan: person({
    npi: npiOf(7),
    first: "LEOPOLD",
    last: "VANTRESS",
    city: "AUSTIN",
    state: "TX",
    zip: "78701",
  }),
  ohioan: person({
    npi: npiOf(8),
    first: "LEOPOLD",
    last: "VANTRESS",
    city: "DAYTON",
    state: "OH",
    zip: "45402",
  }),
  retired: person({ npi: npiOf(9), first: "GWENDOLYN", last: "ASHCOMBE", active: false }),
  replaced: person({
    npi: npiOf(10),
    first: "BARNABY",
    last: "THRUSHTON",
    replacement: npiOf(11),
  }),
  successor: person({ npi: npiOf(11), first: "BARNABY", last: "THRUSHTON" }),
  senior: person({ npi: npiOf(21), first: "ORSON", last: "HALVERTWYN", enumerated: 2006 }),
  junior: person({ npi: npiOf(22), first: "ORSON", last: "HALVERTWYN", enumerated: 2021 }),
  employed: person({ npi: npiOf(23), first: "MATILDA", last: "FENWORTHY", phone: "2175550150" }),
  selfEmployed: person({
    npi: npiOf(24),
    first: "MATILDA",
    last: "FENWORTHY",
    phone: "2175550151",
  }),
  basil: person({ npi: npiOf(25), first: "BASIL", last: "WOLDENBY" }),
  bertram: person({ npi: npiOf(26), first: "BERTRAM", last: "WOLDENBY" }),
};

const clinic: Profile = {
  npi: npiOf(12),
  entity: "organization",
  active: true,
  name: {},
  organization_name: "LARKMOOR FAMILY CLINIC LLC",
  other_names: [],
  taxonomies: [],
  addresses: [],
  sources: { main: 1 },
};

const hospital: Profile = {
  ...clinic,
  npi: npiOf(14),
  organization_name: "GREYSTONE VALE HOSPITALS INC",
  addresses: [{ kind: "practice", city: "SPRINGFIELD", state: "IL", phone: "2175550150" }],
};

const unknownHolder: Profile = {
  npi: npiOf(13),
  entity: "individual",
  active: false,
  name: {},
  other_names: [],
  deactivation_date: "2023-10-09",
  taxonomies: [],
  addresses: [],
  sources: { main: 1 },
};

const crowdFirst = ["ALMA", "BRUNO", "CORA", "DEXTER", "EDITH", "FELIX", "GRETA", "HUGO"];
const crowdLast = ["ABERNOST", "BELLOWMERE", "CRANTHORPE", "DOVERIDGE", "ELLISCOTE", "FARNABEE"];
const syllables = ["BA", "CO", "DRE", "FI", "GLU", "HA", "KE", "LO", "MU", "NI", "PRA", "STO"];

/** Most names of the crowd stand there once, as in life; one in four is shared by several. */
function crowd(): Profile[] {
  const profiles: Profile[] = [];
  for (let i = 0; i < 2000; i++) {
    const rare = [i, i * 7, Math.floor(i / 12), Math.floor(i / 144)].map(
      (n) => syllables[n % syllables.length],
    );
    const last = i % 4 === 0 ? crowdLast[(i / 4) % crowdLast.length] : rare.join("");
    profiles.push(
      person({
        npi: npiOf(1000 + i),
        first: crowdFirst[(i * 3) % crowdFirst.length] as string,
        last: last as string,
        middle: String.fromCharCode(65 + (i % 26)),
        city: i % 40 === 0 ? "SPRINGFIELD" : `${syllables[i % 12]}${syllables[(i * 5) % 11]}TON`,
        zip: i % 40 === 0 ? "62701" : String(61_000 + (i % 600)),
        enumerated: i % 5 === 0 ? 2009 + (i % 16) : 2005 + (i % 4),
      }),
    );
  }
  return profiles;
}

const allProfiles: readonly Profile[] = [
  ...Object.values(people),
  clinic,
  hospital,
  unknownHolder,
  ...crowd(),
];

const place = { city: "Springfield", state: "IL" };

interface Case {
  why: string;
  request: Omit<MatchRequest, "id">;
  status: string;
  npi?: string;
  code: string;
  matchedOn?: string;
}

const cases: readonly Case[] = [
  {
    why: "NPI alone",
    request: { npi: people.plain.npi },
    status: "matched",
    npi: people.plain.npi,
    code: "npi",
    matchedOn: "npi",
  },
  {
    why: "NPI and an agreeing name",
    request: { npi: people.plain.npi, name: { full: "Winifred Quillfeather, MD" } },
    status: "matched",
    npi: people.plain.npi,
    code: "npi_name",
    matchedOn: "npi",
  },
  {
    why: "NPI of somebody else",
    request: { npi: people.robert.npi, name: { full: "Winifred Quillfeather" }, ...place },
    status: "conflict",
    code: "npi_name_conflict",
  },
  {
    why: "NPI of an organization beside a person's name",
    request: { npi: clinic.npi, name: { full: "Winifred Quillfeather" }, ...place },
    status: "conflict",
    code: "npi_name_conflict",
  },
  {
    why: "NPI and name of an organization",
    request: { npi: clinic.npi, name: { full: "Larkmoor Family Clinic" } },
    status: "matched",
    npi: clinic.npi,
    code: "npi",
  },
  {
    why: "organization without an NPI",
    request: { name: { full: "Larkmoor Family Clinic LLC" }, ...place },
    status: "invalid_input",
    code: "organization",
  },
  {
    why: "valid NPI that nobody has",
    request: { npi: npiOf(900) },
    status: "no_match",
    code: "npi_unknown",
  },
  {
    why: "deactivated NPI without a name on file",
    request: { npi: unknownHolder.npi },
    status: "no_match",
    code: "npi_deactivated",
  },
  {
    why: "deactivated NPI whose holder is on file",
    request: { npi: people.retired.npi },
    status: "matched",
    npi: people.retired.npi,
    code: "npi",
  },
  {
    why: "replaced NPI is followed",
    request: { npi: people.replaced.npi },
    status: "matched",
    npi: people.successor.npi,
    code: "npi",
  },
  {
    why: "NPI with a wrong check digit and nothing else",
    request: { npi: "1234567890" },
    status: "invalid_input",
    code: "npi_unusable",
  },
  {
    why: "NPI with a wrong check digit beside a good name",
    request: { npi: "1234567890", name: { full: "Quillfeather, Winifred A" }, ...place },
    status: "matched",
    npi: people.plain.npi,
    code: "name_city",
  },
  {
    why: "name and city",
    request: { name: { first: "Winifred", last: "Quillfeather" }, ...place },
    status: "matched",
    npi: people.plain.npi,
    code: "name_city",
    matchedOn: "name+city",
  },
  {
    why: "name and ZIP",
    request: { name: { full: "Winifred Quillfeather" }, zip: "62701-1234" },
    status: "matched",
    npi: people.plain.npi,
    code: "name_zip",
    matchedOn: "name+zip",
  },
  {
    why: "a nickname",
    request: { name: { full: "Bob Zellerbaum" }, ...place },
    status: "matched",
    npi: people.robert.npi,
    code: "name_city",
  },
  {
    why: "a former name",
    request: { name: { full: "Tabitha Brinkwood" }, zip: "62701", specialty: "family medicine" },
    status: "matched",
    npi: people.married.npi,
    code: "name_zip",
  },
  {
    why: "half of a hyphenated name",
    request: { name: { full: "Inez Muntz" }, ...place },
    status: "matched",
    npi: people.hyphenated.npi,
    code: "name_city",
  },
  {
    why: "a typing error in the surname",
    request: { name: { full: "Winifred Quilfeather" }, ...place },
    status: "matched",
    npi: people.plain.npi,
    code: "name_city",
  },
  {
    why: "license and name",
    request: {
      name: { full: "W. Quillfeather" },
      license: { number: "36.099999", state: "IL" },
    },
    status: "matched",
    npi: people.plain.npi,
    code: "license",
    matchedOn: "license",
  },
  {
    why: "two people who agree in everything",
    request: { name: { full: "Percival Dunmorehall" }, ...place },
    status: "ambiguous",
    code: "equal_candidates",
  },
  {
    why: "namesakes in two states and no state given",
    request: { name: { full: "Leopold Vantress" } },
    status: "ambiguous",
    code: "equal_candidates",
  },
  {
    why: "namesakes in two states, told apart by the state",
    request: { name: { full: "Leopold Vantress" }, state: "Ohio" },
    status: "matched",
    npi: people.ohioan.npi,
    code: "name_state",
  },
  {
    why: "namesakes of whom one finished school after the other had an NPI",
    request: { name: { full: "Orson Halvertwyn" }, ...place },
    status: "ambiguous",
    code: "equal_candidates",
  },
  {
    why: "the same, told apart by the graduation year",
    request: { name: { full: "Orson Halvertwyn" }, ...place, graduation_year: "05/2020" },
    status: "matched",
    npi: people.junior.npi,
    code: "name_city",
  },
  {
    why: "namesakes of whom one shares a hospital's telephone",
    request: { name: { full: "Matilda Fenworthy" }, ...place },
    status: "ambiguous",
    code: "equal_candidates",
  },
  {
    why: "the same, told apart by the organization",
    request: { name: { full: "Matilda Fenworthy" }, ...place, organization: "Greystone Vale" },
    status: "matched",
    npi: people.employed.npi,
    code: "name_city",
  },
  {
    why: "the same with an organization that stands nowhere",
    request: { name: { full: "Matilda Fenworthy" }, ...place, organization: "Larkmoor Clinic" },
    status: "ambiguous",
    code: "equal_candidates",
  },
  {
    why: "namesakes by initial",
    request: { name: { full: "B Woldenby" }, ...place },
    status: "ambiguous",
    code: "equal_candidates",
  },
  {
    why: "the same, told apart by the first name in the e-mail address",
    request: { name: { full: "B Woldenby" }, ...place, email: "basil.woldenby@example.org" },
    status: "matched",
    npi: people.basil.npi,
    code: "name_city",
  },
  {
    why: "a name in the e-mail address alone",
    request: { ...place, email: "woldenby.bertram42@example.org" },
    status: "matched",
    npi: people.bertram.npi,
    code: "name_city",
  },
  {
    why: "an e-mail address that disagrees with the name",
    request: { name: { full: "Basil Woldenby" }, ...place, email: "bertram.woldenby@example.org" },
    status: "matched",
    npi: people.basil.npi,
    code: "name_city",
  },
  {
    why: "an e-mail address of no known person does not gainsay a license",
    request: {
      license: { number: "36.099999", state: "IL" },
      email: "sunny.days@example.org",
    },
    status: "ambiguous",
    code: "not_sure",
  },
  {
    why: "an NPI beside an e-mail address of somebody else",
    request: { npi: people.plain.npi, email: "basil.woldenby@example.org" },
    status: "matched",
    npi: people.plain.npi,
    code: "npi",
  },
  {
    why: "an organization beside somebody's e-mail address",
    request: {
      name: { full: "Larkmoor Family Clinic LLC" },
      ...place,
      email: "basil.woldenby@example.org",
    },
    status: "invalid_input",
    code: "organization",
  },
  {
    why: "an office's e-mail address alone",
    request: { ...place, email: "front.desk@example.org" },
    status: "invalid_input",
    code: "nothing_to_search",
  },
  {
    why: "a vacancy with the office's telephone",
    request: { name: { full: "Vacant Position" }, ...place, phone: "614-555-0123" },
    status: "invalid_input",
    code: "no_person",
  },
  {
    why: "nobody of that name",
    request: { name: { full: "Philomena Nightingrove" }, ...place },
    status: "no_match",
    code: "nobody",
  },
  {
    why: "nothing at all",
    request: { ...place },
    status: "invalid_input",
    code: "nothing_to_search",
  },
  {
    why: "an initial without a place",
    request: { name: { full: "W Quillfeather" } },
    status: "invalid_input",
    code: "lone_initial",
  },
  {
    why: "another script",
    request: { name: { full: "Иван Петров" }, ...place },
    status: "invalid_input",
    code: "other_script",
  },
];

const requests: MatchRequest[] = cases.map(({ request }, i) => ({ id: i + 1, ...request }));

/**
 * What every search service must answer, whatever stands behind it.
 *
 * @param differs the tests that this one cannot pass, and why; each has to fail
 */
export function searchServiceConformance(
  name: string,
  open: (profiles: readonly Profile[]) => Promise<SearchService>,
  differs: Readonly<Record<string, string>> = {},
): void {
  describe(`search service: ${name}`, () => {
    const differing = new Set(Object.keys(differs));
    const check = (what: string, body: () => Promise<void>, title = what) => {
      (differing.delete(what) ? test.fails : test)(title, body);
    };
    let service: SearchService;
    beforeAll(async () => {
      service = await open(allProfiles);
    });
    afterAll(() => service.close());

    const ask = async (batch: readonly MatchRequest[], explain = false): Promise<MatchResult[]> => {
      const answer = await service.match(
        {
          context: { name_order: "first_last", prior: 0.8 },
          min_confidence: 0.95,
          with_profile: true,
          explain,
          requests: batch,
        },
        { signal: new AbortController().signal },
      );
      return answer.results;
    };

    for (const { why, request, status, npi, code, matchedOn } of cases) {
      const one = async () => {
        const [result] = await ask([{ id: 7, ...request }]);
        expect(result?.reason).toMatch(new RegExp(`^${code}: `));
        expect(result?.status).toBe(status);
        expect(result?.npi).toBe(npi);
        expect(result?.profile?.npi).toBe(npi);
        if (matchedOn !== undefined) expect(result?.matched_on).toBe(matchedOn);
        expect(matchResultSchema.safeParse(result).success).toBe(true);
      };
      check(why, one, `${why} → ${status}`);
    }

    check("an answer does not depend on its batch", async () => {
      const together = await ask(requests);
      const backwards = (await ask([...requests].reverse())).reverse();
      const alone: MatchResult[] = [];
      for (const request of requests) alone.push(...(await ask([request])));
      expect(backwards).toEqual(together);
      expect(alone).toEqual(together);
    });

    check("asking for no profiles changes nothing else", async () => {
      const context = { name_order: "first_last", prior: 0.8 } as const;
      const { results } = await service.match(
        { context, min_confidence: 0.95, with_profile: false, requests },
        { signal: new AbortController().signal },
      );
      const withProfiles = await ask(requests);
      expect(results).toEqual(withProfiles.map(({ profile, ...rest }) => rest));
    });

    check("equal candidates share the confidence and are ordered by NPI", async () => {
      const [result] = await ask([{ id: 1, name: { full: "Percival Dunmorehall" }, ...place }]);
      expect(result?.candidates?.map(({ npi }) => npi)).toEqual([
        people.twinA.npi,
        people.twinB.npi,
      ]);
      expect(result?.candidates?.[0]?.confidence).toBe(result?.candidates?.[1]?.confidence);
    });

    check("namesakes apart say which column would help", async () => {
      const [result] = await ask([{ id: 1, name: { full: "Leopold Vantress" } }]);
      expect(result?.reason).toContain("add state");
    });

    check("a conflict shows who the name fits and whose the NPI is", async () => {
      const [result] = await ask([
        { id: 1, npi: people.robert.npi, name: { full: "Winifred Quillfeather" }, ...place },
      ]);
      expect(result?.candidates?.map(({ npi }) => npi)).toEqual([
        people.plain.npi,
        people.robert.npi,
      ]);
    });

    check("a conflict says in words whose the NPI is and how well the name fits", async () => {
      const [result] = await ask([
        { id: 1, npi: people.robert.npi, name: { full: "Winifred Quillfeather" }, ...place },
      ]);
      const best = result?.confidence.toFixed(4);
      expect(result?.reason).toBe(
        `npi_name_conflict: the NPI belongs to somebody with another name in IL; the name fits the first candidate (${best})`,
      );
      expect(result?.candidates?.at(-1)?.matched_on).toBe("npi");
    });

    check("a near miss is a candidate, and what spoke against it is said", async () => {
      const [result] = await ask([
        { id: 1, name: { full: "Leopold Vantress DDS" }, state: "ME", specialty: "dentist" },
      ]);
      expect(result?.status).toBe("no_match");
      expect(result?.npi).toBeUndefined();
      expect(result?.reason).toMatch(/^nearest_miss: .*nearest: .*, but another state, specialty/);
      expect(result?.candidates?.[0]?.confidence).toBe(result?.confidence);
      expect(result?.candidates?.map(({ npi }) => npi)).toEqual([
        people.texan.npi,
        people.ohioan.npi,
      ]);
    });

    check("a deactivated NPI is said, however it was found", async () => {
      const results = await ask([
        { id: 1, npi: people.retired.npi },
        { id: 2, name: { full: "Gwendolyn Ashcombe" }, ...place },
        { id: 3, npi: people.retired.npi, name: { full: "Robert Zellerbaum" }, ...place },
      ]);
      expect(results.map(({ status }) => status)).toEqual(["matched", "matched", "conflict"]);
      for (const { reason } of results) expect(reason).toMatch(/this NPI was deactivated/);
      // Once, not once by each way.
      for (const { reason } of results) expect(reason.match(/deactivated/g)).toHaveLength(1);
    });

    check("a replaced NPI is followed and said, and is no namesake of its successor", async () => {
      const [followed, named] = await ask([
        { id: 1, npi: people.replaced.npi, name: { full: "Barnaby Thrushton" } },
        { id: 2, name: { full: "Barnaby Thrushton" }, ...place },
      ]);
      expect(followed?.reason).toContain("the NPI given was replaced by this one");
      expect(named).toMatchObject({ status: "matched", npi: people.successor.npi });
    });

    check("explain says of each candidate what the result says of it", async () => {
      const [result] = await ask(
        [{ id: 1, npi: people.robert.npi, name: { full: "Leopold Vantress" } }],
        true,
      );
      const { candidates = [], compared, nobody, unlisted_posterior } = result?.explanation ?? {};
      const shares = candidates.reduce((sum, { posterior }) => sum + posterior, 0);
      expect(shares + (nobody ?? 0) + (unlisted_posterior ?? 0)).toBeCloseTo(1, 6);
      expect(compared).toBeGreaterThanOrEqual(2);
      const told = candidates.filter(({ posterior, holder }) => posterior >= 0.02 || holder);
      expect(told.map(({ npi, confidence }) => [npi, confidence])).toEqual(
        result?.candidates?.map(({ npi, confidence }) => [npi, confidence]),
      );
      expect(told.map(({ holder }) => holder === true)).toEqual([false, false, true]);
    });

    check("explain shows what spoke against the holder of the NPI", async () => {
      const [result] = await ask(
        [{ id: 1, npi: people.robert.npi, name: { full: "Winifred Quillfeather" }, ...place }],
        true,
      );
      const holder = result?.explanation?.candidates.at(-1);
      expect(holder?.npi).toBe(people.robert.npi);
      expect(holder?.evidence).toContainEqual(
        expect.objectContaining({ field: "last_name", level: "differs" }),
      );
    });

    check("a name that only the e-mail address gives is said to be", async () => {
      const results = await ask([
        { id: 1, ...place, email: "bertram.woldenby@example.org" },
        { id: 2, name: { full: "B Woldenby" }, ...place, email: "basil.woldenby@example.org" },
        { id: 3, email: "philomena.nightingrove@example.org" },
      ]);
      expect(results[0]?.reason).toContain("the name was read from the e-mail address");
      expect(results[1]?.reason).toContain("first name from the e-mail address");
      expect(results[2]?.status).toBe("no_match");
      expect(results[2]?.reason).toContain("the name was read from the e-mail address");
    });

    check("explain adds up whatever was compared", async () => {
      const results = await ask(
        [
          { id: 1, ...place, email: "bertram.woldenby@example.org" },
          { id: 2, name: { full: "Matilda Fenworthy" }, ...place, organization: "Greystone Vale" },
          { id: 3, name: { full: "Orson Halvertwyn" }, ...place, graduation_year: "2020" },
        ],
        true,
      );
      const fields = ["email_name", "organization", "graduation"];
      for (const [i, field] of fields.entries()) {
        const [best] = results[i]?.explanation?.candidates ?? [];
        expect(best?.evidence.map((one) => one.field)).toContain(field);
        const sum = best?.evidence.reduce((total, { bits }) => total + bits, 0);
        expect(sum).toBeCloseTo(best?.bits ?? Number.NaN, 9);
      }
    });

    check("an organization is nobody's candidate", async () => {
      const [result] = await ask([{ id: 1, phone: "2175550150" }], true);
      const found = result?.explanation?.candidates.map(({ npi }) => npi);
      expect(found).toEqual([people.employed.npi]);
    });

    check("a match through a former name or nickname is never called exact", async () => {
      const results = await ask([
        { id: 1, name: { full: "Tabitha Brinkwood" }, zip: "62701", specialty: "FP" },
        { id: 2, name: { full: "Bob Zellerbaum" }, ...place },
      ]);
      expect(results[0]?.reason).toContain("on a former name");
      expect(results[1]?.reason).toContain("first name by nickname");
      expect(results[1]?.reason).not.toContain("first and last name exact");
    });

    check("explain names hypotheses, keys, candidates and bits that add up", async () => {
      const [result] = await ask(
        [{ id: 1, name: { full: "Leopold Vantress" }, state: "OH" }],
        true,
      );
      const explanation = result?.explanation;
      expect(explanation?.hypotheses[0]?.reading).toBe("LEOPOLD VANTRESS");
      expect(explanation?.keys.map(({ kind }) => kind)).toEqual(["last+first"]);
      const [best] = explanation?.candidates ?? [];
      const sum = best?.evidence.reduce((total, { bits }) => total + bits, 0);
      expect(sum).toBeCloseTo(best?.bits ?? Number.NaN, 9);
    });

    check("only a name that does not settle it is looked for in other spellings", async () => {
      const [result] = await ask(
        [{ id: 1, name: { full: "Leopold Vantriss" }, state: "OH" }],
        true,
      );
      const kinds = result?.explanation?.keys.map(({ kind }) => kind) ?? [];
      expect(kinds).toEqual(expect.arrayContaining(["last+first", "first+last3+state"]));
      expect(result).toMatchObject({ npi: people.ohioan.npi, status: "matched" });
    });

    check("another release than the pinned one is refused", async () => {
      const asked = service.match(
        {
          context: { name_order: "first_last", prior: 0.8 },
          release: "gone",
          min_confidence: 0.95,
          with_profile: false,
          requests: [],
        },
        { signal: new AbortController().signal },
      );
      await expect(asked).rejects.toMatchObject({ code: "release_gone", exitCode: 4 });
    });

    test("every test that differs is there", () => {
      expect([...differing]).toEqual([]);
    });
  });
}
