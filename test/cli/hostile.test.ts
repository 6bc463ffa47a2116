import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { lstat, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const arabella = npiOf(1);

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-hostile");
  const street = "9 Exceedingly Long And Winding Lane Behind The Old Invented Sample Works";
  const address = "Provider First Line Business Practice Location Address";
  const people = [personRow(arabella), personRow(npiOf(2), { [address]: street.toUpperCase() })];
  await writeFile(join(folder, "npidata.csv"), npidata(people));
  await list("leads.csv", `Arabella Quillfeather,Exampleville,OH,${arabella}`);
  const argv = ["registry", "import", "npidata.csv", "--registry", "registry"];
  const built = await run(argv, { cwd: folder });
  expect(built.code, built.stderr).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function over(...argv: string[]): Promise<Ran> {
  return run([...argv, "--registry", "registry"], { cwd: folder });
}

function list(name: string, ...rows: string[]): Promise<void> {
  return writeFile(join(folder, name), `${["Name,City,State,NPI", ...rows].join("\n")}\n`);
}

const steering = "\u001b";

describe("a list that is none", () => {
  it.each([
    ["an NPI", `Arabella Quillfeather,Exampleville,OH,${arabella}\nNobody Atall,Fairview,TX,\n`],
    ["an email", "Arabella Quillfeather,a.q@example.org\nNobody Atall,n.a@example.org\n"],
    ["a telephone number", "Arabella Quillfeather,(614) 555-0123\nNobody Atall,614-555-0124\n"],
  ])("shows nobody when its first line holds %s and no names of columns", async (_what, text) => {
    await writeFile(join(folder, "bare.csv"), text);
    for (const argv of [
      ["enrich", "-o", "bare.out.csv"],
      ["explain", "--row", "1"],
      ["enrich", "--dry-run"],
    ]) {
      const ran = await over(...argv, "bare.csv");
      expect(ran).toMatchObject({ code: 3, stdout: "" });
      expect(ran.stderr).toContain("[input_no_header]");
      const said = ran.stderr.replaceAll(folder, "");
      expect(said).not.toMatch(/Quillfeather|Nobody|example\.org|614/);
      expect(ran.stderr).not.toContain(arabella);
    }
    expect(existsSync(join(folder, "bare.out.csv"))).toBe(false);
  });

  it("is told once when no column can be searched by, not in every row", async () => {
    await writeFile(join(folder, "odd.csv"), "Arabella,Exampleville\nDesmond,Fairview\n");
    const ran = await over("enrich", "odd.csv");
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain("[nothing_to_search_by]");
    expect(ran.stderr).not.toMatch(/Arabella|Exampleville/);
    expect(existsSync(join(folder, "odd.enriched.csv"))).toBe(false);
    const mapped = await over("enrich", "odd.csv", "--map", "full_name=@1", "-o", "-");
    expect(mapped.code).toBe(0);
  });
});

describe("a place that cannot be written", () => {
  const unread = "this list is never read";

  it.each([
    ["no/such/folder/o.csv", "its folder does not exist"],
    ["leads.csv/o.csv", "its folder is a file"],
    ["registry", "it is a folder"],
  ])("is told before the list is read: %s", async (place, why) => {
    await writeFile(join(folder, "unread.csv"), unread);
    for (const flag of ["--output", "--rejects"]) {
      const ran = await over("enrich", "unread.csv", flag, place, "--force");
      expect(ran).toMatchObject({ code: 3, stdout: "" });
      expect(ran.stderr).toContain(why);
      expect(ran.stderr.trim().split("\n")).toHaveLength(2);
    }
  });

  it("is the same for a name that is empty", async () => {
    for (const argv of [["leads.csv", "-o", ""], ["leads.csv", "--rejects", ""], [""]]) {
      const ran = await over("enrich", ...argv);
      expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining("name is empty") });
    }
  });

  it("is a link to nowhere, which is kept without --force", async () => {
    await symlink("nowhere.csv", join(folder, "dangling.csv"));
    const ran = await over("enrich", "leads.csv", "-o", "dangling.csv");
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining("[output_exists]") });
    expect((await lstat(join(folder, "dangling.csv"))).isSymbolicLink()).toBe(true);
    const forced = await over("enrich", "leads.csv", "-o", "dangling.csv", "--force");
    expect(forced.code, forced.stderr).toBe(0);
    expect((await lstat(join(folder, "dangling.csv"))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, "nowhere.csv"), "utf8")).toContain("hb_status");
  });

  it.skipIf(!existsSync("/dev/full"))("leaves no output when the rejects are lost", async () => {
    const before = new Set([...(await readdir(folder)), ".local"]);
    const argv = ["-o", "half.csv", "--rejects", "/dev/full", "--force"];
    const ran = await over("enrich", "leads.csv", ...argv);
    expect(ran).toMatchObject({ code: 3, stderr: expect.stringContaining("[disk_full]") });
    expect((await readdir(folder)).filter((name) => !before.has(name))).toEqual([]);
  });
});

