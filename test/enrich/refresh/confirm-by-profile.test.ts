import { describe, expect, it } from "vitest";
import { confirmByProfile } from "../../../src/enrich/refresh/confirm-by-profile.ts";
import type { MatchRequest } from "../../../src/model/contract.ts";
import type { Profile } from "../../../src/model/profile.ts";
import { npiOf, person } from "../../helpers/profiles.ts";
import { fakeService } from "../../helpers/service.ts";

const npi = npiOf(1);
const name = { first: "ARABELLA", middle: "M", last: "PROBST" };
const onFile = person({ npi, ...name });
const context = { name_order: "mixed", prior: 0.8 } as const;
const { signal } = new AbortController();

async function ask(requests: readonly MatchRequest[], profile: Profile | undefined) {
  const inner = fakeService();
  const service = {
    ...inner,
    profiles: async (npis: readonly string[]) => npis.map(() => profile),
  };
  const confirming = confirmByProfile(service, "release-1");
  confirming.confirms(1);
  const batch = { context, min_confidence: 0.95, with_profile: true, requests };
  const { results, release } = await confirming.service.match(batch, { signal });
  return { results, release, asked: inner.asked.map(({ id }) => id) };
}

describe("rows that are as they were", () => {
  it("are answered from the profile where the name is what it was", async () => {
    const { results, release, asked } = await ask([{ id: 1, npi, name }], onFile);
    expect(results).toMatchObject([{ id: 1, status: "matched", npi, profile: onFile }]);
    expect({ release, asked }).toEqual({ release: "release-1", asked: [] });
  });

  it.each<[string, Profile | undefined]>([
    ["another name is on file", person({ npi, ...name, last: "OTHERSON" })],
    ["another suffix is on file", person({ npi, ...name, suffix: "JR" })],
    ["a middle name is there no more", person({ npi, first: name.first, last: name.last })],
    ["the NPI was replaced", person({ npi, ...name, replacement: npiOf(2) })],
    ["nobody is told under the NPI", undefined],
  ])("are asked about where %s", async (_, profile) => {
    const asking = { id: 1, npi, name: { ...name, suffix: "SR" } };
    expect((await ask([asking], profile)).asked).toEqual([1]);
  });

  it("stand in their order among the others, which are asked about", async () => {
    const others = [2, 3].map((id): MatchRequest => ({ id, npi, name }));
    const { results, asked } = await ask(
      [others[0], { id: 1, npi, name }, others[1]].flatMap((one) => one ?? []),
      onFile,
    );
    expect(results.map(({ id }) => id)).toEqual([2, 1, 3]);
    expect(asked).toEqual([2, 3]);
  });
});
