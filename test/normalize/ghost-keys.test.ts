import { describe, expect, it } from "vitest";
import type { MatchRequest } from "../../src/model/contract.ts";
import type { GhostLevel } from "../../src/model/suppressions.ts";
import { ghostLevels } from "../../src/model/suppressions.ts";
import {
  ghostDecides,
  ghostKeysOfProfile,
  ghostKeysOfRequest,
} from "../../src/normalize/keys/ghost-keys.ts";
import { npiOf, person } from "../helpers/profiles.ts";

const context = { name_order: "mixed", prior: 0.8 } as const;

const gone = person({
  ...{ npi: npiOf(7), first: "Robert", middle: "James", last: "Quillfeather-Oakes" },
  ...{ city: "Springfield", state: "IL", zip: "627010001" },
});
const kept = new Set(ghostKeysOfProfile(gone).map(({ level, text }) => `${level} ${text}`));

/** The nearest level at which a lead meets the person who is gone. */
function met(lead: Omit<MatchRequest, "id">): GhostLevel | undefined {
  const asked = ghostKeysOfRequest({ id: 1, ...lead }, context);
  const levels = asked.flatMap(({ level, text }) => (kept.has(`${level} ${text}`) ? [level] : []));
  return levels.sort((a, b) => ghostLevels.indexOf(b) - ghostLevels.indexOf(a))[0];
}

describe("where a lead meets a ghost", () => {
  it.each<[string, Omit<MatchRequest, "id">, GhostLevel | undefined]>([
    [
      "name, ZIP and state",
      { name: { full: "Robert Quillfeather-Oakes" }, zip: "62701", state: "IL" },
      "zip",
    ],
    [
      "the name written in capitals",
      { name: { full: "QUILLFEATHER-OAKES, ROBERT" }, zip: "62701" },
      "zip",
    ],
    [
      "a nickname",
      { name: { first: "Bob", last: "Quillfeather Oakes" }, zip: "62701-4455" },
      "zip",
    ],
    ["one half of the surname", { name: { first: "Robert", last: "Oakes" }, zip: "62701" }, "zip"],
    ["an initial", { name: { first: "R.", last: "Quillfeather-Oakes" }, zip: "62701" }, "zip"],
    [
      "the city in another ZIP",
      { name: { full: "Bob Oakes" }, city: "springfield", state: "Illinois", zip: "62704" },
      "city",
    ],
    ["a city without a state", { name: { full: "Bob Oakes" }, city: "Springfield" }, "city"],
    [
      "another city of the state",
      { name: { full: "Bob Oakes" }, city: "Peoria", state: "IL" },
      "state",
    ],
    [
      "another ZIP of the state, which is not named",
      { name: { full: "Bob Oakes" }, zip: "61602" },
      "state",
    ],
    ["no place at all", { name: { full: "Bob Oakes" } }, "name"],
    ["another state", { name: { full: "Bob Oakes" }, state: "OH" }, undefined],
    ["another first name", { name: { full: "Adelheid Oakes" }, zip: "62701" }, undefined],
    ["another initial", { name: { first: "A", last: "Oakes" }, zip: "62701" }, undefined],
    ["another surname", { name: { full: "Robert Fernsby" }, zip: "62701" }, undefined],
    ["no name", { npi: "1234567893", zip: "62701" }, undefined],
  ])("%s", (_, lead, level) => {
    expect(met(lead)).toBe(level);
  });
});

describe("whether a ghost decides", () => {
  const candidate = (matched_on: string) => ({ matched_on });
  it.each([
    ["matched", "npi", [], "zip", false],
    ["matched", "license", [], "zip", false],
    ["matched", "phone", [], "zip", false],
    ["matched", "name+zip", [], "zip", true],
    ["matched", "name+zip", [], "city", false],
    ["matched", "name+city", [], "zip", true],
    ["matched", "name+state", [], "state", true],
    ["matched", "name", [], "name", true],
    ["ambiguous", "", [candidate("name+city"), candidate("name")], "state", false],
    ["ambiguous", "", [candidate("name+state")], "state", true],
    ["ambiguous", "", [candidate("phone")], "zip", false],
    ["ambiguous", "", [], "name", true],
    ["conflict", "", [candidate("name+zip"), candidate("npi")], "city", false],
    ["conflict", "", [candidate("npi")], "state", true],
    ["no_match", "", [], "name", true],
    ["invalid_input", "", [], "zip", false],
    ["error", "", [], "zip", false],
    ["matched", "name", [], undefined, false],
  ] as const)(
    "%s on %j, candidates %j, a ghost at %j: %j",
    (status, matchedOn, candidates, level, decides) => {
      expect(ghostDecides({ status, matchedOn, candidates }, level)).toBe(decides);
    },
  );
});
