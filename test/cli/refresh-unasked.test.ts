import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ToldAnswers } from "../../src/enrich/refresh/told-answers.ts";
import { openChannelStore } from "../../src/ledger/sqlite/channels/sqlite-channel-store.ts";
import { createCorrectionStore } from "../../src/ledger/sqlite/requests/sqlite-correction-store.ts";
import { letGo } from "../helpers/let-go.ts";
import { runs } from "../helpers/property-runs.ts";
import { run } from "../helpers/run.ts";
import { fakeService } from "../helpers/service.ts";
import { openLedgerIn } from "../ledger/full-ledger.ts";
import {
  copyOf,
  makeWorld,
  type Profile,
  readPeople,
  refresh,
  refreshBothWays,
  rowsOf,
  type World,
} from "./unasked-world.ts";

const rows = 121;
/** All but those that have nothing to ask by, and the one that is suppressed. */
const askable = rows - rows / 11 - 1;
const fields = ["--fields", "default,email,mobile,do_not_contact"];
const list = "list.enriched.csv";
/** It, what a refresh made of it, and what else there is. */
const otherEncodings = ["latin.enriched.csv", "wide.enriched.csv"];
const lists = [list, "again.csv", "filled.csv", "sourced.csv", "bare.csv", ...otherEncodings];

let people: Profile[];
/** A list that was enriched, and refreshed, with a ledger that has suppressions, corrections and closed channels. */
let base: World;
beforeAll(async () => {
  people = await readPeople();
  base = await makeWorld(people, rows);
  await suppress(base, 33);
  await correct(base, 8);
  await closeChannel(base, 9);
  await base.done("enrich", "list.csv", ...fields);
  await base.done("enrich", "list.csv", "-o", "book.xlsx", ...fields);
  const accented = (await base.read("list.csv")).replaceAll("Nemo", "N\u00e9mo");
  await writeFile(base.path("latin.csv"), Buffer.from(accented, "latin1"));
  await writeFile(base.path("wide.csv"), Buffer.from(`\ufeff${accented}`, "utf16le"));
  for (const file of ["latin.csv", "wide.csv"]) await base.done("enrich", file, ...fields);
  await base.done("refresh", list, "-o", "again.csv");
  await base.done("enrich", "list.csv", "-o", "filled.csv", "--write", "fill");
  await base.done("enrich", "list.csv", "-o", "sourced.csv", ...fields, "--with-provenance");
  await base.done("enrich", "list.csv", "-o", "bare.csv", "--fields", "phone,last_name,first_name");
  await letGo();
});
afterAll(() => rm(base.folder, { recursive: true, force: true }));

/** Whom the list's row is about, counted from 0. */
const personAt = (row: number) => people[row % 400] as Profile;
const data = (world: World) => join(world.folder, ".local/share/heartbeat");

/** @param who lines that name the person; else the NPI does */
async function suppress(world: World, row: number, who?: (person: Profile) => string[]) {
  const person = personAt(row);
  const lines = who?.(person) ?? [`npi: ${person.npi}`];
  await writeFile(world.path("person.txt"), lines.join("\n"));
  await world.done("suppress", "add", "--reason", "opt_out", "--from", "person.txt");
}

async function correct(world: World, row: number): Promise<void> {
  const store = createCorrectionStore(await openLedgerIn(data(world)));
  const put = { npi: personAt(row).npi, field: "practice.phone", value: "(614) 555-0199" };
  await store.add("request-1", [{ ...put, date: "2026-01-15" }]);
  await store.close();
}

async function closeChannel(world: World, row: number): Promise<void> {
  await mkdir(data(world), { recursive: true });
  const keyFile = join(data(world), "ledger.key");
  const store = await openChannelStore(data(world), { keyFile, random: randomBytes });
  const notice = { channel: "call", reason: "opted_out", source: "dialer" } as const;
  await store.add([{ npi: personAt(row).npi, ...notice, date: "2026-01-10" }]);
  await store.close();
}

/** Something that happens between two runs, to whom a row is about. */
type Happening = readonly [name: string, (world: World, row: number) => Promise<unknown>];

