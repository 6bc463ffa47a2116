import { randomBytes } from "node:crypto";
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { ChannelNotice, ChannelStore } from "../../src/ledger/channel-store.ts";
import { openChannelRules } from "../../src/ledger/sqlite/channels/open-channel-rules.ts";
import { openChannelStore } from "../../src/ledger/sqlite/channels/sqlite-channel-store.ts";
import { openDisclosureStore } from "../../src/ledger/sqlite/sqlite-disclosure-store.ts";
import { type ChannelFlag, type ChannelRules, channels } from "../../src/model/channel-rules.ts";
import { npiOf } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";
import { filesOf, tempFolder } from "./temp-folder.ts";

const folder = tempFolder();
const optionsOf = (place: string) => ({
  keyFile: join(place, "ledger.key"),
  random: randomBytes,
});
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

async function open(place = folder()): Promise<ChannelStore> {
  const store = await openChannelStore(place, optionsOf(place));
  opened.push(store);
  return store;
}

async function openRules(place = folder()): Promise<ChannelRules> {
  const rules = await openChannelRules(place, optionsOf(place));
  opened.push(rules);
  return rules;
}

const [ada, ben] = [npiOf(1), npiOf(2)];
const out = { reason: "opted_out", source: "crm", date: "2026-01-10" } as const;
const email = { channel: "email", ...out } as const;
const call = { channel: "call", ...out } as const;
const optIn = { ...email, reason: "opted_in", date: "2026-01-11" } as const;

async function flagsOf(rules: ChannelRules, npi: string, ...values: string[]) {
  const [answer] = await rules.flagsOf([{ npi, values }]);
  return answer;
}

describe("flags of channels", () => {
  it("are found by person and by value, after a restart too, and of nobody else", async () => {
    const store = await open();
    const notices: ChannelNotice[] = [
      { npi: ada, ...email },
      { npi: ada, ...call },
      { value: "5552010101", ...call },
      { value: "ada@example.com", ...email },
    ];
    expect(await store.add(notices)).toBe(4);
    const again = await open();
    const values = ["ada@example.com", "5552010102", "5552010101"];
    expect(
      await again.flagsOf([
        { npi: ben, values },
        { npi: ada, values: [] },
      ]),
    ).toEqual([
      { person: [], values: [[email], [], [call]] },
      { person: [email, call], values: [] },
    ]);
  });

  const spellings: [written: string, asked: string][] = [
    [" Ada.Example@EXAMPLE.com ", "ada.example@example.com"],
    ["ada @ example.com", "ada@example.com"],
    ["(555) 201-0101", "5552010101"],
    ["+1 555 201 0101", "5552010101"],
    ["5552010101", "1-555-201-0101"],
  ];
  it.each(spellings)("of %j hold for %j", async (written, asked) => {
    const store = await open();
    await store.add([{ value: written, ...email }]);
    expect(await flagsOf(store, ada, asked)).toEqual({ person: [], values: [[email]] });
  });

  it("of an NPI are not those of a telephone number with the same digits", async () => {
    const store = await open();
    await store.add([{ npi: ada, ...call }]);
    expect(await flagsOf(store, ben, ada)).toEqual({ person: [], values: [[]] });
    await store.add([{ value: ben, ...call }]);
    expect(await flagsOf(store, ben)).toEqual({ person: [], values: [] });
  });

  const order: [why: string, notices: Omit<ChannelNotice, "npi">[], holds: boolean][] = [
    ["lifted by a later opt-in", [email, optIn], false],
    ["lifted, whichever came first", [optIn, email], false],
    ["lifted by another source", [email, { ...optIn, source: "portal" }], false],
    ["in force beside an opt-in of the same day", [email, { ...optIn, date: email.date }], true],
    ["in force after an older opt-in", [email, { ...optIn, date: "2025-12-31" }], true],
    ["in force again when it is newer", [email, optIn, { ...email, date: "2026-01-12" }], true],
    ["not lifted on another channel", [email, { ...optIn, channel: "sms" }], true],
    [
      "not brought back by an old notice",
      [{ ...email, date: "2026-01-09" }, optIn, { ...email, date: "2026-01-08" }],
      false,
    ],
  ];
  it.each(order)("are %s", async (_, notices, holds) => {
    const store = await open();
    for (const notice of notices) await store.add([{ npi: ada, ...notice }]);
    expect((await flagsOf(store, ada))?.person.length).toBe(holds ? 1 : 0);
  });

  it("that are known already change nothing, and a later day is news", async () => {
    const store = await open();
    expect(
      await store.add([
        { npi: ada, ...email },
        { npi: ada, ...email },
      ]),
    ).toBe(1);
    expect(await store.add([{ npi: ada, ...email, date: "2026-01-09" }])).toBe(0);
    expect(await store.add([{ npi: ada, ...email, date: "2026-02-01" }])).toBe(1);
    expect((await flagsOf(store, ada))?.person).toEqual([{ ...email, date: "2026-02-01" }]);
  });

  it("are noticed whoever writes them, and whenever", async () => {
    const [one, other] = [await open(), await open()];
    for (let n = 3; n < 40; n++) {
      const npi = npiOf(n);
      expect((await flagsOf(one, npi))?.person).toEqual([]);
      await (n % 2 === 0 ? one : other).add([{ npi, ...email }]);
      expect((await flagsOf(one, npi))?.person).toEqual([email]);
      expect((await flagsOf(other, npi))?.person).toEqual([email]);
    }
  });

  it("are counted by channel, reason and source", async () => {
    const store = await open();
    await store.add([
      { npi: ada, ...email },
      { npi: ben, ...email },
      { npi: ben, ...optIn },
      { value: "5552010101", ...call, reason: "complaint" },
    ]);
    expect(await store.counts()).toEqual([
      { channel: "call", reason: "complaint", source: "crm", closed: 1, lifted: 0 },
      { channel: "email", reason: "opted_out", source: "crm", closed: 1, lifted: 1 },
    ]);
  });

  it("come to what a plain list of all notices comes to, in whatever batches", async () => {
    const flag = fc.record({
      channel: fc.constantFrom(...channels),
      reason: fc.constantFrom("opted_out", "complaint", "opted_in"),
      source: fc.constantFrom("crm", "portal"),
      date: fc.constantFrom("2026-01-01", "2026-01-02", "2026-01-03"),
    });
    const notice = fc.tuple(fc.constantFrom("person", "value"), flag);
    const batches = fc.array(fc.array(notice, { maxLength: 6 }), { maxLength: 5 });
    const store = await open();
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(batches, async (given) => {
        cases++;
        const [npi, value] = [npiOf(cases), `p${cases}@example.com`];
        const toNotice = ([of, { source, ...rest }]: (typeof given)[0][0]): ChannelNotice => ({
          ...(of === "person" ? { npi } : { value }),
          ...{ ...rest, source: `${source}-${cases}` },
        });
        const told = given.map((batch) => batch.map(toNotice));
        for (const batch of told) await store.add(batch);
        const all = told.flat();
        const answer = await flagsOf(store, npi, value);
        const found = [answer?.person, answer?.values[0]].map(plain);
        const ofPerson = all.filter((one) => "npi" in one);
        const ofValue = all.filter((one) => "value" in one);
        expect(found).toEqual([ofPerson, ofValue].map(expected));
        const counts = (await store.counts()).filter(({ source }) => source.endsWith(`-${cases}`));
        expect(counts.reduce((sum, { closed }) => sum + closed, 0)).toBe(found.flat().length);
      }),
      { numRuns: runs(40) },
    );
  });

  it("are in no file in the clear, and nobody else may open these", async () => {
    const store = await open();
    await store.add([
      { npi: ada, ...email },
      { value: "ada@example.com", ...email },
      { value: "5552010101", ...call },
    ]);
    for (const name of await readdir(folder())) {
      const bytes = await readFile(join(folder(), name));
      for (const text of [ada, "ada@example.com", "5552010101"]) {
        expect(bytes.includes(text), name).toBe(false);
      }
      expect((await stat(join(folder(), name))).mode & 0o077, name).toBe(0);
    }
  });

  it("have the same secret as the disclosures beside them", async () => {
    await (await open()).add([{ npi: ada, ...email }]);
    const world = { ...optionsOf(folder()), now: () => new Date(0) };
    await (await openDisclosureStore(folder(), world)).close();
    expect(await filesOf(folder())).toEqual(["channels.db", "disclosures.db", "ledger.key"]);
  });
});

