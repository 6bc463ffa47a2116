import { expect, it } from "vitest";
import { noSuppressions, type SuppressionKeys } from "../../src/model/suppressions.ts";
import { knowingWithheld } from "../../src/registry/withheld-suppressions.ts";
import { npiOf } from "../helpers/profiles.ts";

const [a, b, c, d] = [npiOf(1), npiOf(2), npiOf(3), npiOf(4)];
const withheld = (number: number) => async () => ({
  mark: { ledger: "one", number, event: "0".repeat(64) },
  npis: Uint32Array.of(Number(b), Number(d)),
  suppressions: new Set<number>(),
});

/** Suppresses one telephone, at number 5; keeps what it was asked. */
function ledger() {
  const asked: SuppressionKeys[] = [];
  const suppressions = {
    ...noSuppressions,
    number: async () => 5,
    areSuppressed: async (batch: readonly SuppressionKeys[]) => {
      asked.push(...batch);
      return batch.map(({ phones = [] }) => phones.includes("2175550142"));
    },
  };
  return { asked, suppressions };
}

const onFile = { onFile: true } as const;
const number = "2175550142";

it("knows by the NPI alone whoever is withheld on file", async () => {
  const { suppressions } = ledger();
  const asking = knowingWithheld(suppressions, withheld(5));
  const questions = [a, b, c, d].map((npi) => ({ npi }));
  expect(await asking.areSuppressed(questions)).toEqual([false, true, false, true]);
});

it("asks the ledger about leads, and about people on file only while the release is behind", async () => {
  const questions: SuppressionKeys[] = [
    { npi: a, phones: [number] },
    { npi: b, phones: [] },
    { npi: c, phones: [number], ...onFile },
    { phones: [number] },
    {},
  ];
  const current = ledger();
  const knowing = knowingWithheld(current.suppressions, withheld(5));
  // c cannot have that number on file: the release, which knows all suppressions, does not withhold it.
  expect(await knowing.areSuppressed(questions)).toEqual([true, true, false, true, false]);
  expect(current.asked).toEqual([questions[0], questions[3], questions[4]]);
  const behind = ledger();
  const asking = knowingWithheld(behind.suppressions, withheld(4));
  expect(await asking.areSuppressed(questions)).toEqual([true, true, true, true, false]);
});
