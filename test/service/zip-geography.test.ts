import { describe, expect, test } from "vitest";
import type { Place } from "../../src/model/match-record.ts";
import { createZipGeography } from "../../src/service/embedded/zip-geography.ts";

const geography = createZipGeography();

function place(zip5: string, city = "", state = ""): Place {
  return { kind: "practice", zip5, city, state };
}

describe("the map of ZIPs", () => {
  test.each([
    ["a ZIP to itself", place("62701"), place("62701"), 0, 0],
    ["Dallas to Fort Worth", place("75201"), place("76102"), 40, 60],
    ["across a state line", place("64106"), place("66101"), 1, 15],
    ["a city without a ZIP", place("", "DALLAS", "TX"), place("75201"), 0, 20],
    ["a ZIP that is not listed, by its area", place("62799"), place("62701"), 0, 60],
    ["coast to coast", place("10001"), place("94102"), 4000, 4300],
  ])("%s", (_, from, to, least, most) => {
    const kilometers = geography.areaOf(from)?.kilometersTo(to) as number;
    expect(kilometers).toBeGreaterThanOrEqual(least);
    expect(kilometers).toBeLessThanOrEqual(most);
  });

  test("a place that is on no map has no area, and none is as far as any", () => {
    expect(geography.areaOf(place("", "NOWHERESVILLE", "TX"))).toBeUndefined();
    expect(geography.areaOf(place("00000"))).toBeUndefined();
    expect(geography.areaOf(place("75201"))?.kilometersTo(place("", "", ""))).toBeUndefined();
  });

  test("the near areas begin with the own one and lie around it", () => {
    const area = geography.areaOf(place("75201"));
    expect(area?.near[0]).toBe("752");
    expect(area?.near).toContain("750");
    expect(area?.near).not.toContain("787");
    expect(area?.around).toEqual(expect.arrayContaining([...(area?.near ?? [])]));
  });

  test("what was asked before changes nothing", () => {
    const unlisted = place("75999", "AUSTIN", "TX");
    const before = createZipGeography().areaOf(unlisted)?.near;
    const after = createZipGeography();
    after.areaOf(place("75999", "DALLAS", "TX"));
    expect(after.areaOf(unlisted)?.near).toEqual(before);
  });
});