function expectHarmless(text: string): void {
  for (const character of [steering, "\u0007", "\u202e"]) expect(text).not.toContain(character);
}

describe("text that would steer a terminal", () => {
  it("is harmless in a file name", async () => {
    const name = `a${steering}[31m\u202e.csv`;
    const missing = await over("enrich", name);
    expect(missing).toMatchObject({ code: 3, stderr: expect.stringContaining("does not exist") });
    await list(name, "Nobody Atall,Fairview,TX,");
    const found = await over("enrich", name, "--verbose");
    expect(found.code).toBe(0);
    for (const { stderr } of [missing, found]) expectHarmless(stderr);
  });

  it("is harmless in a header, and in a cell that is explained", async () => {
    const text = `Na${steering}[2Jme,City\nArabella${steering}]0;x\u0007 Quillfeather,Reno\n`;
    await writeFile(join(folder, "steering.csv"), text);
    const argv = ["steering.csv", "--map", "full_name=@1"];
    const { stdout, stderr } = await over("explain", ...argv, "--row", "1");
    expect(stdout).toContain("Quillfeather");
    const dry = await over("enrich", ...argv, "--dry-run");
    expectHarmless(stdout + stderr + dry.stderr);
  });
});

describe("what is shown fits a terminal of 80 columns", () => {
  it.each([
    ["explain", "wide.csv", "--row", "1"],
    ["explain", "wide.csv", "--row", "2"],
    ["explain", "wide.csv", "--row", "3"],
    ["show", npiOf(2)],
    ["enrich", "wide.csv", "--dry-run"],
    ["enrich", "wide.csv", "--map", "nip=NPI"],
  ])("%s %s %s %s", async (...argv) => {
    await list(
      "wide.csv",
      `"Quillfeather, Arabella",Exampleville,OH,${arabella}`,
      `${"Zebedee ".repeat(40)},${"Fairview ".repeat(40)},TX,`,
      `${"z".repeat(10_000)},Fairview,TX,`,
    );
    const { stdout, stderr } = await over(...argv.filter((word) => word !== undefined));
    const lines = `${stdout}${stderr}`.split("\n");
    expect(lines.length).toBeGreaterThan(2);
    // A path is as long as it is.
    const wide = lines.filter((line) => line.replace(folder, "").length > 80);
    expect(wide).toEqual([]);
  });
});

describe("a list out of a pipe", () => {
  it("goes to standard output, as nothing can stand beside it", async () => {
    const pipe = join(folder, "pipe.csv");
    await promisify(execFile)("mkfifo", [pipe]);
    const [ran] = await Promise.all([
      over("enrich", "pipe.csv"),
      writeFile(pipe, "Name,City\nNobody Atall,Fairview\n"),
    ]);
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining("hb_status") });
    expect(ran.stderr).not.toContain("heartbeat explain");
    expect(existsSync(join(folder, "pipe.enriched.csv"))).toBe(false);
  });
});

describe("the next command to type", () => {
  it("asks for the same confidence as the run did", async () => {
    await list("strict.csv", "Nobody Atall,Fairview,TX,");
    const { stderr } = await over("enrich", "strict.csv", "--min-confidence", "0.99");
    const hint = stderr.replaceAll(/\s+/g, " ");
    expect(hint).toContain("--min-confidence 0.99");
    const explained = await over("explain", "strict.csv", "--row", "1", "--min-confidence", "0.99");
    expect(explained.code).toBe(0);
  });

  it("gives a rejected line the reason that it had in the run", async () => {
    await list("torn.csv", '"Nobody" Atall,Fairview,TX,');
    const { stderr } = await over("enrich", "torn.csv");
    const words = stderr.trim().split("\n").at(-1)?.trim().split(" ").slice(1) ?? [];
    const { stdout } = await run(words, { cwd: folder });
    expect(stdout).toContain("invalid_input");
    expect(stdout).toContain("text_after_quote");
  });

  it("works for a list whose name begins with a dash", async () => {
    await list("-dash.csv", "Nobody Atall,Fairview,TX,");
    const { code, stderr } = await over("enrich", "./-dash.csv");
    expect(code).toBe(0);
    expect(await readFile(join(folder, "-dash.enriched.csv"), "utf8")).toContain("no_match");
    const { stderr: dashed } = await run(
      ["enrich", "--registry", "registry", "-f", "--", "-dash.csv"],
      { cwd: folder },
    );
    for (const text of [stderr, dashed]) expect(text).not.toMatch(/explain -/);
  });
});