const placed = ({ city, state, zip }: Profile) => [
  `city: ${city}`,
  `state: ${state}`,
  `zip: ${zip}`,
];

const suppressions: readonly Happening[] = [
  ["by NPI", suppress],
  ["by telephone", (world, row) => suppress(world, row, ({ phone }) => [`phone: ${phone}`])],
  ["by e-mail", (world, row) => suppress(world, row, ({ email }) => [`email: ${email}`])],
  [
    "by name and place",
    (world, row) =>
      suppress(world, row, (one) => [`full_name: ${one.first} ${one.last}`, ...placed(one)]),
  ],
  [
    "for good",
    (world, row) =>
      world.done("suppress", "add", "--reason", "deletion", "--npi", personAt(row).npi),
  ],
];
/** Of whom no profile is on file: a name at a place alone. */
const ghost: Happening = [
  "by a name that is on file nowhere",
  (world, row) => suppress(world, row, (one) => ["full_name: Nemo Nobodyson", ...placed(one)]),
];
const others: readonly Happening[] = [
  [
    "a suppression is lifted",
    (world) => world.done("suppress", "remove", "--npi", personAt(33).npi),
  ],
  ["a value is put right", correct],
  ["a channel is closed", closeChannel],
  ["contacts are taken out", (world) => world.done("registry", "remove", "--source", "crm")],
  [
    "a request is entered",
    async (world, row) => {
      await writeFile(world.path("person.txt"), `npi: ${personAt(row).npi}`);
      await world.done(
        "dsar",
        "open",
        "--type",
        "opt-out",
        "--channel",
        "email",
        "--received",
        "2026-01-20",
        "--person",
        "person.txt",
      );
    },
  ],
];
const harmless: readonly Happening[] = [
  ["nothing", async () => {}],
  ["the ledger is backed up", (world) => world.done("ledger", "backup", "aside")],
];

/** A change of the text of the list, by whoever has it. */
interface Edit {
  kind: "cell" | "swap" | "remove" | "repeat" | "new";
  row: number;
  other: number;
  text: string;
}

function edited(text: string, edits: readonly Edit[]): string {
  const [header = "", ...lines] = text.trimEnd().split("\n");
  for (const { kind, row, other, text: put } of edits) {
    const [at, to] = [row % lines.length, other % lines.length];
    const line = lines[at] ?? "";
    if (kind === "cell") lines[at] = withCell(line, other, put);
    if (kind === "swap") [lines[at], lines[to]] = [lines[to] ?? "", line];
    if (kind === "remove") lines.splice(at, 1);
    if (kind === "repeat") lines.splice(to, 0, line);
    if (kind === "new")
      lines.splice(at, 0, `x,,,,,${put}${",".repeat(header.split(",").length - 6)}`);
  }
  return `${[header, ...lines].join("\n")}\n`;
}

/** Cuts at every comma: in quoted cells too, which is one more way to spoil a line. */
function withCell(line: string, place: number, put: string): string {
  const cells = line.split(",");
  return cells.with(place % cells.length, put).join(",");
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom("cell", "cell", "cell", "swap", "remove", "repeat", "new"),
  row: fc.nat(rows),
  other: fc.nat(rows),
  text: fc.constantFrom(
    "",
    "x",
    "matched",
    "no_match",
    "Nemo Nobodyson",
    "1",
    "0.5000",
    "2026-01-02",
  ),
});

const options: readonly (readonly string[])[] = [
  ...[[], [], []],
  ["--batch-size", "7"],
  ["--phone-format", "e164"],
  ["--fresh-within", "2025-12-31"],
  ["--dedupe", "mark"],
  ["--dedupe", "drop"],
  ["--provenance", "provenance.ndjson"],
  ["--raw"],
];

