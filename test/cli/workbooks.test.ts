import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { inlineCell, rowOf, textRows, workbookOf } from "../helpers/workbook.ts";

const npi = npiOf(1);
let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-workbooks");
  await writeFile(join(folder, "npidata.csv"), npidata([personRow(npi)]));
  const built = await heartbeat("registry", "import", "npidata.csv");
  expect(built.code, built.stderr).toBe(0);
  const leads =
    textRows([["Export of May"], ["NPI", "Name", "Zip"]]) +
    rowOf(3, [
      `<c r="A3"><v>${npi}</v></c>`,
      inlineCell("B3", "Quillfeather, A"),
      '<c r="C3" s="1"><v>2139</v></c>',
    ]) +
    rowOf(5, [inlineCell("B5", "Nobody Atall")]);
  const notes = textRows([["Numbers are of May."]]);
  const formats = ["00000"];
  await writeFile(join(folder, "leads.xlsx"), workbookOf({ sheets: { Leads: leads }, formats }));
  await writeFile(
    join(folder, "two.xlsx"),
    workbookOf({ sheets: { Notes: notes, Leads: leads }, formats }),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function heartbeat(...argv: string[]): Promise<Ran> {
  return run([...argv, "--registry", "registry"], {
    cwd: folder,
    env: { TMPDIR: folder },
  });
}

async function leftBehind(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith(".rows"));
}

describe("a workbook as the list", () => {
  it("is enriched, its cells as text, and leaves nothing behind", async () => {
    const { code, stderr } = await heartbeat(
      "enrich",
      "leads.xlsx",
      "-o",
      "out.csv",
      "--fields",
      "npi",
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('workbook, sheet "Leads"');
    const lines = (await readFile(join(folder, "out.csv"), "utf8")).split("\r\n");
    expect(lines[0]).toBe("\uFEFFExport of May");
    expect(lines[1]).toMatch(/^NPI,Name,Zip,hb_status,/);
    expect(lines[2]).toMatch(new RegExp(`^${npi},"Quillfeather, A",02139,matched,`));
    expect(lines[3]).toBe("");
    expect(lines[4]).toMatch(/^,Nobody Atall,,no_match,/);
    expect(await leftBehind()).toEqual([]);
  });

  it("is looked over without writing", async () => {
    const { code, stderr } = await heartbeat("enrich", "leads.xlsx", "--dry-run");
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/zip\s+1 cells of Zip/);
  });

  it("may come through standard input", async () => {
    const bytes = await readFile(join(folder, "leads.xlsx"));
    const { code, stderr } = await run(["enrich", "-", "--dry-run", "--registry", "registry"], {
      cwd: folder,
      stdin: bytes,
      env: { TMPDIR: folder },
    });
    expect(code, stderr).toBe(0);
  });

  it("asks for the sheet where several have data, and takes the one that is named", async () => {
    const unclear = await heartbeat("enrich", "two.xlsx", "-o", "two.csv");
    expect(unclear.code).toBe(2);
    expect(unclear.stderr).toContain('"Notes" (1 row), "Leads" (4 rows)');
    expect(unclear.stderr).toContain("--sheet");
    const clear = await heartbeat("enrich", "two.xlsx", "-o", "two.csv", "--sheet", "leads");
    expect(clear.code, clear.stderr).toBe(0);
    expect(clear.stderr).toMatch(/explain .*--sheet leads/);
    const explained = await heartbeat("explain", "two.xlsx", "--row", "1", "--sheet", "Leads");
    expect(explained.code, explained.stderr).toBe(0);
    expect(await leftBehind()).toEqual([]);
  });

  it("has its sheet named for a workbook only", async () => {
    await writeFile(join(folder, "leads.csv"), "NPI,Name\n1,2\n");
    const { code, stderr } = await heartbeat(
      "enrich",
      "leads.csv",
      "--sheet",
      "Leads",
      "--dry-run",
    );
    expect(code).toBe(2);
    expect(stderr).toContain("is no workbook");
  });

  it("is refused when it is damaged, with nothing written and nothing left", async () => {
    const bytes = await readFile(join(folder, "leads.xlsx"));
    await writeFile(join(folder, "cut.xlsx"), bytes.subarray(0, -30));
    const { code, stderr } = await heartbeat("enrich", "cut.xlsx", "-o", "cut.csv");
    expect(code).toBe(3);
    expect(stderr).toContain("cut.xlsx is damaged");
    expect(await readdir(folder)).not.toContain("cut.csv");
    expect(await leftBehind()).toEqual([]);
  });

  it("loses the columns of an earlier run, cells and stored values alike", async () => {
    const rows = textRows([
      ["NPI", "hb_status", "Name"],
      [npi, "matched", "Arabella Quillfeather"],
    ]);
    await writeFile(join(folder, "again.xlsx"), workbookOf({ sheets: { Leads: rows } }));
    const refused = await heartbeat("enrich", "again.xlsx", "-o", "again.csv");
    expect(refused.code).toBe(2);
    const { code } = await heartbeat("enrich", "again.xlsx", "-o", "again.csv", "--replace-hb");
    expect(code).toBe(0);
    expect(await readFile(join(folder, "again.csv"), "utf8")).toMatch(/^\uFEFFNPI,Name,hb_status,/);
    expect(await leftBehind()).toEqual([]);
  });
});