describe("who only asks for flags", () => {
  it("makes nothing, and notices a file that comes", async () => {
    const place = join(folder(), "not", "there");
    const rules = await openRules(place);
    expect(await flagsOf(rules, ada, "x@example.com")).toEqual({ person: [], values: [[]] });
    expect(await filesOf(folder())).toEqual([]);
    await mkdir(place, { recursive: true });
    await (await open(place)).add([{ npi: ada, ...email }]);
    const asked = [1, 2, 3].map(() => flagsOf(rules, ada));
    for (const answer of await Promise.all(asked)) expect(answer?.person).toEqual([email]);
  });

  const faults: Record<string, [code: string, spoil: () => Promise<void>]> = {
    "a file that is none": [
      "ledger_not_sqlite",
      () => writeFile(join(folder(), "channels.db"), "flags\n".repeat(1000)),
    ],
    "a secret that is not there": ["ledger_key_missing", () => rm(join(folder(), "ledger.key"))],
    "another secret": [
      "ledger_key_wrong",
      () => writeFile(join(folder(), "ledger.key"), "0".repeat(64)),
    ],
    "a secret that others may read": [
      "ledger_key_exposed",
      () => chmod(join(folder(), "ledger.key"), 0o644),
    ],
  };
  it.each(Object.entries(faults))("is refused at once for %s", async (_, [code, spoil]) => {
    const store = await openChannelStore(folder(), optionsOf(folder()));
    await store.add([{ npi: ada, ...email }]);
    await store.close();
    await spoil();
    const error = await openChannelRules(folder(), optionsOf(folder())).catch(
      (one: unknown) => one,
    );
    expect(error).toMatchObject({ code, exitCode: 4 });
  });
});

function plain(flags: readonly ChannelFlag[] | undefined): string[] {
  return (flags ?? [])
    .map(({ channel, reason, source, date }) => `${channel} ${reason} ${source} ${date}`)
    .sort();
}

/** By the rule as it is written: the latest day of each, unless somebody opted in later. */
function expected(notices: readonly ChannelNotice[]): string[] {
  const latest = (channel: string, reason: string, source?: string) =>
    notices
      .filter((one) => one.channel === channel && one.reason === reason)
      .filter((one) => source === undefined || one.source === source)
      .map(({ date }) => date)
      .sort()
      .at(-1) ?? "";
  const flags = new Set<string>();
  for (const { channel, reason, source } of notices) {
    const date = latest(channel, reason, source);
    if (reason === "opted_in" || latest(channel, "opted_in") > date) continue;
    flags.add(`${channel} ${reason} ${source} ${date}`);
  }
  return [...flags].sort();
}
