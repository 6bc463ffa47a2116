import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RequestStep } from "../../src/ledger/request-store.ts";
import { openLedger } from "../../src/ledger/sqlite/ledger-file.ts";
import { createRequestStore } from "../../src/ledger/sqlite/requests/sqlite-request-store.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { world } from "../ledger/full-ledger.ts";

let folder: string;
beforeEach(async () => {
  folder = temporaryFolder("heartbeat-records");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const noon = (day: string) => `${day}T20:00:00Z`;
const ledger = () => ["--ledger", join(folder, "ledger.db")];

const dsar = (args: readonly string[], day = "2026-01-20"): Promise<Ran> =>
  run(["dsar", ...args], { cwd: folder, date: noon(day) });

async function json(args: readonly string[], day?: string) {
  const ran = await dsar([...args, "--json"], day);
  expect(ran.stderr).not.toContain("error:");
  return JSON.parse(ran.stdout);
}

const opening = (type: string, received: string, n = 1) =>
  [
    ...["open", "--type", type, "--received", received],
    ...["--channel", "email", "--npi", npiOf(n)],
  ] as const;

async function open(type: string, received: string, n = 1): Promise<string> {
  const day = received > "2026-01-20" ? received : "2026-01-20";
  return (await json(opening(type, received, n), day)).id;
}

/** What other commands do, straight in the ledger. */
async function record(id: string, steps: readonly RequestStep[], day: string): Promise<void> {
  const path = join(folder, ".local/share/heartbeat/ledger.db");
  const key = path.replace("ledger.db", "ledger.key");
  const file = await openLedger(path, key, { ...world, now: () => new Date(noon(day)) });
  const store = createRequestStore(file);
  const last = (await store.eventsOf(id)).at(-1)?.seq ?? 0;
  await store.record(id, last, steps);
  await store.close();
}

const answer = (day: string): RequestStep => ({
  kind: "request_answered",
  body: { day, response: "denied", basis: "other" },
});

describe("dsar open", () => {
  it("§7021: prints id, due days and the calendar they were counted by", async () => {
    expect(await json(opening("delete", "2026-01-05"))).toMatchObject({
      ...{ due: "2026-02-19", acknowledge_by: "2026-01-20", calendar: "california" },
      profile_found: "unknown",
    });
    const weekdays = [...opening("opt-out", "2026-01-05"), "--business-calendar", "weekdays"];
    expect(await json(weekdays)).toMatchObject({ due: "2026-01-26", acknowledge_by: null });
  });

  it("tells whoever sits before a terminal the same in lines, and what comes next", async () => {
    const shown = async (type: string) => {
      const options = { cwd: folder, date: noon("2026-01-20"), stdoutTerminal: true } as const;
      const ran = await run(["dsar", ...opening(type, "2026-01-05", 7)], options);
      expect(ran.code, ran.stderr).toBe(0);
      return (ran.stdout + ran.stderr).replaceAll(/R-\w{8}/g, "ID");
    };
    expect(await shown("delete")).toBe(
      [
        "request         ID",
        "acknowledge by  2026-01-20, calendar california",
        "answer by       2026-02-19",
        "on file         not known: there is no registry here",
        "Next: heartbeat dsar ack --id ID\n",
      ].join("\n"),
    );
    expect(await shown("opt-out")).toMatch(/\nNext: heartbeat dsar opt-out --id ID\n$/);
  });

  it("§7021: takes a business's own calendar, and keeps to what it said", async () => {
    const calendar = join(folder, "Acme 2026.txt");
    await writeFile(calendar, "# closed\n2026-01-06\n\n2026-01-07 # stock-taking\n");
    await writeFile(join(folder, "heartbeat.json"), '{"business_calendar": "Acme 2026.txt"}');
    const { id, due, calendar: name } = await json(opening("limit", "2026-01-05"));
    expect([due, name]).toEqual(["2026-01-28", "acme-2026"]);
    await writeFile(calendar, "");
    expect(await json(["show", "--id", id])).toMatchObject({ due, calendar: "acme-2026" });
    await writeFile(calendar, "6 January\n");
    const ran = await dsar(opening("limit", "2026-01-05"));
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining("[calendar_invalid]")]);
  });

  const header = "Type,Received,Channel,First Name,Last Name,State,NPI,Email,Note";
  const rows = [
    `delete,2026-01-05,email,,,,${npiOf(1)},,first`,
    "opt-out,2026-01-06,form,Jane,Roe,TX,,jane@example.com,",
    "know specific,2026-01-06,phone,,,,,ann@example.com,",
    `erase,2026-01-06,email,,,,${npiOf(2)},,`,
    `delete,yesterday,email,,,,${npiOf(2)},,`,
    `delete,2026-02-06,email,,,,${npiOf(2)},,`,
    `delete,2026-01-06,pigeon,,,,${npiOf(2)},,`,
    "delete,2026-01-06,email,,,,1234567890,,",
    "delete,2026-01-06,email,,,,,,nobody",
    `delete,2026-01-05,email,,,,${npiOf(1)},,the first again`,
  ];

  it("enters a list's rows or says why not, and no row twice", async () => {
    await writeFile(join(folder, "requests.csv"), `${[header, ...rows].join("\n")}\n`);
    const args = ["open", "--from", "requests.csv"];
    const first = await json([...args, "--rejects", "mend.csv"]);
    const { problems, entered, ...counts } = first;
    expect(counts).toEqual({ schema_version: 1, rows: 10, known: 1, rejected: 6 });
    expect(entered.map(({ row }: { row: number }) => row)).toEqual([1, 2, 3]);
    expect(entered.length + counts.known + counts.rejected).toBe(counts.rows);
    expect(Object.fromEntries(Object.entries(problems).map(([code, one]) => [code, one]))).toEqual({
      request_type_unknown: { count: 1, first_rows: [4] },
      request_received_invalid: { count: 1, first_rows: [5] },
      request_received_future: { count: 1, first_rows: [6] },
      request_channel_unknown: { count: 1, first_rows: [7] },
      npi_mistaken: { count: 1, first_rows: [8] },
      request_person_missing: { count: 1, first_rows: [9] },
    });
    expect((await readFile(join(folder, "mend.csv"), "utf8")).split("\n")).toHaveLength(8);
    expect((await stat(join(folder, "mend.csv"))).mode & 0o077).toBe(0);
    const again = await json(args);
    expect(again).toMatchObject({ entered: [], known: 4, rejected: 6 });
    const { requests } = await json(["list"]);
    expect(requests.map(({ type }: { type: string }) => type).sort()).toEqual([
      ...["delete", "know-specific", "opt-out"],
    ]);
    const shown = await json(["show", "--id", entered[1].id, "--person"]);
    expect(shown.person.told).toMatchObject({ emails: ["jane@example.com"] });
    expect(JSON.stringify(shown.events)).not.toMatch(/jane|roe/i);
  });

  it.each([
    [
      "a list without a column of days",
      ["Type,Channel,NPI", `delete,email,${npiOf(1)}`],
      "intake_columns",
    ],
    ["a list with two", ["Type,Received,Received Date,Channel,NPI", "a,b,c,d,e"], "intake_columns"],
  ])("refuses %s", async (_, lines, code) => {
    await writeFile(join(folder, "l.csv"), lines.join("\n"));
    const ran = await dsar(["open", "--from", "l.csv"]);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(`[${code}]`)]);
  });
});

