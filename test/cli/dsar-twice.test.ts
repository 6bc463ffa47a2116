import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { RequestStep } from "../../src/ledger/request-store.ts";
import { createRequestStore } from "../../src/ledger/sqlite/requests/sqlite-request-store.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { openLedgerIn, world } from "../ledger/full-ledger.ts";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder("heartbeat-twice");
  return () => rm(folder, { recursive: true, force: true });
});

const dsar = (args: readonly string[], stdin = "", date = "2026-01-20T20:00:00Z"): Promise<Ran> =>
  run(["dsar", ...args], { cwd: folder, stdin, date });

const jane = "full_name: Jane Quillfeather\nstate: TX";
const janeByMail = "email: jane@example.com";

/** @param person lines that say whom it is about */
async function opened(person: string, type = "delete", ...more: string[]) {
  const terms = ["--type", type, "--received", "2026-01-15", "--channel", "email"];
  const { code, stdout, stderr } = await dsar(["open", ...terms, "--person", "-", ...more], person);
  expect(code, stderr).toBe(0);
  return { ...JSON.parse(stdout), stderr };
}

const idOf = async (...given: Parameters<typeof opened>): Promise<string> =>
  (await opened(...given)).id;

async function json(...args: string[]) {
  const { code, stdout, stderr } = await dsar([...args, "--json"]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

/** What other commands do, straight in the ledger. */
async function record(id: string, ...steps: RequestStep[]): Promise<void> {
  const place = join(folder, ".local/share/heartbeat");
  const store = createRequestStore(await openLedgerIn(place, world));
  const last = (await store.eventsOf(id)).at(-1)?.seq ?? 0;
  await store.record(id, last, steps);
  await store.close();
}

const answered = (response: string, day = "2026-01-18"): RequestStep => ({
  kind: "request_answered",
  body: { day, response },
});

describe("a second request of the same person and type", () => {
  it.each([
    ["the same NPI", `npi: ${npiOf(1)}`, `npi: ${npiOf(1)}\n${janeByMail}`],
    ["the same e-mail address", janeByMail, "email:  JANE@Example.com "],
    ["one of several addresses", `${janeByMail}; jq@example.net`, "email: jq@example.net"],
    ["name and state", jane, "full_name: QUILLFEATHER, Jane MD\nstate: Texas"],
    [
      "a name, and a ZIP of the state",
      jane,
      "first_name: Jane\nlast_name: Quillfeather\nzip: 77001",
    ],
    [
      "the same license",
      "license: q123456\nlicense_state: TX",
      "license: Q123456\nlicense_state: TX",
    ],
    ["one with an NPI and one without", `npi: ${npiOf(1)}\n${jane}`, jane],
  ])("is entered, with its own clock, and the other one named: %s", async (_, one, other) => {
    const first = await idOf(one);
    const second = await opened(other);
    expect(second).toMatchObject({ due: "2026-03-01", also_open: [first], also_open_cut: false });
    expect(second.stderr).toContain(`by what was said of the same person: ${first}\n`);
    expect(await json("show", "--id", first)).toMatchObject({ also_open: [second.id] });
    const shown = await dsar(["show", "--id", second.id]);
    expect(shown.stdout).toMatch(new RegExp(`^also open +${first}$`, "m"));
    expect(`${second.stderr}${shown.stdout}`).not.toMatch(/quillfeather|example\.com|Q123456/i);
  });

  it.each([
    ["another type", `npi: ${npiOf(1)}`, "correct", `npi: ${npiOf(1)}`],
    [
      "another NPI, whatever the name",
      `npi: ${npiOf(1)}\n${jane}`,
      "delete",
      `npi: ${npiOf(2)}\n${jane}`,
    ],
    [
      "another NPI, of one office",
      `npi: ${npiOf(1)}\n${janeByMail}`,
      "delete",
      `npi: ${npiOf(2)}\n${janeByMail}`,
    ],
    ["another state", jane, "delete", "full_name: Jane Quillfeather\nstate: OH"],
    ["another first name", jane, "delete", "full_name: John Quillfeather\nstate: TX"],
    ["an initial", jane, "delete", "full_name: J Quillfeather\nstate: TX"],
    ["a name alone", "full_name: Jane Quillfeather", "delete", "full_name: Jane Quillfeather"],
    [
      "a telephone alone, which is a clinic's",
      "phone: 512-555-0143",
      "delete",
      "phone: 5125550143",
    ],
  ])("is none that is of %s", async (_, one, type, other) => {
    await opened(one);
    const second = await opened(other, type);
    expect(second).toMatchObject({ also_open: [], know_answered: [] });
    expect(second.stderr).not.toContain("Also open");
  });

  it("R1: is none of a user: whoever is both asks twice", async () => {
    await opened(janeByMail);
    expect(await opened(janeByMail, "delete", "--subject", "user")).toMatchObject({
      also_open: [],
    });
  });

  it("is none once the first is answered, and one while it is held or refused", async () => {
    const first = await idOf(janeByMail);
    await record(first, { kind: "verification_refused", body: { day: "2026-01-17" } });
    const second = await opened(janeByMail);
    expect(second.also_open).toEqual([first]);
    await record(first, answered("denied"));
    expect(await json("show", "--id", first)).toMatchObject({ also_open: [] });
    expect(await opened(janeByMail)).toMatchObject({ also_open: [second.id] });
  });

  it("is one of either type where specific pieces have become categories", async () => {
    const first = await idOf(janeByMail, "know-specific");
    await record(first, { kind: "request_downgraded", body: {} });
    for (const type of ["know-specific", "know-categories"]) {
      expect((await opened(janeByMail, type)).also_open).toContain(first);
    }
  });

  it("is found as soon as more was said of whom a choice is about", async () => {
    const first = await idOf(`${jane}\n${janeByMail}`, "opt-out");
    const { id, also_open } = await opened("full_name: J. Quillfeather\nstate: TX", "opt-out");
    expect(also_open).toEqual([]);
    const ran = await dsar(["amend", "--id", id], janeByMail);
    expect(JSON.parse(ran.stdout)).toMatchObject({ also_open: [first] });
    expect(ran.stderr).toContain(first);
  });

  it("is told to one at least of two who enter one at the same time", async () => {
    const both = await Promise.all([opened(janeByMail), opened(janeByMail)]);
    const ids = both.map(({ id }) => id);
    const told = both.flatMap(({ also_open }) => also_open);
    expect(told.length).toBeGreaterThan(0);
    expect(ids).toEqual(expect.arrayContaining(told));
  });

  it("is marked in the list, at 80 columns", async () => {
    const [first, second] = [
      await idOf(janeByMail, "know-specific"),
      await idOf(janeByMail, "know-specific"),
    ];
    const alone = await idOf(jane);
    const { stdout, stderr } = await dsar(["list"], "", "2026-03-10T20:00:00Z");
    const marks = stdout
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => [line.slice(0, 10), /twice$/.test(line)]);
    expect(Object.fromEntries(marks)).toEqual({ [first]: true, [second]: true, [alone]: false });
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(stderr).toContain("twice: ");
    const { requests } = await json("list", "--type", "know-specific");
    expect(requests.flatMap(({ also_open }: { also_open: string[] }) => also_open).sort()).toEqual(
      [first, second].sort(),
    );
  });

  it("reveals nothing to whoever asks: event, letter and answer are those of a first one", async () => {
    const person = `full_name: Jane Quillfeather\nstate: TX\n${janeByMail}`;
    const letterOf = async (id: string) => {
      const kinds = (await json("show", "--id", id)).events.map(
        ({ kind }: { kind: string }) => kind,
      );
      await dsar(["ack", "--id", id]);
      const { stdout } = await dsar(["letter", "--id", id]);
      expect(stdout).toContain(id);
      return { kinds, letter: stdout.replaceAll(id, "R") };
    };
    const first = await idOf(person);
    const alone = await letterOf(first);
    const second = await opened(person);
    expect(second.also_open).toEqual([first]);
    expect(await letterOf(second.id)).toEqual(alone);
  });

  it("is not hidden by sealed bytes of somebody else that are damaged", async () => {
    const [broken, first] = [await idOf(jane), await idOf(janeByMail)];
    const ledger = await openLedgerIn(join(folder, ".local/share/heartbeat"), world);
    ledger.db.exec(`UPDATE sealed SET bytes = zeroblob(length(bytes)) WHERE request = '${broken}'`);
    ledger.db.close();
    expect(await opened(janeByMail)).toMatchObject({ also_open: [first] });
    expect((await dsar(["list"])).code).toBe(0);
  });
});

describe("a list of requests", () => {
  const header = "Type,Received,Channel,First Name,Last Name,State,NPI,Email";
  const rows = [
    "delete,2026-01-05,email,Jane,Quillfeather,TX,,",
    "delete,2026-01-06,form,JANE,QUILLFEATHER,Texas,,",
    "opt-out,2026-01-06,form,Jane,Quillfeather,TX,,",
    `delete,2026-01-06,phone,,,,${npiOf(3)},`,
    "delete,2026-01-05,email,Jane,Quillfeather,TX,,",
  ];

  it("names the others of each row, also those of the same list", async () => {
    const before = await idOf(`npi: ${npiOf(3)}`);
    await writeFile(join(folder, "r.csv"), `${[header, ...rows].join("\n")}\n`);
    const ran = await dsar(["open", "--from", "r.csv"]);
    expect(ran.code, ran.stderr).toBe(0);
    const [head, ...told] = ran.stdout.trimEnd().split("\n");
    expect(head).toBe("row,request,due,also_open");
    const cells = told.map((line) => line.split(","));
    const [one, two] = cells.map(([, id]) => id);
    expect(cells.map(([row, , , others]) => [row, others])).toEqual([
      ["1", two],
      ["2", one],
      ["3", ""],
      ["4", before],
    ]);
    expect(ran.stderr).toContain("Also open: 3 rows of somebody");
    expect(ran.stderr).not.toMatch(/quillfeather/i);
    const again = await json("open", "--from", "r.csv");
    expect(again).toMatchObject({ entered: [], known: 5 });
  });

  it("names twenty where all rows are one person's, and says that there are more", async () => {
    const lines = Array.from(
      { length: 30 },
      (_, i) =>
        `delete,2025-12-${(i % 28) + 1 < 10 ? "0" : ""}${(i % 28) + 1},${i < 28 ? "email" : "form"},Jane,Quillfeather,TX,,`,
    );
    await writeFile(join(folder, "r.csv"), `${[header, ...lines].join("\n")}\n`);
    const { entered } = await json("open", "--from", "r.csv");
    expect(entered).toHaveLength(30);
    const ids = entered.map(({ id }: { id: string }) => id);
    for (const { id, also_open, also_open_cut } of entered) {
      expect(also_open).toEqual(ids.filter((other: string) => other !== id).slice(0, 20));
      expect(also_open_cut).toBe(true);
    }
    const { stdout } = await dsar(["show", "--id", ids[29]]);
    expect(stdout).toContain("and more");
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });
});

describe("§1798.130(b): a request to know of somebody who was told twice in 12 months", () => {
  it("is entered, and compliance told that nothing has to be told again", async () => {
    const [one, two, three, four] = [
      await idOf(janeByMail, "know-specific"),
      await idOf(janeByMail, "know-categories"),
      await idOf(janeByMail, "know-categories"),
      await idOf(janeByMail, "know-categories"),
    ];
    await record(one, answered("complied", "2026-01-16"));
    await record(two, answered("complied", "2025-01-20"));
    await record(three, answered("denied", "2026-01-16"));
    expect(await json("show", "--id", four)).toMatchObject({ know_answered: [one] });
    const once = await opened(janeByMail, "know-specific");
    expect(once.stderr).not.toContain("no duty");
    await record(once.id, answered("partly", "2025-01-21"));
    const third = await opened(janeByMail, "know-specific");
    expect(third).toMatchObject({ know_answered: [one, once.id], also_open: [] });
    expect(third.stderr).toContain(`${one}, ${once.id}: no duty to tell them again`);
    expect((await dsar(["show", "--id", third.id])).stdout).toContain("told before");
    expect(await opened(janeByMail)).toMatchObject({ know_answered: [] });
  });
});
