import { describe, expect, test } from "vitest";
import { ServiceError } from "../../../src/model/errors.ts";
import type { Registry } from "../../../src/registry/registry.ts";
import { createEmbeddedService } from "../../../src/service/embedded/embedded-service.ts";
import { answerCalls } from "../../../src/service/pool/answer-calls.ts";
import type { FromWorker, ToWorker } from "../../../src/service/pool/messages.ts";
import { createMemoryRegistry } from "../../helpers/memory-registry.ts";
import { npiOf, person } from "../../helpers/profiles.ts";
import { settle } from "./fake-workers.ts";

const holder = person({ npi: npiOf(1), first: "WINIFRED", last: "QUILLFEATHER" });

/** A worker's side in this thread. @param onRead is called before each read of the registry */
async function worker(onRead: (read: number) => void = () => {}, close = async () => {}) {
  const said: FromWorker[] = [];
  const stop = new SharedArrayBuffer(4);
  let listener: (message: ToWorker) => void = () => {};
  let isPortClosed = false;
  let reads = 0;
  const registry = createMemoryRegistry([holder]);
  const counting: Registry = {
    ...registry,
    counts: async (terms) => {
      onRead(++reads);
      return registry.counts(terms);
    },
    candidates: async (keys, cap) => {
      onRead(++reads);
      return registry.candidates(keys, cap);
    },
    close,
  };
  const port = {
    postMessage: (message: FromWorker) => void said.push(structuredClone(message)),
    on: (_: "message", heard: (message: ToWorker) => void) => {
      listener = heard;
    },
    close: () => {
      isPortClosed = true;
    },
  };
  await answerCalls(port, stop, async (watch) => {
    const watched = watch(counting);
    // A service may read before it has a call, and nobody can have stopped that.
    await watched.taxonomyNames(["207Q00000X"]);
    return createEmbeddedService(watched, { label: "worker" });
  });
  return {
    ...{ said, stopped: new Int32Array(stop) },
    reads: () => reads,
    isPortClosed: () => isPortClosed,
    async hears(message: ToWorker) {
      listener(message);
      await settle();
    },
  };
}

const ask = (id: number): ToWorker => ({
  ...{ kind: "call", id, method: "match" },
  args: [
    {
      context: { name_order: "mixed", prior: 0.8 },
      min_confidence: 0.95,
      with_profile: true,
      requests: [{ id: 7, name: { full: "Winifred Quillfether" }, city: "Springfield" }],
    },
  ],
});

describe("a worker", () => {
  test("says what it has opened, and answers", async () => {
    const { said, hears } = await worker();
    await hears(ask(1));
    expect(said).toMatchObject([
      {
        kind: "opened",
        opened: {
          label: "worker",
          traits: { local: true },
          info: { release: "memory" },
          has: { search: expect.any(Boolean), probe: false },
        },
      },
      { kind: "answer", id: 1, value: { release: "memory", results: [{ id: 7 }] } },
    ]);
  });

  test("gives up a stopped call at its next read, and answers the next one", async () => {
    const whole = await worker();
    await whole.hears(ask(1));
    const { said, hears, reads, stopped } = await worker((read) => {
      if (read === 2) Atomics.store(stopped, 0, 5);
    });
    await hears(ask(5));
    expect(reads()).toBe(2);
    expect(whole.reads()).toBeGreaterThan(2);
    expect(said.at(-1)).toMatchObject({ kind: "failure", id: 5, error: { class: "interrupted" } });
    await hears(ask(6));
    expect(said.at(-1)).toEqual({ ...whole.said.at(-1), id: 6 });
  });

  test("hands on errors of ours and hides others", async () => {
    const errors = [new ServiceError("release_gone", "Gone."), new TypeError("QUILLFEATHER")];
    const { said, hears } = await worker(() => {
      const next = errors.shift();
      if (next !== undefined) throw next;
    });
    await hears(ask(1));
    await hears(ask(2));
    await hears(ask(3));
    expect(said.slice(1)).toMatchObject([
      { id: 1, error: { class: "service", code: "release_gone", message: "Gone." } },
      { id: 2, error: { class: "unknown" } },
      { id: 3, kind: "answer" },
    ]);
    expect(JSON.stringify(said.slice(1, 3))).not.toContain("QUILLFEATHER");
  });

  test("says why it could not open, and is done", async () => {
    const said: FromWorker[] = [];
    let isClosed = false;
    const port = {
      postMessage: (message: FromWorker) => void said.push(message),
      on: () => undefined,
      close: () => {
        isClosed = true;
      },
    };
    await answerCalls(port, new SharedArrayBuffer(4), async () => {
      throw new ServiceError("registry_damaged", "Not whole.", "Import.");
    });
    expect(said).toMatchObject([{ kind: "not_opened", error: { code: "registry_damaged" } }]);
    expect(isClosed).toBe(true);
  });

  test.each([
    ["closes its service, then its port", async () => {}],
    ["closes its port though its service cannot be closed", () => Promise.reject(new Error("no"))],
  ])("%s", async (_, close) => {
    const { hears, isPortClosed } = await worker(() => {}, close);
    expect(isPortClosed()).toBe(false);
    await hears({ kind: "close" });
    expect(isPortClosed()).toBe(true);
  });
});
