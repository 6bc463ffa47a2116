import { randomBytes } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { recordedFirst } from "../../src/cli/enrich/recording-writer.ts";
import type { Disclosure, DisclosureStore } from "../../src/ledger/disclosure-store.ts";
import { openDisclosureStore } from "../../src/ledger/sqlite/sqlite-disclosure-store.ts";
import { ServiceError } from "../../src/model/errors.ts";
import { createEmbeddedService } from "../../src/service/embedded/embedded-service.ts";
import { createMemoryRegistry } from "../helpers/memory-registry.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { fakeService, matchedWith } from "../helpers/service.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { tempFolder } from "../ledger/temp-folder.ts";

const folder = tempFolder();
const [ada, ben] = [1, 2].map((n) => npiOf(n)) as [string, string];
const service = () => fakeService({ answer: (request) => matchedWith(request, ada) });

beforeEach(() => writeFile(join(folder(), "leads.csv"), "Name\nAda Exemplar\n"));

type More = Partial<Parameters<typeof run>[1]>;
function heartbeat(argv: string[], more: More = {}): Promise<Ran> {
  return run(argv, { cwd: folder(), service: service(), ...more });
}

async function toldAbout(npi: string): Promise<Disclosure[]> {
  const ledger = join(folder(), ".local/share/heartbeat");
  const store = await openDisclosureStore(ledger, {
    keyFile: join(ledger, "ledger.key"),
    now: () => new Date(),
    random: randomBytes,
  });
  const [found = []] = await store.disclosuresOf([npi]);
  await store.close();
  return found;
}

const told = { day: "2026-01-20", recipient: "local", count: 1 };
const files = () => readdir(join(folder(), ".local/share/heartbeat")).catch(() => []);

describe("it is on the disk who was told about", () => {
  it("by a run, and by the next one over the same list", async () => {
    expect((await heartbeat(["enrich", "leads.csv"])).code).toBe(0);
    expect(await toldAbout(ada)).toEqual([{ ...told, fields: "profile" }]);
    expect((await heartbeat(["enrich", "leads.csv", "--force", "--fields", "npi"])).code).toBe(0);
    expect(await toldAbout(ada)).toEqual([
      { ...told, fields: "npi" },
      { ...told, fields: "profile" },
    ]);
    expect(await toldAbout(ben)).toEqual([]);
  });

  it("by a run that was interrupted and is taken up again", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `Ada Exemplar${i}`);
    await writeFile(join(folder(), "leads.csv"), `Name\n${rows.join("\n")}\n`);
    const controller = new AbortController();
    const interrupted = fakeService({
      answer: (request) => matchedWith(request, ada),
      after: (results) => {
        controller.abort();
        return results;
      },
    });
    const argv = ["enrich", "leads.csv", "--batch-size", "10", "--concurrency", "1"];
    const { signal } = controller;
    expect((await heartbeat(argv, { service: interrupted, signal })).code).toBe(130);
    expect(await toldAbout(ada)).toEqual([]);
    const again = service();
    expect((await heartbeat(argv, { service: again })).code).toBe(0);
    expect(again.asked.length).toBeLessThan(30);
    expect(await toldAbout(ada)).toEqual([{ ...told, fields: "profile", count: 30 }]);
  });

  it("by show and explain, and nobody who is suppressed", async () => {
    const suppressions = fakeSuppressions(({ npi }) => npi === ada);
    const show = ["show", ada, "--json"];
    const explain = ["explain", "leads.csv", "--row", "1", "--json"];
    expect((await heartbeat(show, { suppressions })).stdout).toContain('"profile": null');
    expect((await heartbeat(explain, { suppressions })).stdout).toContain('"suppressed"');
    expect(await toldAbout(ada)).toEqual([]);
    await heartbeat(show);
    await heartbeat(explain);
    expect(await toldAbout(ada)).toEqual([
      { ...told, fields: "npi" },
      { ...told, fields: "profile" },
    ]);
  });

  it.each([["--json"], ["--format=ndjson"], ["--output=found.csv"]])(
    "by search %s",
    async (how) => {
      const found = [ada, ben].map((npi) =>
        person({ npi, first: "ARABELLA", last: "EXEMPLAR", state: "IL" }),
      );
      const registry = createMemoryRegistry(found);
      const searched = createEmbeddedService(registry, { label: "memory" });
      const suppressions = fakeSuppressions(({ npi }) => npi === ben);
      const argv = ["search", "--state", "IL", how];
      expect((await heartbeat(argv, { service: searched, suppressions })).code).toBe(0);
      expect(await toldAbout(ada)).toEqual([{ ...told, fields: "profile" }]);
      expect(await toldAbout(ben)).toEqual([]);
    },
  );

  it("but not by what tells nothing, nor where a service elsewhere keeps its own", async () => {
    await heartbeat(["enrich", "leads.csv", "--dry-run"]);
    await heartbeat(["doctor", "leads.csv"]);
    const elsewhere = fakeService({ traits: { local: false, counts: false } });
    expect((await heartbeat(["enrich", "leads.csv"], { service: elsewhere })).code).toBe(0);
    expect(await files()).toEqual([]);
  });
});

