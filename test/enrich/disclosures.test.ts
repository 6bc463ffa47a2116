import { describe, expect, it } from "vitest";
import type { FieldSet } from "../../src/model/disclosures.ts";
import { memoryTable, memoryWriter } from "../helpers/memory-table.ts";
import { npiOf } from "../helpers/profiles.ts";
import { ambiguousBetween, fakeService, matchedWith } from "../helpers/service.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { type Run, runList } from "./run-list.ts";

const [ada, ben, cyd] = [11, 12, 13].map((n) => npiOf(n)) as [string, string, string];

const both = [ben, cyd].map((npi) => ({ npi, confidence: 0.5 }));

/** Ada and Ben are matched, Cyd could be either of two; Dan is nobody. Ada stands there twice. */
const service = () =>
  fakeService({
    answer(request) {
      const name = request.name?.full ?? "";
      if (name.startsWith("Ada")) return matchedWith(request, ada);
      if (name.startsWith("Ben")) return matchedWith(request, ben);
      if (name.startsWith("Cyd")) return ambiguousBetween(request, both);
      return { id: request.id, status: "no_match", confidence: 0, reason: "nobody: no one" };
    },
  });
const names = ["Ada Probst", "Ben Probst", "Cyd Probst", "Dan Probst", "Ada Probst", ""];

async function recordedBy(given: Run = {}) {
  const log: [string, ...string[]][] = [];
  const writer = memoryWriter();
  const record = (recipient: string, fields: FieldSet, npis: readonly string[]) => {
    if (npis.length > 0) log.push([`${recipient} ${fields}`, ...npis]);
  };
  const write: typeof writer.write = async (rows) => {
    log.push(["written"]);
    await writer.write(rows);
  };
  const rows = names.map((name) => [name, name.slice(0, 3)]);
  const table = memoryTable({ columns: ["Name", "Id"], rows });
  const run = { service: service(), writer: { ...writer, write }, ...given };
  await runList(table, { ...run, disclosures: { record } });
  return log;
}

describe("a run records", () => {
  it("the answer and the candidates of every lead, once, before they are written", async () => {
    expect(await recordedBy()).toEqual([
      ["local profile", ada, ben],
      ["local npi", ben, cyd],
      ["written"],
    ]);
  });

  it("an NPI alone where the output has no more of a person", async () => {
    expect(await recordedBy({ fields: "npi" })).toEqual([
      ["local npi", ada, ben, ben, cyd],
      ["written"],
    ]);
  });

  it("nobody who is withheld, at whichever of the three questions", async () => {
    for (const call of [1, 2, 3]) {
      const suppressions = fakeSuppressions(
        ({ npi }) => npi === ada || npi === ben,
        (asked) => asked >= call,
      );
      expect(await recordedBy({ suppressions })).toEqual([["written"]]);
    }
  });
});
