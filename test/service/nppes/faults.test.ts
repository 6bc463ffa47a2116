import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it, test } from "vitest";
import { StopError } from "../../../src/model/errors.ts";
import type { SearchService } from "../../../src/service/search-service.ts";
import { batchOf } from "../../helpers/http-service.ts";
import { type NppesServer, startNppesServer } from "../../helpers/nppes-server.ts";
import { nppesService } from "../../helpers/nppes-service.ts";
import { npiOf, person } from "../../helpers/profiles.ts";

const people = Array.from({ length: 40 }, (_, i) =>
  person({ npi: npiOf(i), first: "WINIFRED", last: `CANARYFEATHER${"ABCDEFGH".charAt(i % 8)}` }),
);
const requests = people.map(({ npi, name }, i) => ({
  id: i + 1,
  npi,
  name: { full: `Winifred ${name.last}` },
}));
const signal = new AbortController().signal;

type Fault = (response: ServerResponse) => void;

const status =
  (code: number, body = "", headers: Record<string, string> = {}): Fault =>
  (response) =>
    response.writeHead(code, headers).end(body);

const open: { server: NppesServer; service: SearchService }[] = [];
afterEach(async () => {
  for (const { server, service } of open.splice(0)) {
    await service.close();
    await server.close();
  }
});

/** Faulty from a call on; the first call is the greeting. */
async function faulty(fault: Fault, isFaulty: (call: number) => boolean) {
  const server = await startNppesServer(people, {
    fault: (call, response) => {
      if (!isFaulty(call)) return false;
      fault(response);
      return true;
    },
  });
  const service = nppesService(server.url);
  open.push({ server, service });
  return { server, service };
}

function told(error: unknown): string {
  const { message, hint, stack } = error as StopError;
  return `${message}\n${hint}\n${stack}`;
}

describe("an API that cannot be used from the start", () => {
  test.each<[string, Fault, string]>([
    ["reset", (response) => response.socket?.destroy(), "service_unreachable"],
    ["failing", status(503), "service_unreachable"],
    ["barred", status(403, "<html>"), "service_unreachable"],
    ["another page", status(200, "<html>maintenance</html>"), "service_schema"],
    ["moved", status(302, "", { location: "https://elsewhere.example/" }), "service_schema"],
    ["version 2.2", status(200, '{"Errors":[{"number":"17"}]}'), "service_schema"],
  ])("%s", async (_, fault, code) => {
    const { service } = await faulty(fault, () => true);
    await expect(service.info()).rejects.toMatchObject({ exitCode: 4, code });
    await expect(service.match(batchOf(requests), { signal })).rejects.toMatchObject({ code });
  });
});

describe("an API that stops", () => {
  it("is given up after a while, with what it had answered", async () => {
    const { service, server } = await faulty(status(503), (call) => call > 11);
    const error = await service.match(batchOf(requests), { signal }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(StopError);
    expect(error).toMatchObject({ exitCode: 5, reason: "service_down" });
    const answered = (error as StopError).answered.filter((one) => one.status === "matched");
    expect(answered.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect((error as StopError).answered.every((one) => one.status !== "no_match")).toBe(true);
    expect(server.asked.length).toBeLessThan(60);
    expect(told(error)).not.toMatch(/canary|winifred|first_name|\d{10}/i);
  });

  it("a stumble is not noticed, and a call costs no more than two", async () => {
    const { service, server } = await faulty(status(503), (call) => call % 10 === 0);
    const { results } = await service.match(batchOf(requests), { signal });
    expect(results.map(({ status: one }) => one)).toEqual(requests.map(() => "matched"));
    expect(server.asked.length).toBeLessThan(50);
  });

  it("asks for a long wait", async () => {
    const busy = status(429, "", { "retry-after": "3600" });
    const { service } = await faulty(busy, (call) => call > 3);
    await expect(service.match(batchOf(requests), { signal })).rejects.toMatchObject({
      exitCode: 5,
      reason: "service_busy",
    });
  });

  it("what fails for one lead only is that lead's error, and never a no_match", async () => {
    const { service, server } = await faulty(status(500), () => false);
    const bad = await startNppesServer(people, {
      fault: (_, response, query) => {
        if (query.get("number") !== npiOf(3)) return false;
        response.end('{"Errors":[{"description":"?","number":"99"}]}');
        return true;
      },
    });
    await service.close();
    await server.close();
    open.splice(0);
    const own = nppesService(bad.url);
    open.push({ server: bad, service: own });
    const { results } = await own.match(batchOf(requests.slice(0, 6)), { signal });
    expect(results.map((one) => one.status)).toEqual([
      "matched",
      "matched",
      "matched",
      "error",
      "matched",
      "matched",
    ]);
    expect(results[3]?.reason).toMatch(/^service_refused: /);
  });
});

describe("being told to stop", () => {
  it("nothing new is begun", async () => {
    const drain = new AbortController();
    const { service, server } = await faulty(
      () => {},
      (call) => {
        if (call === 4) drain.abort();
        return false;
      },
    );
    const asking = service.match(batchOf(requests), { signal, drain: drain.signal });
    await expect(asking).rejects.toMatchObject({ exitCode: 130 });
    expect(server.asked.length).toBe(4);
  });
});

test("no more than three calls are made in a second", async () => {
  const server = await startNppesServer(people);
  let now = 0;
  const times: number[] = [];
  const service = nppesService(server.url, {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
  });
  open.push({ server, service });
  for (const request of requests.slice(0, 10)) {
    await service.match(batchOf([request]), { signal });
    times.push(now);
  }
  for (let i = 3; i < times.length; i++) {
    expect((times[i] as number) - (times[i - 3] as number)).toBeGreaterThanOrEqual(999);
  }
});
