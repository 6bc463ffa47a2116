import { describe, expect, it } from "vitest";
import { decided } from "../../../src/enrich/decisions/decided-service.ts";
import type { Decision } from "../../../src/enrich/decisions/decision.ts";
import { recordHash } from "../../../src/enrich/decisions/lead-hashes.ts";
import type { MatchRequest, MatchResult } from "../../../src/model/contract.ts";
import { ServiceError, StopError } from "../../../src/model/errors.ts";
import type { Profile } from "../../../src/model/profile.ts";
import { npiOf, person } from "../../helpers/profiles.ts";
import { ambiguousBetween, fakeService, matchedWith } from "../../helpers/service.ts";

const [first, second, third] = [npiOf(1), npiOf(2), npiOf(3)] as const;
const people = new Map(
  [first, second, third].map((npi) => [npi, person({ npi, first: "ZOE", last: "INVENTED" })]),
);
const hashOf = (npi: string) => recordHash(people.get(npi) as Profile);

function decide(choice: string, npis: readonly string[] = [choice]): Decision {
  const records = Object.fromEntries(npis.map((npi) => [npi, hashOf(npi)]));
  return {
    lead: "a".repeat(64),
    detail: "b".repeat(64),
    choice,
    records,
    decided_on: "2026-01-20",
  };
}

const between =
  (...npis: string[]) =>
  (request: MatchRequest) =>
    ambiguousBetween(
      request,
      npis.map((npi) => ({ npi, confidence: 0.4 })),
    );

interface World {
  decision: Decision;
  answer?: (request: MatchRequest) => MatchResult;
  profiles?: (npis: readonly string[]) => Promise<(Profile | undefined)[]>;
}

/** The answer about row 1, which is decided, and row 2, which is not. */
async function ask({ decision, answer = between(first, second), profiles }: World) {
  const looked: string[] = [];
  const service = decided(
    {
      ...fakeService({ answer }),
      async profiles(npis) {
        looked.push(...npis);
        return profiles?.(npis) ?? npis.map((npi) => people.get(npi));
      },
    },
    { rows: new Map([[1, decision]]) },
  );
  const { results } = await service.service.match(
    {
      context: { name_order: "mixed", prior: 0.8 },
      ...{ min_confidence: 0.95, with_profile: true },
      requests: [1, 2].map((id) => ({ id, name: { full: "Zoe Invented" } })),
    },
    { signal: new AbortController().signal },
  );
  const [one, two] = results as [MatchResult, MatchResult];
  return { one, two, looked, count: service.count() };
}

const decidedReason = "decided: a person decided so on 2026-01-20";

describe("a decided row", () => {
  it("is matched to whom somebody chose, with the profile", async () => {
    const { one, two, count } = await ask({ decision: decide(second) });
    expect(one).toEqual({
      ...{ id: 1, status: "matched", npi: second, confidence: 1, matched_on: "decision" },
      ...{ reason: decidedReason, profile: people.get(second) },
    });
    expect(two.status, "and no other").toBe("ambiguous");
    expect(count).toEqual({ holds: 1, expired: 0, withheld: 0 });
  });

  it("is nobody where all were rejected", async () => {
    const { one } = await ask({ decision: decide("none", [first, second]) });
    expect(one).toEqual({ id: 1, status: "no_match", confidence: 0, reason: decidedReason });
  });

  it("goes by the decision where the service is sure of somebody else", async () => {
    const answer = (request: MatchRequest) => matchedWith(request, first, 0.99, people.get(first));
    expect((await ask({ decision: decide(second), answer })).one.npi).toBe(second);
    expect((await ask({ decision: decide("none", [first]), answer })).one.status).toBe("no_match");
  });

  it("asks nothing more about whom the service named itself", async () => {
    const answer = (request: MatchRequest) => matchedWith(request, first, 0.99, people.get(first));
    expect((await ask({ decision: decide(first), answer })).looked).toEqual([]);
  });

  it("stays suppressed", async () => {
    const answer = ({ id }: MatchRequest): MatchResult => ({
      id,
      status: "suppressed",
      confidence: 0,
      reason: "withheld: x",
    });
    const { one, looked, count } = await ask({ decision: decide(first), answer });
    expect(one.status).toBe("suppressed");
    expect({ looked, count }).toEqual({ looked: [], count: { holds: 0, expired: 0, withheld: 0 } });
  });

  it.each(["error", "not_attempted", "invalid_input"] as const)("stays %s", async (status) => {
    const answer = ({ id }: MatchRequest): MatchResult => ({
      id,
      status,
      confidence: 0,
      reason: "x: y",
    });
    expect((await ask({ decision: decide(first), answer })).one.status).toBe(status);
  });
});

