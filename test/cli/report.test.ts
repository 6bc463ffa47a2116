import { link, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixtureRegistry } from "../helpers/fixture-registry.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { fakeService } from "../helpers/service.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-run-report");
  await writeFile(path("leads.csv"), await readFile(join(fixtures, "leads.csv")));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const path = (name: string) => join(folder, name);
const text = (name: string) => readFile(path(name), "utf8");
const modeOf = async (name: string) => (await stat(path(name))).mode & 0o777;

function heartbeat(argv: readonly string[], options: object = {}): Promise<Ran> {
  return run(argv, { cwd: folder, service: fakeService(), ...options });
}

describe("over the invented list", () => {
  const registry = ["--registry", "registry"];
  let page: string;
  beforeAll(async () => {
    await fixtureRegistry(path("registry"));
    const argv = ["enrich", "leads.csv", ...registry, "--report", "report.html"];
    const ran = await run(argv, { cwd: folder });
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toContain(`\nreport: ${path("report.html")}\n`);
    page = await text("report.html");
  });

  it("is for the user alone, and the same bytes whenever it is written", async () => {
    expect(await modeOf("report.html")).toBe(0o600);
    const argv = ["enrich", "leads.csv", "-o", "leads.enriched.csv", ...registry, "--force"];
    const ran = await run([...argv, "--report", "again.html", "--concurrency", "1"], {
      cwd: folder,
      date: "2031-05-05T05:05:05Z",
    });
    expect(ran.code).toBe(0);
    expect((await text("again.html")) === page).toBe(true);
  });

  it("has the figures of the receipt", async () => {
    const receipt = JSON.parse(await text("leads.enriched.csv.receipt.json"));
    expect(page).toContain("<p>62 rows, 44 of them matched (71.0\u00a0%), 55 leads asked.</p>");
    for (const hash of [receipt.input.sha256, receipt.untouched_sha256, receipt.release]) {
      expect(page).toContain(`<code>${hash}</code>`);
    }
    for (const [code, rows] of Object.entries(receipt.reasons)) {
      expect(page).toMatch(
        new RegExp(`${code}<small>[^<]*</small></th><td class="number">${rows}</td>`),
      );
    }
    expect(page).toContain("Candidate Name<small>column 1, by its name</small>");
  });

  it("asks nobody for anything and runs nothing", () => {
    expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'");
    expect(page).not.toMatch(
      /<script|<img|<link|<iframe|<object|\ssrc=|\shref=|url\(|@import|\son\w+=/i,
    );
  });

  it("names nobody: no cell of the list and none of a person's columns is in it", async () => {
    const shown = page.replace(/<style>[\s\S]*<\/style>/, "");
    const enriched = await text("leads.enriched.csv");
    const [, ...rows] = (await text("leads.csv")).trimEnd().split("\n");
    const cells = rows.flatMap((row) =>
      row.split(",").map((cell, i) => (i === 2 || i === 3 ? "" : cell.replaceAll('"', "").trim())),
    );
    const told = cells.filter((cell) => /\d{5}|@|^[A-Z][a-z]+ [A-Z]/.test(cell));
    expect(told.length).toBeGreaterThan(60);
    expect(told.filter((cell) => shown.includes(cell))).toEqual([]);
    const npis = [...enriched.matchAll(/(?<!\d)1\d{9}(?!\d)/g)].map(([npi]) => npi);
    expect(npis.length).toBeGreaterThan(40);
    expect(npis.filter((npi) => shown.includes(npi))).toEqual([]);
    const names = rows.flatMap((row) => (row.split(",")[0] ?? "").match(/[A-Z][a-z]{3,}/g) ?? []);
    const words = new Set(shown.match(/[A-Za-z]+/g));
    const ordinary = new Set(["Page", "Rows", "Name", "Test", "Null", "Vacant", "Department"]);
    expect(names.filter((name) => words.has(name) && !ordinary.has(name))).toEqual([]);
  });
});

describe("whoever is suppressed", () => {
  it("is counted, and nothing else: neither number of the row nor state nor specialty", async () => {
    await writeFile(path("two.csv"), `NPI\n${npiOf(1)}\n${npiOf(2)}\n`);
    const suppressions = fakeSuppressions(() => true);
    const ran = await heartbeat(["enrich", "two.csv", "--report", "two.html"], { suppressions });
    expect(ran.code, ran.stderr).toBe(0);
    const page = await text("two.html");
    expect(page).toMatch(
      /withheld<small>suppressed: [^<]*<\/small><\/th><td class="number">2<\/td><td class="text">–</,
    );
    expect(page).toContain("No row was answered.");
  });
});

describe("a refreshed list", () => {
  it("has what changed on its page", async () => {
    await writeFile(path("old.csv"), `NPI\n${npiOf(1)}\n${npiOf(2)}\n${npiOf(3)}\n`);
    expect((await heartbeat(["enrich", "old.csv"])).code).toBe(0);
    const enriched = await text("old.enriched.csv");
    await writeFile(
      path("old.enriched.csv"),
      enriched.replaceAll(/\d{10}(?=,,,no\b)/g, "2175550000"),
    );
    const argv = ["refresh", "old.enriched.csv", "-o", "new.csv", "--report", "new.html"];
    const ran = await heartbeat(argv, { service: fakeService({ release: "release-2" }) });
    expect([0, 5]).toContain(ran.code);
    const page = await text("new.html");
    expect(page).toMatch(/<h2 id="changes">What changed<\/h2>\n<p>\d+ of 3 rows changed\./);
  });
});

describe("where it is not written", () => {
  const page = ["--report", "page.html"] as const;
  const list = async (content = `NPI\n${npiOf(1)}\n`) => {
    await writeFile(path("list.csv"), content);
    return ["enrich", "list.csv", "-o", "out.csv", "--force"] as const;
  };

  it.each([
    ["a name of standard output", ["--report", "-"], "--report needs a file."],
    ["no name", ["--report", ""], "A file name is empty."],
    ["the list", ["--report", "list.csv"], "is the input"],
    ["a link to the list", ["--report", "linked.html"], "is the input"],
    ["another name of the list", ["--report", "hard.html"], "is the input"],
    ["the output", ["--report", "out.csv"], "is already what another option writes"],
    ["the receipt", ["--report", "out.csv.receipt.json"], "is already what another option writes"],
    ["a folder", ["--report", "."], "it is a folder"],
    ["a folder that is not there", ["--report", "none/page.html"], "its folder does not exist"],
    ["a folder that is a file", ["--report", "list.csv/page.html"], "its folder is a file"],
    ["a name that is too long", ["--report", "x".repeat(300)], "the name is too long"],
  ])("%s is refused before anybody is asked", async (_, words, message) => {
    const argv = await list();
    await rm(path("out.csv"), { force: true });
    await rm(path("linked.html"), { force: true });
    await rm(path("hard.html"), { force: true });
    await symlink(path("list.csv"), path("linked.html"));
    await link(path("list.csv"), path("hard.html"));
    const service = fakeService();
    const ran = await heartbeat([...argv, ...words], { service });
    expect(ran.stderr).toContain(message);
    expect([2, 3]).toContain(ran.code);
    expect([service.asked.length, (await readdir(folder)).includes("out.csv")]).toEqual([0, false]);
    expect(await text("list.csv")).toBe(`NPI\n${npiOf(1)}\n`);
  });

  it("an older page stays, but for --force", async () => {
    const argv = (await list()).filter((word) => word !== "--force");
    await rm(path("out.csv"), { force: true });
    await writeFile(path("page.html"), "older");
    const ran = await heartbeat([...argv, ...page]);
    expect([ran.code, await text("page.html")]).toEqual([2, "older"]);
    expect(ran.stderr).toContain("choose another place with --report");
    expect((await heartbeat([...argv, ...page, "--force"])).code).toBe(0);
    expect(await text("page.html")).toContain("<h1>Run over list.csv</h1>");
  });

  it("one page is not shared by several lists, and a dry run writes none", async () => {
    await list();
    await writeFile(path("more.csv"), `NPI\n${npiOf(2)}\n`);
    const ran = await heartbeat(["enrich", "list.csv", "more.csv", "--report", "one.html"]);
    expect([ran.code, ran.stderr.includes("--report names one file")]).toEqual([2, true]);
    await heartbeat(["enrich", "list.csv", "--dry-run", "--report", "one.html"]);
    expect((await readdir(folder)).includes("one.html")).toBe(false);
  });

  it("a run that fails leaves none, and nothing half of one", async () => {
    const argv = await list();
    await rm(path("page.html"), { force: true });
    const service = fakeService({
      before: () => {
        throw new Error("the service is broken");
      },
    });
    const ran = await heartbeat([...argv, ...page], { service });
    expect(ran.code).toBe(1);
    expect(
      (await readdir(folder)).filter((name) => name.startsWith("page") || name.startsWith(".page")),
    ).toEqual([]);
  });
});

describe("hostile lists", () => {
  const npi = npiOf(1);
  it.each([
    ["markup in a header", `NPI,</td><script>alert(1)</script>,Name\n${npi},x,y\n`],
    ["an attribute in a header", `NPI,"First ""onload=alert(1)"" name"\n${npi},x\n`],
    ["a direction mark in a header", `NPI,Full\u202e Name\u2066\n${npi},x\n`],
    ["control characters in a header", `NPI,City\u0007\u001b[31m\u0085\n${npi},x\n`],
    ["a header of 20,000 letters", `NPI,Full Name ${"n".repeat(20_000)}\n${npi},x\n`],
    ["a hundred marks on a letter", `NPI,City Z${"\u0301".repeat(100)}\n${npi},x\n`],
    ["entities in a header", `NPI,Full Name &lt;b&gt; &amp;amp;\n${npi},x\n`],
    ["rows that are no records", `NPI,Full Name\n"a"b,x\n"c"d,y\n`],
    ["blank lines", `NPI,Full Name\n\n\n\n${npi},x\n\n`],
    ["a lone surrogate's bytes", `NPI,City \ufffd\ufffe\n${npi},x\n`],
  ])("%s comes to a whole, quiet page", async (_, content) => {
    await writeFile(path("<img src=x onerror=alert(1)>.csv"), content);
    const argv = ["enrich", "<img src=x onerror=alert(1)>.csv", "-o", "hostile.csv", "-f"];
    const ran = await heartbeat([...argv, "--report", "hostile.html"]);
    expect(ran.code, ran.stderr).toBe(0);
    const page = await text("hostile.html");
    expect(page).not.toMatch(/<script|<img|<b>/);
    expect(page).toContain("<h1>Run over &lt;img src=x onerror=alert(1)&gt;.csv</h1>");
    expect(page).not.toMatch(/[^\P{Cc}\n]|[\p{Bidi_Control}\u{FFFE}]/u);
    expect(page).not.toMatch(/n{80}|\u0301{4}/);
    expect(page.endsWith("</main>\n</body>\n</html>\n")).toBe(true);
    expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/);
    expect(page.length).toBeLessThan(100_000);
  });

  it("specialties that a service makes up stay text", async () => {
    await writeFile(path("one.csv"), `NPI\n${npi}\n`);
    const service = {
      ...fakeService(),
      specialtyNames: async (codes: readonly string[]) =>
        codes.map(() => `<svg onload=alert(1)>${"y".repeat(999)}`),
    };
    const argv = ["enrich", "one.csv", "--report", "one.html", "--fields", "full", "--force"];
    expect((await heartbeat(argv, { service })).code).toBe(0);
    const page = await text("one.html");
    expect(page).not.toMatch(/<svg onload|y{80}/);
  });

  it("an output that is piped has a page too", async () => {
    await mkdir(path("beside"), { recursive: true });
    const argv = ["enrich", "-", "--report", "beside/piped.html"];
    const ran = await heartbeat(argv, { stdin: `NPI\n${npi}\n` });
    expect([ran.code, ran.stdout.split("\n").length]).toEqual([0, 3]);
    expect(await text("beside/piped.html")).toContain("<h1>Run over standard input</h1>");
  });
});
