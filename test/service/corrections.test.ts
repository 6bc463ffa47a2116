import { describe, expect, it } from "vitest";
import type { Corrections } from "../../src/model/corrections.ts";
import { noSuppressions, suppressionKeysOfProfile } from "../../src/model/suppressions.ts";
import { withCorrections } from "../../src/service/corrections/with-corrections.ts";
import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";
import { createMemoryRegistry } from "../helpers/memory-registry.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";

const [ada, ben] = [npiOf(1), npiOf(2)];
const people = [
  person({ npi: ada, first: "ADA", last: "EXEMPLAR", phone: "2175550142" }),
  person({ npi: ben, first: "BEN", last: "EXEMPLAR" }),
];
const date = "2026-07-01";
const corrections: Corrections = {
  correctionsOf: async (npis) =>
    npis.map((npi) =>
      npi === ada
        ? [
            { npi, field: "name.last", value: "Oaks", date },
            { npi, field: "practice.phone", value: "3125550100", date },
          ]
        : [],
    ),
};
const sources = createEmbeddedService(createMemoryRegistry(people), { label: "memory" });
const service = withCorrections(sources, corrections, noSuppressions);
const { signal } = new AbortController();

function ask(full: string, of = service) {
  const context = { name_order: "first_last", prior: 0.8 } as const;
  const requests = [{ id: 1, name: { full }, phone: "2175550142", zip: "62701" }];
  const batch = { context, min_confidence: 0.5, with_profile: true, requests };
  return of.match(batch, { signal });
}

describe("a service with corrections", () => {
  it("shows them in matches, profiles and search results alike", async () => {
    const [found, other] = await service.profiles([ada, ben, npiOf(3)]);
    const fields = ["name.last", "practice.phone"];
    expect(found).toMatchObject({
      name: { first: "ADA", last: "Oaks" },
      corrected: fields.map((field) => ({ field, date })),
    });
    expect(other).toEqual(people[1]);
    const { results } = await ask("Ada Exemplar");
    expect(results[0]?.profile).toEqual(found);
    const answer = await service.search?.({ name: "Exemplar" }, { signal });
    expect(answer?.results.map(({ profile }) => profile)).toEqual([found, other]);
  });

  it("finds people by what sources say of them, with the same confidence", async () => {
    const [before] = (await ask("Ada Exemplar", sources)).results;
    const [after] = (await ask("Ada Exemplar")).results;
    const { profile: _, ...found } = before ?? {};
    expect(after).toMatchObject(found);
    expect((await service.search?.({ name: "Oaks" }, { signal }))?.count).toBe(0);
  });

  it("hands on as it was whom the ledger suppresses by what sources say", async () => {
    const suppressions = fakeSuppressions(({ phones = [] }) => phones.includes("2175550142"));
    const [handed] = await withCorrections(sources, corrections, suppressions).profiles([ada]);
    expect(handed).toEqual(people[0]);
  });

  it("lets whoever tells of them ask about the corrected values too", async () => {
    const [found] = await service.profiles([ada]);
    const keys = found && suppressionKeysOfProfile(found);
    expect(keys).toMatchObject({ phones: ["3125550100"] });
    // The registry knows nothing of these.
    expect(keys).not.toHaveProperty("onFile");
  });

  it("takes a missing answer for a failure, never for nothing put right", async () => {
    const broken = withCorrections(sources, { correctionsOf: async () => [] }, noSuppressions);
    await expect(broken.profiles([ada])).rejects.toThrow("got 0 answers");
  });
});