describe("dsar extend", () => {
  it("§7021(b): gives until day 90 on day 45, once, with the reason sealed", async () => {
    const id = await open("delete", "2026-01-05");
    const args = ["extend", "--id", id, "--reason", "A vendor has not answered yet"];
    expect(await json(args, "2026-02-19")).toMatchObject({ due: "2026-04-05" });
    const again = await dsar(args, "2026-02-19");
    expect([again.code, again.stderr]).toEqual([6, expect.stringContaining("[extended_already]")]);
    const shown = await json(["show", "--id", id], "2026-02-20");
    expect(shown).toMatchObject({
      due: "2026-04-05",
      extended: { on: "2026-02-19", until: "2026-04-05" },
    });
    expect(shown.events.map(({ kind }: { kind: string }) => kind)).toContain("step_refused");
    expect(JSON.stringify(shown)).not.toContain("vendor");
  });

  it("§7021(b): is refused on day 46, exit 6, recorded, and the request overdue", async () => {
    const id = await open("delete", "2026-01-05");
    const ran = await dsar(["extend", "--id", id, "--reason", "late"], "2026-02-20");
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining("[extension_too_late]")]);
    const { events } = await json(["show", "--id", id], "2026-02-20");
    expect(events.at(-1)).toMatchObject({
      kind: "step_refused",
      body: { step: "extend", code: "extension_too_late" },
    });
    expect((await dsar(["overdue"], "2026-02-20")).code).toBe(7);
  });

  it("§7026: puts no opt-out off, and takes a reason", async () => {
    const id = await open("opt-out", "2026-01-05");
    const ran = await dsar(["extend", "--id", id, "--reason", "x"]);
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining("[step_of_another_type]")]);
    const unsaid = await dsar(["extend", "--id", id]);
    expect([unsaid.code, unsaid.stderr]).toEqual([2, expect.stringContaining("[no_reason]")]);
  });
});

