import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contactList } from "../../fixtures/contact-list.ts";
import { type Ran, run } from "../helpers/run.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** Jonathan Harlowe of fixtures/contacts.csv, alone in a registry with his contacts. */
const harlowe = "1000777775";
let folder: string;

beforeAll(async () => {
  folder = temporaryFolder("heartbeat-outcomes");
  const lines = (await readFile("fixtures/npidata.csv", "utf8")).split("\n");
  const rows = lines.filter((line, i) => i === 0 || line.slice(1, 11) === harlowe);
  await file("npidata.csv", rows);
  const [header = "", ...contacts] = contactList().split("\n");
  await file("contacts.csv", [header, ...contacts.filter((line) => line.startsWith(harlowe))]);
  await succeed("registry", "import", "npidata.csv");
  await succeed("registry", "import", "contacts.csv", "--source", "crm", "--as-of", "2025-12-31");
  await file("leads.csv", ["NPI", harlowe]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, lines: readonly string[]): Promise<void> {
  await writeFile(join(folder, name), `${lines.join("\n")}\n`);
}

function heartbeat(...argv: string[]): Promise<Ran> {
  const needsRegistry = argv[1] !== "flags";
  const words = needsRegistry ? [...argv, "--registry", "registry"] : argv;
  return run(words, { cwd: folder, env: { HOME: join(folder, "home") } });
}

async function succeed(...argv: string[]): Promise<Ran> {
  const ran = await heartbeat(...argv);
  expect(ran.code, ran.stderr).toBe(0);
  return ran;
}

async function outcomes(name: string, rows: readonly string[], ...more: string[]) {
  await file(name, ["NPI,Email,Phone,Outcome,Date", ...rows]);
  const { stdout } = await succeed("outcomes", "import", name, "--json", "-q", ...more);
  return JSON.parse(stdout) as Record<string, unknown> & { release: string };
}

/** What a list gets of him. */
async function told(...fields: string[]): Promise<Record<string, string>> {
  const argv = ["enrich", "leads.csv", "--fields", fields.join(","), "-o", "-", "--format"];
  const { stdout } = await succeed(...argv, "ndjson", "-q");
  return JSON.parse(stdout) as Record<string, string>;
}

describe("outcomes import", () => {
  it("takes bounces out of lists, puts what was reached first, and is taken out again", async () => {
    const before = JSON.parse((await succeed("registry", "status", "--json")).stdout).release;
    expect(await told("hb_email", "hb_email_2")).toMatchObject({
      ...{ hb_email: "jon.harlowe@example.com", hb_email_2: "jharlowe@example.net" },
    });
    const rows = [
      `${harlowe},jon.harlowe@example.com,,Hard bounce,2026-01-10`,
      ",jharlowe@example.net,,Delivered,2026-01-10",
      ",,,bounced,2026-01-10",
      ",jon.harlowe@example.com,,what?,2026-01-10",
    ];
    const first = await outcomes("mail.csv", rows);
    expect(first).toMatchObject({ rows: 4, used: 2, rejected: 2 });
    expect(first.release).not.toBe(before);
    expect(await told("hb_email", "hb_email_2")).toMatchObject({
      ...{ hb_email: "jharlowe@example.net", hb_email_2: "" },
    });
    const { stdout } = await succeed("show", harlowe);
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "hard_bounce (mail, 2026-01-10); no list gets it",
    );
    expect((await outcomes("mail.csv", rows)).release).toBe(first.release);
    await succeed("registry", "remove", "--source", "mail");
    expect(JSON.parse((await succeed("registry", "status", "--json")).stdout).release).toBe(before);
    expect(await told("hb_email")).toMatchObject({ hb_email: "jon.harlowe@example.com" });
  });

  it("closes channels for good, until somebody opts in again", async () => {
    await outcomes("calls.csv", [`${harlowe},,,do not call,2026-01-12`]);
    const closed = { hb_phone: "", hb_mobile: "", hb_do_not_contact: "call" };
    const fields = ["hb_phone", "hb_mobile", "hb_email", "hb_do_not_contact"];
    const email = { hb_email: "jon.harlowe@example.com" };
    expect(await told(...fields)).toMatchObject({ ...closed, ...email });
    await succeed("registry", "import", "npidata.csv");
    await succeed("registry", "import", "contacts.csv", "--source", "two", "--as-of", "2025-12-30");
    expect(await told(...fields)).toMatchObject({ ...closed, ...email });
    const shown = await succeed("show", harlowe, "--json");
    expect(shown.stdout).not.toMatch(/5125557142|5125557143|5125550100/);
    const { stdout } = await succeed("outcomes", "flags", "--json");
    expect(JSON.stringify(JSON.parse(stdout))).toMatch(/"call"/);
    expect(stdout).not.toContain(harlowe);
    const optIn = (day: string) => [`${harlowe},,,opted in to calls,${day}`];
    expect(await outcomes("early.csv", optIn("2026-01-12"))).toMatchObject({ used: 1, flags: 1 });
    expect(await told(...fields)).toMatchObject({ ...closed, ...email });
    await outcomes("later.csv", optIn("2026-01-13"));
    expect(await told(...fields)).toMatchObject({
      hb_phone: "5125557142 x7",
      hb_do_not_contact: "",
    });
  });

  it("adds up, says the same again without news, and keeps nothing of a dry run", async () => {
    const text = await readFile("fixtures/outcomes.csv", "utf8");
    await file("outcomes.csv", text.trimEnd().split("\n"));
    const argv = ["outcomes", "import", "outcomes.csv", "--json", "-q"];
    const dry = JSON.parse((await succeed(...argv, "--dry-run")).stdout);
    expect(dry).toMatchObject({
      ...{ source: "outcomes", dry_run: true, changed: false },
      ...{ rows: 15, used: 10, no_news: 1, withheld: 0, rejected: 4, marked: 5 },
      ...{ flags: 7, new_flags: 0 },
      outcomes: {
        ...{ opted_out: 3, complaint: 1, opted_in: 1, wrong_person: 1 },
        ...{ disconnected: 1, hard_bounce: 1, reached: 1, soft_bounce: 1 },
      },
    });
    const rejected = Object.entries(dry.rejects).map(([code, one]) => [code, one]);
    expect(Object.fromEntries(rejected)).toEqual({
      value_missing: { count: 1, first_rows: [12] },
      outcome_unknown: { count: 1, first_rows: [13] },
      npi_invalid: { count: 1, first_rows: [14] },
      date_unreadable: { count: 1, first_rows: [15] },
    });
    const first = JSON.parse((await succeed(...argv)).stdout);
    expect(first).toMatchObject({ new_flags: 7, changed: true });
    const again = JSON.parse((await succeed(...argv)).stdout);
    expect(again).toMatchObject({ new_flags: 0, changed: false, release: first.release });
    await succeed("registry", "remove", "--source", "outcomes");
  });

  it("keeps opt-outs also where the registry takes nothing, and the rest the next time", async () => {
    const rows = [
      `${harlowe},jharlowe@example.net,,bounced,2026-01-14`,
      ",somebody@example.com,,unsubscribed,2026-01-14",
    ];
    await file("both.csv", ["NPI,Email,Phone,Outcome,Date", ...rows]);
    const flags = async () => (await succeed("outcomes", "flags", "--json")).stdout;
    const taken = await heartbeat("outcomes", "import", "both.csv", "--source", "crm");
    expect(taken.code).toBe(2);
    expect(taken.stderr).toContain("source_taken");
    expect(await flags()).toContain('"crm"');
    expect(await told("hb_email_2")).toMatchObject({ hb_email_2: "jharlowe@example.net" });
    const done = await outcomes("both.csv", rows);
    expect(done).toMatchObject({ source: "both", marked: 1, changed: true });
    expect(await told("hb_email_2")).toMatchObject({ hb_email_2: "" });
    await succeed("registry", "remove", "--source", "both");
  });

  it("keeps of suppressed people that they opted out, and nothing else", async () => {
    await file("hidden.csv", [
      "NPI,Email,Phone,Outcome,Date",
      `${harlowe},jon.harlowe@example.com,,bounced,2026-01-14`,
      `${harlowe},,,unsubscribed,2026-01-14`,
    ]);
    const argv = ["outcomes", "import", "hidden.csv", "--json", "--registry", "registry"];
    const { stdout, stderr } = await run(argv, {
      ...{ cwd: folder, env: { HOME: join(folder, "hidden-home") } },
      suppressions: fakeSuppressions(({ npi }) => npi === harlowe),
    });
    expect(JSON.parse(stdout)).toMatchObject({ withheld: 1, used: 1, marked: 0, flags: 1 });
    expect(stdout + stderr).not.toContain(harlowe);
  });

  it.each([
    ["no row says when", ["NPI,Email,Outcome", `${harlowe},a@example.com,bounced`]],
    ["no row says what came of it", ["NPI,Email", `${harlowe},a@example.com`]],
  ])("is refused where %s", async (_, lines) => {
    await file("odd.csv", lines);
    const { code, stderr } = await heartbeat("outcomes", "import", "odd.csv");
    expect({ code, stderr }).toMatchObject({ code: 2 });
    expect(stderr).not.toMatch(/a@example|\n\s+at /);
  });

  it("writes rows that say nothing to --rejects, with the reason", async () => {
    await outcomes(
      "bad.csv",
      [",,,bounced,2026-01-10", ",x@example.com,,what?,2026-01-10"],
      "--rejects",
      "r.csv",
    );
    const rejects = await readFile(join(folder, "r.csv"), "utf8");
    expect(rejects).toMatch(/^NPI,Email,Phone,Outcome,Date,hb_reject\n/);
    expect(rejects.trimEnd().split("\n").length).toBe(3);
  });
});
