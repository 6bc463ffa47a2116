import { describe, expect, test } from "vitest";
import { compareOrganization, type Site } from "../../src/match/compare-organization.ts";
import { createFrequencies } from "../../src/match/frequencies.ts";
import { toLead } from "../../src/match/lead.ts";
import type { MatchRequest } from "../../src/model/contract.ts";
import { nameWords } from "../../src/normalize/cells/letters.ts";
import { toMatchRecord } from "../../src/normalize/keys/match-record.ts";
import { npiOf, person } from "../helpers/profiles.ts";

const counts = new Map([
  ["C:SPRINGFIELD:IL", 2_000],
  ["L:SMITH", 8_000],
]);
const frequencies = createFrequencies({
  individuals: 1_000_000,
  term: (text) => counts.get(text) ?? 10,
  joint: () => 1,
  phoneHolders: () => 1,
});
const phone = "2175550142";
const record = toMatchRecord(person({ npi: npiOf(1), first: "AGATHA", last: "PLUMB", phone }));

function compare(
  organization: string,
  names: readonly string[],
  given: Partial<Omit<MatchRequest, "id">> = {},
  people = 3,
) {
  const request = { id: 1, organization, city: "Springfield", state: "IL", ...given };
  const lead = toLead(request, { name_order: "first_last", prior: 0.8 });
  const site: Site = { organizations: names.map(nameWords), people };
  return compareOrganization(lead, record, new Map([[phone, site]]), frequencies);
}

describe("compareOrganization", () => {
  test.each([
    ["the same name", "Larkmoor Family Clinic", ["LARKMOOR FAMILY CLINIC LLC"]],
    ["a department of it", "Larkmoor", ["LARKMOOR CARDIOLOGY ASSOCIATES"]],
    ["one of several at the number", "Larkmoor Clinic", ["DOE DENTAL", "LARKMOOR HOSPITALS"]],
    ["half of the words that tell", "Larkmoor Fernhill Health", ["FERNHILL HEALTH SYSTEM"]],
    ["common words only, all of them", "Family Dental", ["FAMILY DENTAL PLLC"]],
    ["a common surname", "Smith Clinic", ["SMITH MEDICAL GROUP"]],
  ])("%s is the same site", (_, given, names) => {
    const found = compare(given, names);
    expect(found).toMatchObject({ field: "organization", level: "same site" });
    expect(found?.bits).toBeGreaterThan(1);
    expect(found?.bits).toBeLessThanOrEqual(8);
  });

  test.each([
    ["another name", "Larkmoor Clinic", ["FERNHILL CLINIC"]],
    ["a common word", "Larkmoor Family Clinic", ["FERNHILL FAMILY CLINIC"]],
    ["one word of three that tell", "Larkmoor Oakhurst Briarley", ["BRIARLEY CLINIC"]],
    ["the town's name", "Springfield Dental", ["SPRINGFIELD EYE CENTER"]],
    ["the candidate's own practice", "Agatha Plumb MD PA", ["AGATHA PLUMB MD PC"]],
    ["legal forms", "LLC", ["LLC"]],
    ["nothing given", "", ["LARKMOOR CLINIC"]],
    ["nothing on file", "Larkmoor", []],
  ])("%s says nothing", (_, given, names) => {
    expect(compare(given, names)).toBeUndefined();
  });

  test("rare words say more than common ones", () => {
    const bits = (given: string, name: string) => compare(given, [name], {}, 1)?.bits ?? 0;
    const rare = bits("Larkmoor Fernhill", "LARKMOOR FERNHILL");
    const one = bits("Larkmoor", "LARKMOOR");
    const surname = bits("Smith", "SMITH");
    expect(rare).toBe(8);
    expect(one).toBeLessThan(rare);
    expect(surname).toBeLessThan(one);
  });

  test("a town's one employer says little about who works there", () => {
    const few = compare("Larkmoor", ["LARKMOOR"], {}, 3)?.bits ?? 0;
    const many = compare("Larkmoor", ["LARKMOOR"], {}, 200)?.bits ?? 0;
    expect(many).toBeLessThan(few);
    expect(compare("Larkmoor", ["LARKMOOR"], {}, 900)).toBeUndefined();
    // Somebody from elsewhere is not among its people by accident.
    expect(compare("Larkmoor", ["LARKMOOR"], { city: "Peoria" }, 900)?.bits).toBeGreaterThan(5);
  });

  test("a telephone that agreed already is not counted again", () => {
    expect(compare("Larkmoor", ["LARKMOOR"], { phone })).toBeUndefined();
  });
});
