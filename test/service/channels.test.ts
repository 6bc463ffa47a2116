import { describe, expect, it } from "vitest";
import type { ContactPoint } from "../../src/model/contact.ts";
import { withChannelRules } from "../../src/service/channels/with-channel-rules.ts";
import { fakeChannelRules } from "../helpers/channel-rules.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { fakeService, matchedWith } from "../helpers/service.ts";

const [ada, ben] = [npiOf(1), npiOf(2)];
const address: ContactPoint = {
  ...{ kind: "email", value: "ada@example.com", as_of: "2026-01-01" },
  ...{ confidence: 1, source: "crm", sources: 1 },
};
const profile = {
  ...person({ npi: ada, first: "ADA", last: "EXEMPLAR", phone: "2175550142" }),
  contacts: [address],
};
const flag = { channel: "email", reason: "opted_out", source: "crm", date: "2026-01-10" } as const;
const closed = [{ ...flag, of: "person", withheld: 1 }];
const rules = fakeChannelRules({ [ada]: [flag] });
const { signal } = new AbortController();

const inner = {
  ...fakeService({
    answer: (request) =>
      request.id === 1
        ? matchedWith(request, ada, 0.99, profile)
        : { id: request.id, status: "no_match", confidence: 0, reason: "nobody: no profile fits" },
  }),
  profiles: async (npis: readonly string[]) =>
    npis.map((npi) => (npi === ada ? profile : undefined)),
  search: async () => ({
    ...{ release: "release-1", count: 1 },
    results: [{ npi: ada, profile, name_score: 0.9 }],
  }),
};
const service = withChannelRules(inner, rules);

describe("a service with channel rules", () => {
  it("matches as before, and tells no address that may not be used", async () => {
    const batch = {
      ...{ context: { name_order: "mixed", prior: 0.8 } as const, min_confidence: 0.95 },
      ...{ with_profile: true, requests: [{ id: 1 }, { id: 2 }] },
    };
    const { results } = await service.match(batch, { signal });
    const [before] = (await inner.match(batch, { signal })).results;
    const { contacts: _, ...left } = profile;
    expect(results).toEqual([
      { ...before, profile: { ...left, do_not_contact: closed } },
      { id: 2, status: "no_match", confidence: 0, reason: "nobody: no profile fits" },
    ]);
  });

  it("shows profiles and search results without it", async () => {
    const [found, unknown] = await service.profiles([ada, ben]);
    expect(found).toMatchObject({ npi: ada, do_not_contact: closed });
    expect(unknown).toBeUndefined();
    const answer = await service.search?.({}, { signal });
    expect(answer).toMatchObject({ count: 1, results: [{ npi: ada, name_score: 0.9 }] });
    expect(answer?.results[0]?.profile).toEqual(found);
    expect(JSON.stringify([found, answer])).not.toContain("ada@example.com");
  });

  it("has no search where the other has none", () => {
    expect(withChannelRules(fakeService(), rules)).not.toHaveProperty("search");
  });
});
