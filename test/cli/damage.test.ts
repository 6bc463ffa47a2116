import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const arabella = npiOf(1);

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-damage");
  await writeFile(join(folder, "npidata.csv"), npidata([personRow(arabella)]));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function enrich(header: string, rows: readonly string[], ...more: string[]) {
  const list = `${[header, ...rows].join("\n")}\n`;
  await writeFile(join(folder, "leads.csv"), list);
  const argv = ["enrich", "leads.csv", "-o", "out.csv", "-f", "--registry", "npidata.csv"];
  const ran = await run([...argv, ...more], { cwd: folder });
  const output = ran.code === 0 && !more.includes("--dry-run") ? "out.csv" : "leads.csv";
  const text = await readFile(join(folder, output), "utf8");
  return { ...ran, list, text, rows: parse<Record<string, string>>(text, { columns: true }) };
}

describe("a damaged cell", () => {
  it.each([
    ["an NPI as a decimal", `${arabella}.0`, ""],
    ["an NPI in scientific notation", `${arabella[0]}.${arabella.slice(1)}E+09`, ""],
    ["an NPI behind an apostrophe", `'${arabella}`, ""],
    ["an NPI with a zero-width space", `${arabella.slice(0, 5)}\u200b${arabella.slice(5)}`, ""],
    ["an NPI with an escape", `${arabella}_x000D_`, "Arabella Quillfeather"],
    ["a name with an escape", "", "Arabella_x000D_ Quillfeather"],
    ["a name with a soft hyphen", "", "Ara\u00adbella Quill\u200bfeather"],
    ["a name with no-break spaces", "", "\u00a0Arabella\u00a0Quillfeather"],
  ])("is read as it was meant: %s", async (_, npi, name) => {
    const sound = [npi === "" ? "" : arabella, name === "" ? "" : "Arabella Quillfeather"];
    const lines = [`${npi},${name},Exampleville,OH`, `${sound.join(",")},Exampleville,OH`];
    const { rows, text } = await enrich("NPI,Name,City,State", lines);
    const [damaged, meant] = rows.map(({ hb_status, hb_npi, hb_candidates }) => ({
      ...{ hb_status, hb_npi, hb_candidates },
    }));
    expect(damaged).toEqual(meant);
    expect(`${damaged?.hb_npi}${damaged?.hb_candidates}`).toContain(arabella);
    expect(text.split("\n")[1]?.startsWith(`${lines[0]},`), "the list's own cells").toBe(true);
  });

  it.each([
    ["npi_scientific", "1.23E+09", ""],
    ["name_damaged", "", "Arab\ufffdlla Quillfeather"],
    ["name_damaged", "", "########"],
    ["name_damaged", "", "#REF!"],
    ["name_damaged", "", "4-Mar"],
  ])("is told as %s where it lost what it held: %s%s", async (code, npi, name) => {
    const { rows } = await enrich("NPI,Name,City,State", [`${npi},${name},Exampleville,OH`]);
    expect(rows[0]).toMatchObject({ hb_status: "invalid_input", hb_npi: "" });
    expect(rows[0]?.hb_reason).toMatch(new RegExp(`^${code}: `));
  });
});

describe("what was repaired", () => {
  const header = "NPI,Name,Zip,Phone,Suffix";
  const damaged = [
    `${arabella}.0,Arabella Quillfeather,2139.0,,`,
    `,Arabella\u00a0Quillfeather,2139,6145550123.0,4-Mar`,
    `,Arabella Quillfeather,02139,,#N/A`,
  ];

  it("is said in the mapping, and that the list stays as it is", async () => {
    for (const more of [[], ["--dry-run"]]) {
      const { stderr, code } = await enrich(header, damaged, ...more);
      expect(code).toBe(0);
      const said = stderr.replaceAll("\n    ", " ");
      expect(said).toContain(
        "  repaired for matching: 2 ZIPs without their leading zero, 1 NPI written as a decimal, 1 cell with no-break spaces, 1 ZIP written as a decimal, 1 phone number written as a decimal (cells of the list are not changed)\n",
      );
      expect(said).toContain(
        "  cannot be read: 1 date where none belongs, 1 formula error; heartbeat doctor says where\n",
      );
      const wide = stderr.split("\n").filter((line) => line.length > 80);
      expect(wide.filter((line) => !line.includes(folder))).toEqual([]);
    }
  });

  it("is counted per kind and column by --json", async () => {
    const { stdout } = await enrich(header, damaged, "--json");
    expect(JSON.parse(stdout).damage).toContainEqual({
      kind: "zip_leading_zero",
      field: "zip",
      column: "Zip",
      cells: 2,
    });
    const dry = await enrich(header, damaged, "--json", "--dry-run");
    expect(JSON.parse(dry.stdout).damage).toEqual(JSON.parse(stdout).damage);
  });

  it("is not mentioned where there is nothing", async () => {
    const { stderr } = await enrich("NPI,Name", [`${arabella},Arabella Quillfeather`]);
    expect(stderr).not.toMatch(/repaired|cannot be read|never sent/);
  });
});

describe("a sensitive column", () => {
  const header = "Name,SSN,Ref,Date,Patient Name";
  const rows = [
    "Arabella Quillfeather,219-09-9999,219-09-9998,1961-04-02,Desmond Vale",
    "Arabella Quillfeather,219-09-9999,219-09-9998,1975-11-30,Desmond Vale",
    "Arabella Quillfeather,219-09-9999,219-09-9998,1988-01-09,Desmond Vale",
  ];

  it("is named and never sent", async () => {
    const { stderr, stdout, code } = await enrich(header, rows, "--dry-run", "--json");
    expect(code).toBe(0);
    expect(stderr).toContain("  never sent: SSN, Ref, Date, Patient Name\n");
    expect(stderr).not.toContain("not used");
    expect(JSON.parse(stdout)).toMatchObject({
      never_sent: ["SSN", "Ref", "Date", "Patient Name"],
      cells: { full_name: 3 },
    });
  });

  it.each(["npi=SSN", "license_number=Ref", "graduation_year=Date", "full_name=Patient Name"])(
    "is refused as --map %s",
    async (map) => {
      const { stderr, code } = await enrich(header, rows, "--map", map);
      expect(code).toBe(2);
      expect(stderr).toContain("[map_sensitive_column]");
      expect(stderr.replaceAll(folder, "")).not.toContain("219");
    },
  );

  it("does not let a lone number of that shape out of another column", async () => {
    const { stdout } = await enrich(
      "Name,License,State",
      ["Arabella Quillfeather,219-09-9999,OH", "Desmond Vale,A1234,OH", "Ann Lee,A1235,OH"],
      ...["--map", "license_number=License", "--json"],
    );
    expect(JSON.parse(stdout).never_sent).toEqual([]);
    const explained = await run(
      ["explain", "leads.csv", "--row", "1", "--json", "--registry", "npidata.csv"],
      { cwd: folder },
    );
    expect(JSON.parse(explained.stdout).request).toEqual({
      id: 1,
      name: { full: "Arabella Quillfeather" },
      state: "OH",
    });
  });
});