describe("a refresh that leaves rows unasked", () => {
  it("writes the bytes of one that asks about all, whatever was edited and whatever happened", async () => {
    const property = fc.asyncProperty(
      fc.record({
        file: fc.constantFrom(...lists),
        happens: fc.constantFrom(...[...harmless, ...harmless, ...others, ...suppressions, ghost]),
        row: fc.nat(rows),
        edits: fc.array(edit, { maxLength: 3 }),
        said: fc.constantFrom(...options),
      }),
      async ({ file, happens: [, happen], row, edits, said }) => {
        const world = await copyOf(base);
        await happen(world, row);
        if (edits.length > 0) {
          await writeFile(world.path(file), edited(await world.read(file), edits));
        }
        await refreshBothWays(world, file, ...said);
        await rm(world.folder, { recursive: true, force: true });
      },
    );
    await fc.assert(property, { numRuns: runs(4, 600) });
  });

  it("asks about none where nothing happened, and says so", async () => {
    for (const file of [list, "again.csv", ...otherEncodings]) {
      const { requests, unasked, receipt } = await refreshBothWays(base, file);
      expect({ requests, unasked }).toEqual({ requests: 0, unasked: askable });
      expect(receipt.refresh).toMatchObject({ unasked, changed_rows: 0 });
    }
    const { stderr } = await base.go("refresh", "again.csv", "-o", "-");
    expect(stderr).toContain(`${askable} rows not asked about: nothing changed`);
    expect(stderr).toContain(" 0 leads asked, ");
  });

  it("does so with a workbook", async () => {
    const argv = ["refresh", "book.xlsx", "-o", "new.xlsx", "--force", "--json"];
    const { refresh, requests } = JSON.parse(await base.done(...argv));
    expect({ ...refresh, requests }).toMatchObject({ unasked: askable, requests: 0 });
    await base.done("verify", "new.xlsx");
    await base.done("refresh", "book.xlsx", "-o", "book.csv", "--force");
    expect(rowsOf(await base.read("book.csv"))).toEqual(rowsOf(await base.read("again.csv")));
  });

  it("does so where names stand in two columns", async () => {
    const named = people.slice(0, 260).map(({ last, zip, first }) => `${last},${zip},${first}`);
    const text = ["Last Name,Zip,First Name", ...named, ""].join("\n");
    await writeFile(base.path("named.csv"), text);
    await base.done("enrich", "named.csv");
    // Who is suppressed is asked about in any case.
    const { requests, unasked } = await refreshBothWays(base, "named.enriched.csv");
    expect({ requests, unasked }).toEqual({ requests: 1, unasked: named.length - 1 });
  });

  it("asks about the hundred rows around an edit, of their cells or ours", async () => {
    for (const [was, is] of [
      ["nobody: ", "nobody:  "],
      ["Nemo Nobodyson12,", "Nemo Nobodyson13,"],
    ] as const) {
      const world = await copyOf(base);
      await writeFile(world.path(list), (await world.read(list)).replace(was, is));
      const { unasked } = await refreshBothWays(world, list);
      // Who repeats a row among the hundred has its answer.
      const others = rowsOf(await base.read(list)).filter(
        (row, i) =>
          i >= 100 && isAskable(row) && !/^(100|[1-9]\d?)$/.test(row.hb_duplicate_of ?? ""),
      );
      expect(unasked).toBe(others.length);
    }
  });

  it.each<[string, number, Happening[1]]>([
    ...harmless.map(([name, happen]): [string, number, Happening[1]] => [name, askable, happen]),
    ...others.map(([name, happen]): [string, number, Happening[1]] => [name, 0, happen]),
    [
      "written under other terms",
      0,
      ({ reseal }) =>
        reseal(list, ({ answers, ...receipt }) => ({
          ...receipt,
          answers: answers && { ...answers, under: "0".repeat(64) },
        })),
    ],
    [
      "written before there was such a thing",
      0,
      ({ reseal }) => reseal(list, ({ answers: _, ...receipt }) => receipt),
    ],
  ])("leaves what it may: %s", async (_, expected, happen) => {
    const world = await copyOf(base);
    await happen(world, 8);
    expect((await refresh(world, list, false)).unasked).toBe(expected);
  });

  it.each<[string, ...string[]]>([
    ["telephone numbers are told otherwise", "--phone-format", "e164"],
    ["only newer contacts are wanted", "--fresh-within", "2025-12-30"],
    ["somebody has decided", "--decisions", "decisions.jsonl"],
  ])("asks about all where %s", async (_, ...said) => {
    const world = await copyOf(base);
    await writeFile(
      world.path("decisions.jsonl"),
      `${JSON.stringify({ heartbeat_decisions: 1 })}\n`,
    );
    expect((await refresh(world, list, false, ...said)).unasked).toBe(0);
  });

  it("asks about matched rows where it is told where their cells are from", async () => {
    const world = await copyOf(base);
    const { unasked, summary } = await refreshBothWays(
      ...([world, list, "--provenance", "from.ndjson"] as const),
    );
    const { matched } = summary.statuses as Record<string, number>;
    expect(unasked).toBe(askable - (matched ?? 0));
  });

  it("asks about all once contacts may have grown too old", async () => {
    const world = await copyOf(base);
    const said = ["--fresh-within", "30d"];
    await world.done("enrich", "list.csv", "--force", ...fields, ...said);
    expect((await refresh(world, list, false, ...said)).unasked).toBe(askable);
    world.date = "2026-01-21T09:30:00Z";
    expect((await refresh(world, list, false, ...said)).unasked).toBe(0);
  });

  it("knows nothing of a service that does not tell what its answers hang on", async () => {
    const world = await copyOf(base);
    const service = fakeService({ traits: { local: false, counts: true } });
    for (const argv of [
      ["enrich", "list.csv", "-o", "there.csv"],
      ["refresh", list, "-o", "there.csv", "--force"],
    ]) {
      const { code, stderr } = await run(argv, { cwd: world.folder, service });
      expect(code, stderr).toBe(0);
      const receipt = JSON.parse(await world.read("there.csv.receipt.json"));
      expect(receipt.answers).toBeUndefined();
      expect(receipt.refresh?.unasked ?? 0).toBe(0);
    }
    expect(service.asked.length).toBeGreaterThan(rows);
  });
});