describe("a decision that does not hold", () => {
  it("has expired with the record of whom it chose", async () => {
    const profiles = async (npis: readonly string[]) =>
      npis.map((npi) => person({ npi, first: "ZOE", last: "RENAMED" }));
    const { one, count } = await ask({ decision: decide(first), profiles });
    expect(one).toMatchObject({
      status: "ambiguous",
      reason: expect.not.stringContaining("decided"),
    });
    expect(count).toEqual({ holds: 0, expired: 1, withheld: 0 });
  });

  it("has expired where somebody new may be meant", async () => {
    const decision = decide("none", [first, second]);
    expect((await ask({ decision, answer: between(first, third) })).count.expired).toBe(1);
    expect((await ask({ decision, answer: between(second) })).count.holds).toBe(1);
  });

  it("has expired with the record of somebody who was rejected", async () => {
    const profiles = async (npis: readonly string[]) =>
      npis.map((npi) => person({ npi, first: "ZOE", last: npi === first ? "NEW" : "INVENTED" }));
    expect((await ask({ decision: decide("none", [first, second]), profiles })).count.expired).toBe(
      1,
    );
  });

  it("says the same of an NPI that is unknown and of one that is withheld", async () => {
    const profiles = async (npis: readonly string[]) => npis.map(() => undefined);
    const { one, count } = await ask({ decision: decide(third), profiles });
    expect(one.status).toBe("ambiguous");
    expect(count).toEqual({ holds: 0, expired: 0, withheld: 1 });
  });

  it("holds of nobody when somebody rejected is not told about any more", async () => {
    const profiles = async (npis: readonly string[]) =>
      npis.map((npi) => (npi === first ? undefined : people.get(npi)));
    const answer = between(second);
    const { one } = await ask({ decision: decide("none", [first, second]), answer, profiles });
    expect(one.status).toBe("no_match");
  });
});

describe("a service in trouble", () => {
  it("that says nothing of a person leaves the row without an answer, and no other", async () => {
    const profiles = () => Promise.reject(new ServiceError("service_unreachable", "down", "x"));
    const { one, two } = await ask({ decision: decide(third), profiles });
    expect([one.status, two.status]).toEqual(["error", "ambiguous"]);
  });

  it("that is gone ends the run", async () => {
    const profiles = () => Promise.reject(new ServiceError("release_gone", "gone", "x"));
    await expect(ask({ decision: decide(third), profiles })).rejects.toThrow("gone");
  });

  it("that stops has its last answers decided too", async () => {
    const inner = fakeService();
    const stopping = {
      ...inner,
      profiles: async (npis: readonly string[]) => npis.map((npi) => people.get(npi)),
      async match(): Promise<never> {
        const answered = [between(first, second)({ id: 1 })];
        throw new StopError(5, "service_down", "down", "x", answered);
      },
    };
    const { service } = decided(stopping, { rows: new Map([[1, decide(second)]]) });
    const batch = {
      context: { name_order: "mixed" as const, prior: 0.8 },
      ...{ min_confidence: 0.95, with_profile: true, requests: [{ id: 1 }, { id: 2 }] },
    };
    const stopped = await service
      .match(batch, { signal: new AbortController().signal })
      .catch((error: unknown) => error);
    expect((stopped as StopError).answered).toMatchObject([
      { id: 1, status: "matched", npi: second },
    ]);
  });
});