describe("where it cannot be recorded", () => {
  it("nothing is asked and nothing told", async () => {
    const asked = service();
    const env = { XDG_DATA_HOME: join(folder(), "leads.csv") };
    for (const argv of [
      ["enrich", "leads.csv"],
      ["enrich", "leads.csv", "-o", "-"],
      ["show", ada],
      ["explain", "leads.csv", "--row", "1"],
      ["search", "--state", "IL"],
    ]) {
      const ran = await heartbeat(argv, { service: asked, env });
      expect(ran).toMatchObject({ code: 4, stdout: "" });
      expect(ran.stderr).toContain("[ledger_not_writable]");
    }
    expect(asked.asked).toEqual([]);
    expect((await readdir(folder())).filter((name) => name.includes("enriched"))).toEqual([]);
  });

  it.each([["leads.enriched.csv"], ["-"]])("at the end, %s is not told", async (output) => {
    await writeFile(join(folder(), "leads.enriched.csv"), "older\n");
    const full = new ServiceError("ledger_io_error", "The disk reported an error.", "Check it.");
    const disclosures: DisclosureStore = {
      record: () => undefined,
      flush: () => Promise.reject(full),
      disclosuresOf: async () => [],
      close: async () => undefined,
    };
    const argv = ["enrich", "leads.csv", "-o", output, "--force"];
    const ran = await heartbeat(argv, { disclosures });
    expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining("[ledger_io_error]") });
    // The header of a list tells about nobody.
    expect(ran.stdout).not.toContain(ada);
    expect(await readFile(join(folder(), "leads.enriched.csv"), "utf8")).toBe("older\n");
    expect((await readdir(folder())).filter((name) => name.includes("receipt"))).toEqual([]);
  });
});

describe("rows", () => {
  async function orderOf(path: string): Promise<string[]> {
    const log: string[] = [];
    const say = (word: string) => async () => {
      log.push(word);
    };
    const inner = { write: say("write"), finish: say("finish"), abort: say("abort") };
    const writer = await recordedFirst(inner, path, { flush: say("flush") });
    await writer.write([]);
    await writer.write([]);
    await writer.finish();
    return log;
  }

  it("of a file wait until it gets its name", async () => {
    const order = ["write", "write", "flush", "finish"];
    expect(await orderOf(join(folder(), "out.csv"))).toEqual(order);
    expect(await orderOf(join(folder(), "leads.csv"))).toEqual(order);
  });

  it.each(["-", "/dev/null"])("to %s wait one batch after the other", async (path) => {
    const order = ["flush", "write", "flush", "write", "flush", "finish"];
    expect(await orderOf(path)).toEqual(order);
  });
});
