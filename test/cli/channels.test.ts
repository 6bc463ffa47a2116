import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { ChannelNotice } from "../../src/ledger/channel-store.ts";
import { openChannelStore } from "../../src/ledger/sqlite/channels/sqlite-channel-store.ts";
import type { ContactPoint } from "../../src/model/contact.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { fakeService, matchedWith } from "../helpers/service.ts";
import { filesOf, tempFolder } from "../ledger/temp-folder.ts";

const folder = tempFolder();
const ada = npiOf(1);
const address: ContactPoint = {
  ...{ kind: "email", value: "ada@example.com", as_of: "2026-01-01" },
  ...{ confidence: 1, source: "crm", sources: 1 },
};
const profile = {
  ...person({ npi: ada, first: "ADA", last: "EXEMPLAR", phone: "2175550142" }),
  contacts: [address],
};
const service = {
  ...fakeService({ answer: (request) => matchedWith(request, ada, 0.99, profile) }),
  profiles: async () => [profile],
  search: async () => ({ release: "release-1", count: 1, results: [{ npi: ada, profile }] }),
};
const notice: ChannelNotice = {
  ...{ npi: ada, channel: "email", reason: "opted_out", source: "newsletter", date: "2026-01-10" },
};
const ledger = () => join(folder(), ".local/share/heartbeat");

beforeEach(() => writeFile(join(folder(), "leads.csv"), "Name\nAda Exemplar\n"));

function heartbeat(...argv: string[]): Promise<Ran> {
  return run(argv, { cwd: folder(), service });
}

async function close(...notices: ChannelNotice[]): Promise<void> {
  await mkdir(ledger(), { recursive: true });
  const store = await openChannelStore(ledger(), {
    keyFile: join(ledger(), "ledger.key"),
    random: randomBytes,
  });
  await store.add(notices);
  await store.close();
}

const asking: [name: string, ...argv: string[]][] = [
  ["show", "show", ada],
  ["show --json", "show", ada, "--json"],
  ["search", "search", "Exemplar"],
  ["search as lines", "search", "Exemplar", "--format", "ndjson"],
  ["search --json", "search", "Exemplar", "--json"],
  ["enrich", "enrich", "leads.csv", "-o", "-"],
];

describe("what may not be used", () => {
  it.each(asking)("is told by %s as long as it may", async (_, ...argv) => {
    expect((await heartbeat(...argv)).stdout).toContain("2175550142");
    expect(await filesOf(ledger())).not.toContain("channels.db");
  });

  it.each(asking)("is not told by %s", async (_, ...argv) => {
    await close(notice, { ...notice, channel: "call" });
    const { code, stdout, stderr } = await heartbeat(...argv);
    expect(code).toBe(0);
    expect(stdout).toContain("EXEMPLAR");
    expect(stdout).toContain("call");
    expect(stdout + stderr).not.toMatch(/ada@example\.com|2175550142/);
  });

  it("is shown as withheld, with why, by whom and since when", async () => {
    await close(notice, { ...notice, channel: "sms", reason: "complaint" });
    const { stdout } = await heartbeat("show", ada);
    expect(stdout).toContain(
      "Do not contact\n" +
        "  email  opted_out (newsletter, 2026-01-10); 1 withheld\n" +
        "  sms    complaint (newsletter, 2026-01-10)\n",
    );
  });
});

describe("flags that cannot be read", () => {
  it.each(asking)("end %s before anything is asked or written", async (_, ...argv) => {
    await close(notice);
    await writeFile(join(ledger(), "channels.db"), "no flags\n".repeat(1000));
    service.asked.length = 0;
    const { code, stdout, stderr } = await heartbeat(...argv);
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).toContain("ledger_not_sqlite");
    expect(service.asked).toEqual([]);
  });

  it("leave the list that was there", async () => {
    await close(notice);
    await writeFile(join(ledger(), "ledger.key"), "0".repeat(64));
    await writeFile(join(folder(), "leads.enriched.csv"), "before\n");
    const { code, stderr } = await heartbeat("enrich", "leads.csv", "--force");
    expect(code).toBe(4);
    expect(stderr).toContain("ledger_key_wrong");
    expect(await readFile(join(folder(), "leads.enriched.csv"), "utf8")).toBe("before\n");
  });
});