describe("dsar list, show and overdue", () => {
  it("list what is due first on top, at 80 columns, by state and type", async () => {
    const late = await open("know-categories", "2025-11-01");
    const soon = await open("opt-out", "2026-01-19", 2);
    const done = await open("delete", "2025-12-01", 3);
    await record(done, [answer("2026-01-10")], "2026-01-10");
    const ran = await dsar(["list"]);
    const lines = ran.stdout.trimEnd().split("\n");
    expect(lines.slice(1).map((line) => line.slice(0, 10))).toEqual([late, soon, done]);
    expect(lines[1]).toMatch(/know-categories {2}received {2}2025-11-01 {2}2025-12-16 {2}overdue$/);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    const ids = async (...args: string[]) =>
      (await json(["list", ...args])).requests.map(({ id }: { id: string }) => id);
    expect(await ids("--open")).toEqual([late, soon]);
    expect(await ids("--state", "denied")).toEqual([done]);
    expect(await ids("--type", "opt-out")).toEqual([soon]);
    expect((await dsar(["list", "--state", "lost"])).code).toBe(2);
  });

  it("show facts, steps and events, and the person only when asked, which is recorded", async () => {
    const id = await open("delete", "2026-01-05");
    const plain = await dsar(["show", "--id", id]);
    expect(plain.stdout).not.toContain(npiOf(1));
    expect(plain.stdout).toMatch(/^answer by {3,}2026-02-19$/m);
    expect(plain.stdout).toMatch(
      /^steps {3,}ack, verify, extend, note, hold, minor, deny, letter$/m,
    );
    expect(plain.stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    const shown = await dsar(["show", "--id", id, "--person"]);
    expect(shown.stdout).toMatch(new RegExp(`^npi +${npiOf(1)}$`, "m"));
    expect(shown.stdout).toContain("person_read");
    const none = await dsar(["show", "--id", "R-22222222", "--person"]);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("[request_unknown]")]);
  });

  it("§7021: warn from day 44, and exit 7 from day 46 on, for a daily job", async () => {
    const id = await open("delete", "2026-01-05");
    await record(id, [{ kind: "request_acknowledged", body: { day: "2026-01-06" } }], "2026-01-06");
    const on = async (day: string) => {
      const ran = await dsar(["overdue", "--json"], day);
      const { overdue, urgent } = JSON.parse(ran.stdout);
      return [ran.code, overdue.length, urgent.length];
    };
    expect(await on("2026-02-17")).toEqual([0, 0, 0]);
    expect(await on("2026-02-18"), "day 44").toEqual([0, 0, 1]);
    expect(await on("2026-02-19"), "day 45").toEqual([0, 0, 1]);
    expect(await on("2026-02-20"), "day 46").toEqual([7, 1, 0]);
    const { stdout } = await dsar(["overdue"], "2026-03-01");
    expect(stdout).toMatch(
      new RegExp(`^${id} {2}delete {2}answer {2}2026-02-19 {2}10 days late`, "m"),
    );
  });

  it("say that there is nothing where there is no ledger, and miss one that is named", async () => {
    expect((await dsar(["overdue"])).code).toBe(0);
    expect(await json(["list"])).toMatchObject({ requests: [] });
    expect((await dsar(["list", ...ledger()])).code).toBe(4);
    expect((await dsar(["show", "--id", "R-22222222"])).code).toBe(4);
  });
});

