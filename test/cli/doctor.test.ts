import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findingKinds } from "../../src/list/doctor/finding-kinds.ts";
import { rejectedLineCodes } from "../../src/model/reason.ts";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const damaged = fileURLToPath(new URL("../../fixtures/damaged.csv", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-doctor");
  await writeFile(join(folder, "sound.csv"), "Name,City\nEuphemia Probst,Fairview\n");
  await writeFile(join(folder, "noted.csv"), "Name,City\nEuphemia O\u2019Probst,Fairview\n");
  await writeFile(join(folder, "warned.csv"), "Name,Zip,State\nEuphemia Probst,2139,MA\n");
  await writeFile(join(folder, "failed.csv"), "NPI\n1.23E+09\n");
  await writeFile(join(folder, "binary.csv"), Buffer.from("PK\u0003\u0004 a workbook"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function doctor(...argv: string[]) {
  return within({}, ...argv);
}

/** Files are shown with their folder, for this process stands elsewhere. */
async function within(env: Record<string, string>, ...argv: string[]) {
  const { code, stdout, stderr } = await run(["doctor", ...argv], { cwd: folder, env });
  return {
    code,
    stdout: stdout.replaceAll(`${folder}/`, ""),
    stderr: stderr.replaceAll(`${folder}/`, ""),
  };
}

interface Json {
  schema_version: number;
  files: {
    file: string;
    errors?: number;
    findings?: { kind: string; column: string | null; rows: { row: number; line: number }[] }[];
    error?: { code: string; message: string };
  }[];
}

async function doctorJson(...argv: string[]): Promise<Json> {
  const { stdout, stderr } = await doctor(...argv, "--json");
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Json;
}

describe("a damaged list", () => {
  it("is told kind by kind, with column and row", async () => {
    const { files } = await doctorJson(damaged);
    const told = files[0]?.findings?.map(({ kind, column, rows }) =>
      [kind, column ?? "-", ...rows.map(({ row }) => row)].join(" "),
    );
    expect(told).toEqual([
      "name_damaged - 9 10 11",
      "text_after_quote - 21",
      "sensitive_ssn SSN",
      "repeated_header - 15",
      "npi_lost_digits NPI 3 4",
      "phone_lost_digits Phone 20",
      "eaten_date License 6",
      "sensitive_birth_date Ref",
      "duplicate_header Notes",
      "empty_row - 22",
      "short_row - 19",
      "long_row - 20",
      "npi_shared NPI 17",
      "npi_check_digit NPI 5",
      "zip_unreadable Zip 19",
      "phone_malformed Phone 14",
      "email_malformed Email 13",
      "truth_value Provider Name 14",
      "formula_cell Notes 14 20",
      "zip_leading_zero Zip 6 7 8 17",
      "zip_decimal Zip 1",
      "npi_decimal NPI 1",
      "npi_exponent NPI 2",
      "phone_decimal Phone 1",
      "phone_exponent Phone 2",
      "license_decimal License 8",
      "escaped_characters Provider Name 12",
      "invisible_characters Provider Name 13",
      "odd_spaces Provider Name 7",
      "misread_text Provider Name 8",
      "leading_apostrophe Zip 13",
      "mixed_line_endings - 14",
      "duplicate_lead - 18",
      "curly_quotes Provider Name 6",
    ]);
  });

  it("has the physical line of every row", async () => {
    const lines = (await readFile(damaged, "utf8")).split(/\r?\n/);
    const { files } = await doctorJson(damaged);
    const places = files[0]?.findings?.flatMap(({ rows }) => rows) ?? [];
    const lineOf = (row: number) => places.find((place) => place.row === row)?.line ?? 0;
    expect(lines[lineOf(10) - 1]).toContain("########");
    // A name of two lines stands before it.
    expect(lines[lineOf(15) - 1]).toMatch(/^NPI,Provider Name/);
  });

  it("fits a terminal, on standard output", async () => {
    const { stdout, stderr, code } = await doctor(damaged);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    const [head = "", ...lines] = stdout.split("\n");
    expect(head).toBe(`${damaged}: 22 rows, comma, utf-8`);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    // The first line is a path, which may have any digits.
    expect(lines.join("\n")).not.toMatch(/987-65|Harlowe|78705|555/);
    expect(stdout).toContain("  never sent: SSN, Ref\n");
    expect(stdout).toContain(
      "  Zip: 4 ZIPs without their leading zero\n    rows 6, 7, 8 and 17: read with its zero; the cell is not changed\n",
    );
  });

  it("fits a terminal with names of columns as long as they come", async () => {
    const long = "Zip Code of the Practice Location as Given on the Form of Last Year".repeat(3);
    await writeFile(join(folder, "long.csv"), `${long},NPI,${long}\n2139,1234567893,=1\n`);
    const { stdout } = await doctor("long.csv", "--map", "zip=@1");
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toContain("Zip Code of the Practice Location as Gi…: 1 ZIP without");
  });
});

it("says so when there is nothing to say", async () => {
  const { stdout, code } = await doctor("sound.csv", "--strict");
  expect(code).toBe(0);
  expect(stdout).toBe(`sound.csv: 1 row, comma, utf-8
  read as: full_name <- Name, city <- City

Nothing is wrong with it.
`);
});

it("needs no registry, and looks at standard input, with --map and --delimiter", async () => {
  const { stdout, code } = await run(
    ["doctor", "-", "--map", "zip=Ref", "--delimiter", "tab", "--registry", "no/such/registry"],
    { cwd: folder, stdin: "Ref\tName\tState\n2139\tEuphemia Probst\tMA\n" },
  );
  expect(code).toBe(0);
  expect(stdout).toContain("standard input: 1 row, tab, utf-8\n");
  expect(stdout).toContain("zip <- Ref");
  expect(stdout).toContain("Ref: 1 ZIP without its leading zero\n");
});

describe("exit codes", () => {
  it.each<[string, string[], number]>([
    ["0 whatever is found", ["failed.csv", "warned.csv"], 0],
    ["0 with --strict and notes only", ["noted.csv", "sound.csv", "--strict"], 0],
    ["7 with --strict and a warning", ["sound.csv", "warned.csv", "--strict"], 7],
    ["7 with --strict and an error", ["failed.csv", "--strict"], 7],
    ["3 with a file that cannot be read", ["binary.csv", "sound.csv"], 3],
    ["3 also with --strict", ["nowhere.csv", "failed.csv", "--strict"], 3],
    ["2 with a --map that cannot be followed", ["sound.csv", "--map", "npi=Nothing"], 2],
    ["2 with standard input twice", ["-", "-"], 2],
  ])("%s", async (_, argv, code) => {
    expect(await doctor(...argv)).toMatchObject({ code });
  });

  it("says why --strict failed", async () => {
    const { stderr } = await doctor("failed.csv", "warned.csv", "sound.csv", "--strict");
    expect(stderr).toBe("--strict: 2 lists have errors or warnings.\n");
  });
});

describe("several lists", () => {
  it("are looked at in turn, also behind one that cannot be read", async () => {
    const { stdout, stderr } = await doctor("sound.csv", "nowhere.csv", "warned.csv");
    expect(stdout.match(/^\S.* rows?, .*$/gm)).toEqual([
      "sound.csv: 1 row, comma, utf-8",
      "warned.csv: 1 row, comma, utf-8",
    ]);
    expect(stderr).toContain("[input_missing]");
  });

  it("stand in --json in their order, read or not", async () => {
    const { stdout } = await doctor("failed.csv", "nowhere.csv", "sound.csv", "--json");
    const { files, schema_version } = JSON.parse(stdout) as Json;
    expect(schema_version).toBe(1);
    expect(files.map(({ file, errors, error }) => [file, errors, error?.code])).toEqual([
      ["failed.csv", 1, undefined],
      ["nowhere.csv", undefined, "input_missing"],
      ["sound.csv", 0, undefined],
    ]);
  });
});

describe("in GitHub Actions", () => {
  const env = { GITHUB_ACTIONS: "true" };

  it("annotates the files, nine of a kind at most", async () => {
    const { stderr, stdout } = await within(env, damaged, "warned.csv", "nowhere.csv");
    const lines = stderr.split("\n").filter((line) => line.startsWith("::"));
    expect(lines).toContain(
      `::error file=${damaged},line=17,title=repeated_header::1 header line among the rows (row 15); taken for a lead; take it out of the list`,
    );
    expect(lines).toContain(
      "::error file=nowhere.csv,title=input_missing::nowhere.csv does not exist.",
    );
    expect(lines.filter((line) => line.startsWith("::error"))).toHaveLength(8);
    expect(lines.filter((line) => line.startsWith("::warning"))).toHaveLength(10);
    expect(lines).toContain("::warning::and 16 more warnings");
    expect(stdout).not.toContain("::");
  });

  it("keeps names of columns from being commands", async () => {
    await writeFile(join(folder, "hostile.csv"), "Name,::error::x y\nEuphemia Probst,=1+1\n");
    const { stdout, stderr } = await within(env, "hostile.csv");
    expect(stdout.split("\n").filter((line) => /^\s*(::|##\[)/.test(line))).toEqual([]);
    expect(stderr.split("\n").filter((line) => /^\s*::/.test(line))).toHaveLength(1);
  });

  it("says nothing of the kind elsewhere, or to --quiet", async () => {
    expect((await doctor(damaged)).stderr).toBe("");
    const quiet = await within(env, damaged, "--quiet");
    expect(quiet.stderr).toBe("");
  });
});

describe("a workbook", () => {
  const workbook = fileURLToPath(
    new URL(
      "../../fixtures/workbooks/openpyxl-title-above-hidden-row-styled-blanks.xlsx",
      import.meta.url,
    ),
  );

  it("is told by its sheet, and formulas without a result matter in every column", async () => {
    const { code, stdout } = await doctor(workbook, "--strict");
    expect(code).toBe(7);
    expect(stdout).toContain('workbook, sheet "Leads"');
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "Double: 3 formulas without a result rows 1, 2 and 3: read as empty, and comes back empty;",
    );
  });
});

describe("lines that are no records", () => {
  it.each(rejectedLineCodes)("are told by their reason: %s", (code) => {
    expect(findingKinds.get(code)?.severity).toBe("error");
  });

  it("of an export that escapes quotes with backslashes are told", async () => {
    await writeFile(
      join(folder, "mysql.csv"),
      'Name,City\n"Jo \\"Bo\\" Vane",Fairview\nFlo Vane,Town\n',
    );
    const { code, stdout } = await doctor("mysql.csv");
    expect(code).toBe(0);
    expect(stdout).toContain("1 row: a quote is escaped with a backslash");
  });
});
