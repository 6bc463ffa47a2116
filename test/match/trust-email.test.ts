import { expect, test } from "vitest";
import { createFrequencies } from "../../src/match/frequencies.ts";
import { toLead } from "../../src/match/lead.ts";
import { scoreCandidate } from "../../src/match/score.ts";
import type { MatchRequest } from "../../src/model/contract.ts";
import { toMatchRecord } from "../../src/normalize/keys/match-record.ts";
import { npiOf, person } from "../helpers/profiles.ts";

const frequencies = createFrequencies({
  individuals: 1_000_000,
  term: (text) => (text === "X:F:IGNATIUS" ? 1 : 1000),
  joint: () => 1,
  phoneHolders: () => 1,
});
const record = toMatchRecord(person({ npi: npiOf(1), first: "AGATHA", last: "PLUMB", sex: "F" }));
const score = (request: Omit<MatchRequest, "id">) =>
  scoreCandidate(
    toLead({ id: 1, ...request }, { name_order: "first_last", prior: 0.8 }),
    record,
    frequencies,
  );

test("a name from an address supports less than the same name written", () => {
  const given = score({ name: { full: "Agatha Plumb" } }).nameBits;
  const read = score({ email: "agatha.plumb@example.org" }).nameBits;
  expect(read).toBeLessThan(given - 1);
  expect(read).toBeGreaterThan(given - 2);
});

test("another name in an address hardly speaks against anybody", () => {
  const { nameBits, exactName, evidence } = score({ email: "ignatius.dovecote@example.org" });
  expect(nameBits).toBeGreaterThan(-1);
  expect(nameBits).toBeLessThan(0);
  expect(exactName).toBe(false);
  expect(evidence).toEqual([{ field: "email_name", level: "differs", bits: nameBits }]);
});

test("another surname in an address counts for less than the one written", () => {
  const given = score({ name: { full: "Agatha Plumb" }, email: "agatha.dovecote@example.org" });
  const alias = score({ name: { full: "Agatha Dovecote" }, email: "agatha.plumb@example.org" });
  expect(alias.nameBits).toBeLessThan(given.nameBits - 3);
  expect(alias.nameBits).toBeGreaterThan(0);
  expect(alias.evidence).toContainEqual({ field: "email_name", level: "surname", bits: 0 });
});

test("a sex is implied by the name written, not by a mailbox of somebody else", () => {
  const sexOf = (request: Omit<MatchRequest, "id">) =>
    score(request).evidence.find(({ field }) => field === "sex")?.level;
  expect(sexOf({ name: { full: "Ignatius Plumb" } })).toBe("name implies the other");
  expect(sexOf({ email: "ignatius.dovecote@example.org" })).toBeUndefined();
  expect(sexOf({ email: "ignatius.dovecote@example.org", sex: "M" })).toBe("differs");
});
