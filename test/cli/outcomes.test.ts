import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contactList } from "../../fixtures/contact-list.ts";
import { type Ran, run } from "../helpers/run.ts";

/** Jonathan Harlowe of fixtures/contacts.csv, alone in a registry with his contacts. */
const harlowe = "1000777775";
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heartbeat-outcomes-"));
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
    await outcomes("later.csv", [`${harlowe},,,opted in to calls,2025-12-01`]).catch(
      () => undefined,
    );
    expect(await told("hb_do_not_contact")).toMatchObject({ hb_do_not_contact: "call" });
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
