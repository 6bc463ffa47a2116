import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npiOf, person } from "../../helpers/profiles.ts";
import { memoryKeys, startTestServer, type TestServer } from "../../helpers/server.ts";
import { served, testLedger } from "./ledger-of-test.ts";

const suppressed = person({ npi: npiOf(1), first: "ADA", last: "EXEMPLAR", phone: "2175550101" });
const known = person({ npi: npiOf(2), first: "BEN", last: "SAMPLETON" });
const people = [
  ...[suppressed, known],
  ...Array.from({ length: 50 }, (_, i) =>
    person({ npi: npiOf(100 + i), first: "CORA", last: `TESTERMANN${"ABCDEF"[i % 6]}` }),
  ),
];
const unknown = npiOf(90_000);
const ledger = testLedger();
const keys = memoryKeys({ id: "key" });

let server: TestServer;
beforeAll(async () => {
  ledger.suppress(suppressed.npi);
  server = await startTestServer(served(people, ledger).service, { keys });
});
afterAll(() => server.close());

/** All that a caller can see of an answer, and what it cost. */
async function seen(path: string, body?: object) {
  const [before] = [(await keys.authenticate("key"))?.spent ?? 0];
  const told = server.told.length;
  const answer = await request(server.url + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: "Bearer key", "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const { date: _date, "x-request-id": _id, ...headers } = answer.headers;
  return {
    ...{ status: answer.statusCode, headers, text: await answer.body.text() },
    spent: ((await keys.authenticate("key"))?.spent ?? 0) - before,
    told: server.told.slice(told),
  };
}

const match = (requests: object[], more: object = {}) => ({
  context: { name_order: "mixed", prior: 0.8 },
  ...{ min_confidence: 0.8, with_profile: true, ...more },
  requests,
});

/** What differs is the NPI that was sent, and nothing that comes back. */
const questions: [string, (npi: string) => [path: string, body?: object]][] = [
  ["one profile", (npi) => [`/v1/profiles/${npi}`]],
  ["several profiles", (npi) => ["/v1/profiles", { npis: [npi, known.npi] }]],
  ["a match by NPI", (npi) => ["/v1/match", match([{ id: 7, npi }])]],
  [
    "a match without profiles",
    (npi) => ["/v1/match", match([{ id: 7, npi }], { with_profile: false })],
  ],
  [
    "a match by NPI and somebody's name",
    (npi) => ["/v1/match", match([{ id: 7, npi, name: { full: "Ben Sampleton" }, state: "IL" }])],
  ],
  [
    "a match by NPI and the person's own name, explained",
    (npi) => [
      "/v1/match",
      match([{ id: 7, npi, name: { full: "Ada Exemplar" }, zip: "62701" }], { explain: true }),
    ],
  ],
  ["a search by NPI", (npi) => ["/v1/search", { npi: [npi] }]],
  ["a search by NPIs", (npi) => ["/v1/search", { npi: [npi, known.npi] }]],
];

describe("what a caller sees of a suppressed person and of an unknown NPI", () => {
  it.each(questions)("is the same: %s", async (_what, question) => {
    const of = await seen(...question(suppressed.npi));
    expect(of).toEqual(await seen(...question(unknown)));
    expect(of.status).toBeLessThan(500);
    expect(of.text).not.toContain(suppressed.npi);
    expect(JSON.stringify(of.told)).not.toContain(suppressed.npi);
  });

  it("is not the same for somebody who is known", async () => {
    for (const [, question] of questions.slice(0, 3)) {
      const of = await seen(...question(known.npi));
      expect(of).not.toEqual(await seen(...question(unknown)));
      expect(of.text).toContain(known.npi);
    }
  });

  it("is neither charged nor recorded", async () => {
    expect(await seen(`/v1/profiles/${suppressed.npi}`)).toMatchObject({
      ...{ status: 404, spent: 0, told: [] },
    });
    expect(await seen("/v1/profiles", { npis: [suppressed.npi, known.npi] })).toMatchObject({
      ...{ spent: 1, told: [["key", "profile", known.npi]] },
    });
  });

  it("is 503 and nothing else while the ledger cannot be asked", async () => {
    ledger.failWith(new Error("disk I/O error"));
    const paths = questions.map(([, question]) => question(known.npi));
    for (const [path, body] of paths) {
      const of = await seen(path, body);
      expect(JSON.parse(of.text)).toMatchObject({ status: 503, code: "service_unusable" });
      expect([of.status, of.spent, of.told]).toEqual([503, 0, []]);
    }
    expect((await seen("/readyz")).status).toBe(503);
    expect((await seen("/healthz")).status).toBe(200);
    ledger.failWith(undefined);
    expect((await seen("/readyz")).status).toBe(200);
  });
});