describe("somebody who was suppressed since", () => {
  it.each(suppressions)("is withheld: %s", async (_, happen) => {
    for (const file of [list, "again.csv"]) {
      const world = await copyOf(base);
      await happen(world, 9);
      const person = personAt(9);
      const { output, changes, unasked } = await refresh(world, file, false);
      expect(unasked).toBe(0);
      expect(rowsOf(output)[9]).toMatchObject({ hb_status: "suppressed", hb_npi: "" });
      expect(output + changes).not.toContain(person.npi);
      expect(output).not.toContain(person.email);
    }
  });

  it("is withheld who is on file nowhere and found by nobody", async () => {
    const world = await copyOf(base);
    await ghost[1](world, 7);
    expect(rowsOf(await world.read(list))[7]).toMatchObject({ hb_status: "no_match" });
    const { output } = await refresh(world, list, false);
    expect(rowsOf(output)[7]).toMatchObject({ hb_status: "suppressed" });
  });

  it("is withheld by a ledger that came to the same number by another way", async () => {
    const world = await copyOf(base);
    const fork = await copyOf(base);
    await suppress(world, 10);
    await suppress(fork, 9);
    await world.done("enrich", "list.csv", "--force", ...fields);
    expect((await refresh(world, list, false)).unasked).toBeGreaterThan(askable - 5);
    for (const name of [list, `${list}.receipt.json`]) {
      await writeFile(fork.path(name), await world.read(name));
    }
    const { unasked, output } = await refresh(fork, list, false);
    expect(unasked).toBe(0);
    expect(rowsOf(output)[9]).toMatchObject({ hb_status: "suppressed" });
    expect(rowsOf(output)[10]).toMatchObject({ hb_status: "matched" });
  });

  it("is not told of by a ledger that was put back: it is refused as ever", async () => {
    const world = await copyOf(base);
    await world.done("ledger", "backup", "old");
    await suppress(world, 9);
    await mkdir(world.path("lost"));
    await letGo();
    for (const name of await readdir(data(world))) {
      if (name.startsWith("ledger.db")) {
        await rename(join(data(world), name), world.path(join("lost", name)));
      }
    }
    await world.done("ledger", "restore", "old");
    const { code, stderr } = await world.go("refresh", list);
    expect(code).toBe(4);
    expect(stderr).toMatch(/ledger_(behind|forked)/);
  });

  it("is withheld also where a receipt is forged to say that nothing has changed", async () => {
    const world = await copyOf(base);
    for (const [row, happen] of [
      [9, suppressions[0]],
      [8, suppressions[1]],
      [7, ghost],
    ] as const) {
      await happen?.[1](world, row);
    }
    const { answers } = (await refresh(world, list, false)).receipt as { answers: ToldAnswers };
    await world.reseal(list, (receipt) => ({
      ...receipt,
      answers: receipt.answers && { ...receipt.answers, under: answers.under },
    }));
    const { output, unasked } = await refresh(world, list, false);
    expect(unasked).toBeGreaterThan(rows / 2);
    for (const row of [7, 8, 9]) {
      expect(rowsOf(output)[row], `row ${row}`).toMatchObject({ hb_status: "suppressed" });
    }
  });
});

