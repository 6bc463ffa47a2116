import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = temporaryFolder("heartbeat-suppress");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const suppress = (args: readonly string[], stdin?: string): Promise<Ran> =>
  run(["suppress", ...args], { cwd: folder, ...(stdin === undefined ? {} : { stdin }) });

async function json(args: readonly string[], stdin?: string) {
  const ran = await suppress([...args, "--json"], stdin);
  expect(ran.stderr).not.toContain("error:");
  return JSON.parse(ran.stdout);
}

const save = (name: string, lines: readonly string[]) =>
  writeFile(join(folder, name), `${lines.join("\n")}\n`);

const isSuppressed = async (person: string) => (await json(["check"], person)).suppressed;

const sha = (text: string, as: "hex" | "base64") => createHash("sha256").update(text).digest(as);

describe("suppress add", () => {
  it("takes one person as lines or JSON, by any of whose keys they are found", async () => {
    const lines = "Email: Jane@Example.com\nphone: (512) 555-0101\nphone: 512-555-0102\n";
    expect(await json(["add", "--reason", "opt_out"], lines)).toMatchObject({
      ...{ reason: "opt_out", channel: "cli", source: "manual", date: "2026-01-20" },
      ...{ reversible: true, added: 1, known: 0, number: 1 },
    });
    expect(await isSuppressed("phone: 1 512 555 0102")).toBe(true);
    expect(await isSuppressed('{"email": ["other@example.com", "jane@example.com"]}')).toBe(true);
    expect(await isSuppressed("email: other@example.com")).toBe(false);
    expect(await json(["add", "--reason", "opt_out"], lines)).toMatchObject({ added: 0, known: 1 });
  });

  const refused: [string, string[], string, string][] = [
    ["a field that there is not", [], "birthday: 1980-01-01", "person_invalid"],
    ["a line without a field", [], "wilma@example.com", "person_invalid"],
    ["broken JSON", [], '{"email": ', "person_invalid"],
    ["nothing", [], "", "person_invalid"],
    ["UTF-16", [], "\ufeffn\0p\0i\0:\0", "person_invalid"],
    ["more than anybody is", [], `email: ${"wilma".repeat(20_000)}`, "person_invalid"],
    ["an e-mail address that steers", [], "email: \u001b[31mwilma@example.com", "email_unusable"],
    ["an NPI with a slip", [], "npi: 1234567890", "npi_mistaken"],
    ["an e-mail address that is none", [], `npi: ${npiOf(1)}\nemail: wilma`, "email_unusable"],
    ["a name without a place", [], "full_name: Wilma Roe\nstate: TX", "no_key"],
    ["a reason that there is not", ["--reason", "whim"], "", "suppression_reason"],
    ["a day to come", ["--date", "2027-01-01"], `npi: ${npiOf(1)}`, "as_of_future"],
  ];
  it.each(refused)("refuses %s, and makes no ledger", async (_, options, person, code) => {
    const ran = await suppress(["add", "--reason", "opt_out", ...options], person);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain(`[${code}]`);
    expect(ran.stderr).not.toMatch(/wilma|1980|1234567890/i);
    expect((await suppress(["list"])).stderr).toContain("Nobody is suppressed.");
  });
});

it("names the line or the file of what cannot be used", async () => {
  const add = ["add", "--reason", "opt_out"];
  const told = await suppress(add, `npi: ${npiOf(1)}\n\nssn: 123\n`);
  expect(told.stderr).toContain("no field of a person (line 3)");
  const missing = await suppress([...add, "--from", "person 100%.txt"]);
  expect(missing.code).toBe(3);
  expect(missing.stderr).toContain(`${join(folder, "person 100%.txt")} cannot be read (ENOENT)`);
});

describe("suppress remove", () => {
  it("lifts, and says when there is nobody", async () => {
    await suppress(["add", "--reason", "own_list", "--npi", npiOf(1)]);
    expect(await json(["remove", "--npi", npiOf(2)])).toMatchObject({ lifted: 0 });
    expect(await json(["remove"], `npi: ${npiOf(1)}`)).toMatchObject({ lifted: 1 });
    expect(await isSuppressed(`npi: ${npiOf(1)}`)).toBe(false);
  });

  it.each([
    ["a deletion", ["--reason", "deletion"]],
    ["what is said to be", ["--reason", "minor", "--irreversible"]],
  ])("refuses to lift %s for good: exit 6", async (_, options) => {
    await suppress(["add", "--npi", npiOf(1), ...options]);
    await suppress(["add", "--npi", npiOf(1), "--reason", "own_list"]);
    const ran = await suppress(["remove", "--npi", npiOf(1)]);
    expect(ran.code).toBe(6);
    expect(ran.stderr).toContain("[suppression_irreversible]");
    expect((await json(["check", "--npi", npiOf(1)])).suppressions).toHaveLength(2);
  });
});