describe("dsar log, metrics, audit and retention", () => {
  it("§7101: logs the same bytes twice, nobody in them, and writes 0600", async () => {
    await open("delete", "2026-01-05");
    const { stdout } = await dsar(["log"]);
    expect(stdout).toMatch(/^request,date_of_request,nature_of_request,manner_of_request,/);
    expect(stdout).not.toContain(npiOf(1));
    expect((await dsar(["log", "--csv", "log.csv"])).code).toBe(0);
    expect(await readFile(join(folder, "log.csv"), "utf8")).toBe(stdout);
    expect((await stat(join(folder, "log.csv"))).mode & 0o077).toBe(0);
    const twice = await dsar(["log", "--csv", "log.csv"]);
    expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining("[output_exists]")]);
  });

  it("§7102, §1798.99.85: count a year into two files", async () => {
    const id = await open("delete", "2026-01-05");
    await record(id, [answer("2026-01-15")], "2026-01-15");
    const ran = await dsar(["metrics", "--year", "2026", "--output", "reports"]);
    expect(ran.stdout).toMatch(/^ {2}Delete +1 +0 +0 +1 +0 +10 +10$/m);
    const data = JSON.parse(await readFile(join(folder, "reports/metrics-2026.json"), "utf8"));
    expect(data).toMatchObject({ year: 2026, ccpa: { delete: { received: 1, requests: [id] } } });
    const page = await readFile(join(folder, "reports/metrics-2026.html"), "utf8");
    expect(page).toContain("Requests about personal data, 2026");
    expect(page).not.toContain(id);
    expect((await dsar(["metrics", "--year", "26"])).code).toBe(2);
  });

  it("audits, and names request, event and rule: exit 7", async () => {
    const id = await open("delete", "2026-01-05");
    expect((await dsar(["audit"], "2026-01-20")).code).toBe(0);
    await record(id, [{ kind: "profile_erased", body: { places: 3 } }], "2026-01-20");
    const { stdout, code } = await dsar(["audit"], "2026-01-20");
    expect(code).toBe(7);
    expect(stdout).toMatch(
      new RegExp(`^ {2}${id}, event \\d+: erased .* \\[erased_unsuppressed\\]$`, "m"),
    );
    expect((await json(["audit"], "2026-01-20")).findings).toHaveLength(3);
  });

  it("§7101: retention shreds records behind 24 months for good, and the chain stays whole", async () => {
    const id = await open("delete", "2026-01-05");
    const kept = await open("delete", "2026-01-05", 2);
    await record(id, [answer("2026-01-15")], "2026-01-15");
    const path = join(folder, ".local/share/heartbeat/ledger.db");
    const sealedBytes = async () => {
      const file = await openLedger(path, path.replace(".db", ".key"), world);
      const rows = file.db.prepare("SELECT bytes FROM sealed WHERE request = ?").all(id);
      file.db.close();
      return rows.map(([bytes]) => Buffer.from(bytes as Uint8Array));
    };
    const [sealed = Buffer.from("none")] = await sealedBytes();
    expect((await json(["retention", "run"], "2028-01-20")).shredded, "day 0").toEqual([]);
    const later = "2028-01-21";
    expect(await json(["retention", "run", "--dry-run"], later)).toMatchObject({
      shredded: [{ request: id, class: "record", parts: 1 }],
    });
    expect((await readFile(path)).includes(sealed)).toBe(true);
    expect((await dsar(["audit"], later)).stdout).toContain("[record_kept]");
    expect(await json(["retention", "run"], later)).toMatchObject({
      shredded: [{ request: id, since: "2028-01-20" }],
    });
    expect((await readFile(path)).includes(sealed)).toBe(false);
    expect(await readFile(`${path}-wal`).catch(() => Buffer.alloc(0))).toHaveLength(0);
    expect(await json(["retention", "run"], later), "again").toMatchObject({ shredded: [] });
    expect((await run(["ledger", "audit"], { cwd: folder })).code).toBe(0);
    expect((await dsar(["show", "--id", id, "--person"], later)).stdout).toContain("was shredded");
    expect((await dsar(["show", "--id", kept, "--person"], later)).stdout).toContain(npiOf(2));
    expect((await dsar(["log", "--since", "2026-01-01"], later)).stdout).toContain(",2028-01-21\n");
  });
});