describe("a run that cannot say under what it answered", () => {
  /** A run that ends before it is done, and the same one again. */
  async function takenUp(world: World, meanwhile?: () => Promise<void>): Promise<unknown> {
    const controller = new AbortController();
    let looks = 0;
    const now = () => {
      if (++looks === 160) controller.abort();
      return looks;
    };
    const argv = ["enrich", "list.csv", "-o", "taken.csv", "--batch-size", "1", ...fields];
    const broken = await run(argv, { cwd: world.folder, signal: controller.signal, now });
    expect(broken.stderr).toMatch(/\d+ of \d+ answers kept/);
    await meanwhile?.();
    await world.done(...argv);
    return JSON.parse(await world.read("taken.csv.receipt.json")).answers;
  }

  it("is none that was taken up again while all was as before", async () => {
    const world = await copyOf(base);
    const answers = await takenUp(world);
    expect(answers).toEqual(JSON.parse(await world.read(`${list}.receipt.json`)).answers);
    expect(await world.read("taken.csv")).toBe(await world.read(list));
    expect((await refreshBothWays(world, "taken.csv")).unasked).toBe(askable);
  });

  it("is one that was taken up again after something has changed", async () => {
    const world = await copyOf(base);
    expect(await takenUp(world, () => suppress(world, 12))).toBeUndefined();
    expect((await refreshBothWays(world, "taken.csv")).unasked).toBe(0);
  });

  it("is one that keeps answers of another run", async () => {
    const world = await copyOf(base);
    const few = ["enrich", "list.csv", "-o", "few.csv", "--max-requests", "50", ...fields];
    expect((await world.go(...few)).code).toBe(5);
    const left = await refreshBothWays(world, "few.csv");
    expect(left.unasked).toBeGreaterThan(40);
    await world.done("enrich", "few.csv", "--retry-errors", "-o", "all.csv");
    expect(JSON.parse(await world.read("all.csv.receipt.json")).answers).toBeUndefined();
    expect((await refreshBothWays(world, "all.csv")).unasked).toBe(0);
  });
});

describe("a refresh that is interrupted", () => {
  it("says how many of the rows that it asks about are answered, and goes on from there", async () => {
    const world = await copyOf(base);
    const text = (await world.read(list)).replace("nobody: ", "nobody:  ");
    await writeFile(world.path(list), text);
    const argv = ["refresh", list, "-o", "interrupted.csv", "--batch-size", "1"];
    const controller = new AbortController();
    let looks = 0;
    const now = () => {
      if (++looks === 60) controller.abort();
      return looks;
    };
    const broken = await run(argv, { cwd: world.folder, signal: controller.signal, now });
    expect(broken.code).toBe(130);
    const kept = /Run the same command again: (\d+) answers kept\.\n$/.exec(broken.stderr)?.[1];
    expect(await world.done("runs", "list")).toContain(`resumable, ${kept} answers, `);
    expect(JSON.parse(await world.done("runs", "list", "--json")).runs[0]).toMatchObject({
      ...{ answered: Number(kept), requests: null },
    });
    const { stderr } = await world.go(...argv);
    expect(stderr).toContain(`resuming: ${kept} answers from an earlier run\n`);
    const resumed = await world.read("interrupted.csv");
    expect(resumed).toBe((await refreshBothWays(world, list)).output);
  });
});

function isAskable({ hb_status }: Record<string, string>): boolean {
  return hb_status !== "invalid_input" && hb_status !== "suppressed";
}