describe("suppress import", () => {
  const header = "First Name,Last Name,City,State,ZIP,NPI,Work Email,Office Phone,Mobile";

  it("suppresses the people of a list by all that it says of them, once", async () => {
    await save("former.csv", [
      header,
      `Jane,Roe,,,,${npiOf(1)},jane@example.com,(512) 555-0101,512.555.0102`,
      `,,,,,${npiOf(2)},,,`,
    ]);
    const first = await json(["import", "former.csv"]);
    expect(first).toMatchObject({ source: "former", reason: "own_list", added: 2, known: 0 });
    expect(first.keys).toEqual({ npi: 2, email: 1, phone: 2 });
    expect(await isSuppressed("phone: 5125550102")).toBe(true);
    const again = await suppress(["import", "former.csv"]);
    expect(again.stderr).toContain("unchanged: former adds nobody, 2 were suppressed already");
    const { suppressions, number } = await json(["list"]);
    expect([number, suppressions]).toMatchObject([1, [{ source: "former", in_force: 2 }]]);
  });

  it("keeps somebody by name and place too, and says nobody by a name alone", async () => {
    await save("names.csv", [header, "Jane,Roe,Austin,TX,78701,,,,", "John,Doe,,,,,,,"]);
    expect(await json(["import", "names.csv"])).toMatchObject({
      ...{ added: 1, rejected: 1, keys: { ghost: 1 }, rejects: { no_key: { first_rows: [2] } } },
    });
    await save("leads.csv", [header, "JANE,ROE,,,78701,,,,", "Jane,Roe,Reno,NV,89501,,,,"]);
    expect((await suppress(["check", "leads.csv"])).stdout).toBe("row,by\n1,name\n");
  });

  it("takes hashes in base64 and hex, known by their cells and the column's name", async () => {
    await save("hashes.csv", [
      "email_sha256,Digest",
      `${sha("jane@example.com", "base64")},${sha("5125550101", "hex")}`,
      `${sha("ann@example.com", "hex").toUpperCase()},`,
    ]);
    const unsaid = await suppress(["import", "hashes.csv"]);
    expect([unsaid.code, unsaid.stderr]).toEqual([
      2,
      expect.stringContaining("hashed_column_unknown"),
    ]);
    const done = await json(["import", "hashes.csv", "--hashed", "phone=Digest"]);
    expect(done).toMatchObject({ added: 2, hashed: 3, keys: { email: 2, phone: 1 } });
    for (const person of [
      "email: Jane@example.com",
      "phone: (512) 555-0101",
      "email: ann@example.com",
    ]) {
      expect(await isSuppressed(person)).toBe(true);
    }
  });

  it("loses no row: what cannot be used is counted, and written to be mended", async () => {
    await save("list.csv", [
      "NPI,Email,Phone",
      `${npiOf(1)},n/a,512-555-0101`,
      "1234567890,,",
      ",,",
      `,"jane@example.com; ann@example.com",`,
    ]);
    const done = await json(["import", "list.csv", "--rejects", "bad.csv"]);
    expect(done).toMatchObject({ rows: 4, usable: 2, rejected: 2, added: 2 });
    expect(done.problems).toEqual({ email_unusable: { count: 1, first_rows: [1] } });
    const rejects = (await readFile(join(folder, "bad.csv"), "utf8")).trimEnd().split("\n");
    expect(rejects.map((line) => /hb_reject|npi_mistaken|no_key/.exec(line)?.[0])).toEqual([
      "hb_reject",
      "npi_mistaken",
      "no_key",
    ]);
    expect(await isSuppressed("email: ann@example.com")).toBe(true);
  });

  it("of which no row can be used is refused, after it was said why", async () => {
    await save("lost.csv", ["NPI,Email", `${npiOf(1)},ja\0ne@example.com`, "1234567890,"]);
    const ran = await suppress(["import", "lost.csv", "--rejects", "bad.csv"]);
    expect(ran).toMatchObject({ code: 3, stdout: "" });
    for (const said of ["malformed_record", "npi_mistaken", "[nobody_usable]", "2 rows"]) {
      expect(ran.stderr).toContain(said);
    }
    expect(await readFile(join(folder, "bad.csv"), "utf8")).toContain("npi_mistaken");
  });

  it("is called by its file, whatever letters that has", async () => {
    await save("Frühere Klienten 100%.csv", ["NPI", npiOf(1)]);
    expect(await json(["import", "Frühere Klienten 100%.csv"])).toMatchObject({
      source: "fruhere-klienten-100-",
    });
  });

  it("reads standard input, and suppresses nobody with --dry-run", async () => {
    const list = `NPI\n${npiOf(1)}\n`;
    expect(await json(["import", "-", "--dry-run"], list)).toMatchObject({ usable: 1, added: 0 });
    expect(await isSuppressed(`npi: ${npiOf(1)}`)).toBe(false);
    expect(await json(["import", "-"], list)).toMatchObject({ source: "stdin", added: 1 });
  });
});

describe("suppress check", () => {
  it("names rows by number alone, on standard output or in a file", async () => {
    await suppress(["add", "--reason", "opt_out", "--npi", npiOf(2)]);
    await save("leads.csv", ["NPI", npiOf(1), npiOf(2), npiOf(3), npiOf(2)]);
    const ran = await suppress(["check", "leads.csv"]);
    expect(ran).toMatchObject({ code: 0, stdout: "row,by\n2,key\n4,key\n" });
    expect(ran.stderr).toContain("2 of 4 rows are suppressed");
    expect(ran.stderr).not.toContain("Not checked");
    await suppress(["check", "leads.csv", "--output", "rows.csv"]);
    expect(await readFile(join(folder, "rows.csv"), "utf8")).toBe(ran.stdout);
  });

  it("says which rows it could not ask about", async () => {
    await suppress(["add", "--reason", "opt_out", "--npi", npiOf(2)]);
    await save("leads.csv", [
      "NPI,Email",
      `${npiOf(2)},`,
      "1234567890,",
      `,ja\0ne@example.com`,
      ",",
    ]);
    expect((await json(["check", "leads.csv"])).unchecked).toEqual({
      malformed_record: { count: 1, first_rows: [3] },
      no_key: { count: 1, first_rows: [4] },
      npi_mistaken: { count: 1, first_rows: [2] },
    });
    expect((await suppress(["check", "leads.csv"])).stderr).toContain("Not checked:");
  });
});
