import { describe, expect, test } from "vitest";
import { compareGraduation } from "../../src/match/compare-graduation.ts";
import { createFrequencies } from "../../src/match/frequencies.ts";
import { toLead } from "../../src/match/lead.ts";
import { toMatchRecord } from "../../src/normalize/keys/match-record.ts";
import { npiOf, person } from "../helpers/profiles.ts";

/** A million people: a third got their NPI in the first four years, the others evenly since. */
const frequencies = createFrequencies({
  individuals: 1_000_000,
  term: (text) => {
    const year = Number(text.slice(2));
    if (year >= 2005 && year <= 2008) return 80_000;
    return year >= 2009 && year <= 2025 ? 40_000 : 0;
  },
  joint: () => 1,
  phoneHolders: () => 1,
});

function compare(graduation_year: string, enumeration_date?: string) {
  const lead = toLead({ id: 1, graduation_year }, { name_order: "first_last", prior: 0.8 });
  const profile = person({ npi: npiOf(1), first: "AGATHA", last: "PLUMB" });
  const record = toMatchRecord(
    enumeration_date === undefined ? profile : { ...profile, enumeration_date },
  );
  return compareGraduation(lead, record, frequencies);
}

describe("compareGraduation", () => {
  test.each([
    ["an NPI in the year after", "2012", "2013-06-01", "fits"],
    ["a student's NPI", "2021", "2014-06-01", "fits"],
    ["an old hand's NPI of the first years", "1971", "2006-06-01", "fits"],
    ["a resident of the first years", "2013", "2005-06-01", "fits"],
    ["a nurse's NPI years later", "1996", "2015-06-01", "late"],
    ["a graduation long after the NPI", "2019", "2006-06-01", "contradicts"],
    ["an NPI at the end of a working life", "1975", "2015-06-01", "contradicts"],
  ])("%s", (_, graduated, enumerated, level) => {
    expect(compare(graduated, enumerated)?.level).toBe(level);
  });

  test("nothing on one side is no evidence", () => {
    expect(compare("", "2013-06-01")).toBeUndefined();
    expect(compare("someday", "2013-06-01")).toBeUndefined();
    expect(compare("2012")).toBeUndefined();
  });

  test("whatever the years, support and objection stay small and keep their sign", () => {
    for (let graduated = 1940; graduated <= 2035; graduated++) {
      for (let enumerated = 2005; enumerated <= 2030; enumerated++) {
        const found = compare(String(graduated), `${enumerated}-01-31`);
        const bits = found?.bits ?? Number.NaN;
        expect(bits).toBeLessThanOrEqual(found?.level === "fits" ? 3 : 0);
        expect(bits).toBeGreaterThanOrEqual(found?.level === "fits" ? 0 : -4);
      }
    }
  });

  test("where half of all people would fit too, fitting says little", () => {
    expect(compare("1985", "2006-06-01")?.bits).toBeGreaterThan(1);
    expect(compare("1985", "2006-06-01")?.bits).toBeLessThan(1.6);
    expect(compare("2019", "2006-06-01")?.bits).toBeLessThan(-2.5);
  });
});
