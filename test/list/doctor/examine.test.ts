import { describe, expect, it } from "vitest";
import { examine } from "../../../src/list/doctor/examine.ts";
import { findingKinds } from "../../../src/list/doctor/finding-kinds.ts";
import { InterruptedError } from "../../../src/model/errors.ts";
import type { Table, TableRow } from "../../../src/table/table.ts";
import { type MemoryRow, memoryTable } from "../../helpers/memory-table.ts";

const npi = "1234567893";

function look(table: Table) {
  return examine(table, new Map(), { signal: new AbortController().signal });
}

async function found(columns: readonly string[], rows: readonly MemoryRow[]) {
  const { findings } = await look(memoryTable({ columns, rows }));
  return findings.map(({ kind, column, rows: places }) =>
    [kind, column ?? "-", ...places.map(({ row }) => row)].join(" "),
  );
}

describe("rows", () => {
  it.each<[string, readonly MemoryRow[], string[]]>([
    ["an empty one", [["", " "]], ["empty_row - 1"]],
    ["a short one", [[npi]], ["short_row - 1"]],
    ["one whose last cell is empty", [[npi, ""]], []],
    ["a long one", [[npi, "Euphemia Probst", ""]], ["long_row - 1"]],
    ["one that is no record", [{ rejected: 'a"b' }], ["stray_quote - 1"]],
    ["the header again", [["npi ", "NAME"]], ["repeated_header - 1"]],
    ["nothing to search by", [["N/A", "unknown"]], ["nothing_to_search - 1"]],
    ["an NPI that is all there is", [["1.23E+09", ""]], ["npi_scientific NPI 1"]],
    ["a wrong one that is all there is", [["1234567890", ""]], ["npi_unusable NPI 1"]],
    ["a wrong one beside a name", [["1234567890", "Ann Lee"]], ["npi_check_digit NPI 1"]],
    ["a name that is lost", [["", "Eu\ufffdhemia Probst"]], ["name_damaged - 1"]],
    ["one letter lost beside an NPI", [[npi, "Eu\ufffdhemia"]], ["lost_characters Name 1"]],
  ])("%s", async (_, rows, expected) => {
    expect(await found(["NPI", "Name"], rows)).toEqual(expected);
  });

  it("that repeat a lead are told but the first", async () => {
    const lead = [npi, "Euphemia Probst"];
    const rows = [lead, ["", "Desmond Vale"], lead, [npi, " Euphemia  Probst "]];
    expect(await found(["NPI", "Name"], rows)).toEqual(["duplicate_lead - 3 4"]);
  });

  it("are told by number and physical line", async () => {
    const { findings, rows } = await look(
      memoryTable({
        columns: ["NPI", "Name"],
        rows: ["blank", [npi, "a"], "blank", ["", "########"]],
      }),
    );
    expect(rows).toBe(2);
    expect(findings.map(({ rows: places }) => places)).toEqual([[{ row: 2, line: 5 }]]);
  });
});

describe("one NPI", () => {
  it.each([
    ["another name", "Desmond Vale", true],
    ["another first name", "Desmond Probst", true],
    ["a nickname", "Beth Probst", false],
    ["an initial", "E. Probst", false],
    ["the surname first, and a degree", "Probst, Elizabeth MD", false],
    ["a middle name", "Elizabeth Ann Probst", false],
    ["no name", "", false],
  ])("beside %s", async (_, name, shared) => {
    const findings = await found(
      ["NPI", "Name"],
      [
        [npi, "Elizabeth Probst"],
        [npi, name],
      ],
    );
    expect(findings.filter((finding) => finding.startsWith("npi_shared"))).toEqual(
      shared ? ["npi_shared NPI 2"] : [],
    );
  });
});

describe("columns", () => {
  it("of one name, of none, and those that are never sent", async () => {
    const columns = ["NPI", "Zip", "zip ", "", "SSN", "MRN", "Zip"];
    const { findings, never_sent, not_used } = await look(
      memoryTable({ columns, rows: [[npi, "90210", "", "", "", "", ""]] }),
    );
    expect(findings.map(({ kind, column_number, count }) => [kind, column_number, count])).toEqual([
      ["sensitive_ssn", 5, 1],
      ["sensitive_patient", 6, 1],
      ["duplicate_header", 2, 3],
      ["empty_header", 4, 1],
    ]);
    expect([never_sent, not_used]).toEqual([
      ["SSN", "MRN"],
      ["zip ", "", "Zip"],
    ]);
  });

  it("of an earlier run are left out", async () => {
    const columns = ["NPI", "hb_status", "hb_npi"];
    const { findings, not_used } = await look(
      memoryTable({ columns, rows: [[npi, "matched", npi]] }),
    );
    expect(findings).toMatchObject([{ kind: "enriched_before", count: 2 }]);
    expect(not_used).toEqual([]);
  });

  it("of which none can be searched by are an error", async () => {
    expect(await found(["Colour", "Shape"], [["red", "round"]])).toContain(
      "nothing_to_search_by -",
    );
  });

  it("that are not used have notes only, but for what runs or must not get about", async () => {
    const { findings } = await look(
      memoryTable({
        columns: ["NPI", "Remarks", "More"],
        rows: [
          [npi, "Caf\u00c3\u00a9", "=1+1"],
          [npi, "fine", "987-65-4320"],
          [npi, "", "no"],
        ],
      }),
    );
    const severities = Object.fromEntries(findings.map(({ kind, severity }) => [kind, severity]));
    expect(severities).toMatchObject({
      misread_text: "note",
      formula_cell: "warning",
      ssn_cell: "error",
    });
  });
});

describe("a workbook", () => {
  it("has formulas without a result", async () => {
    const table = memoryTable({
      columns: ["NPI", "Name"],
      rows: [
        [npi, ""],
        [npi, ""],
      ],
    });
    const problems = ["formula_error", "uncalculated_formula"] as const;
    const { findings } = await look({
      ...table,
      async *rows(options) {
        for await (const batch of table.rows(options)) {
          yield batch.map(
            (row, at): TableRow => ({
              ...row,
              cellProblems: [{ column: 1, problem: problems[at] ?? "formula_error" }],
            }),
          );
        }
      },
    });
    expect(findings.map(({ kind, column, rows }) => [kind, column, rows.length])).toEqual([
      ["formula_error", "Name", 1],
      ["uncalculated_formula", "Name", 1],
      ["duplicate_lead", null, 1],
    ]);
  });
});

describe("a long list", () => {
  it("has a thousand rows of a kind named, and all of them counted", async () => {
    const rows = Array.from({ length: 700 }, (_, i) => [`${npi}.0`, `Ann${i}`, "=1", "=2"]);
    const { findings } = await look(memoryTable({ columns: ["NPI", "City", "A", "B"], rows }));
    const of = (kind: string) => findings.filter((finding) => finding.kind === kind);
    expect(of("npi_decimal").map(({ count, rows: places }) => [count, places.length])).toEqual([
      [700, 700],
    ]);
    const formulas = of("formula_cell");
    expect(formulas.map(({ count }) => count)).toEqual([700, 700]);
    expect(formulas.reduce((sum, { rows: places }) => sum + places.length, 0)).toBe(1000);
  });

  it("is left when the signal fires", async () => {
    const table = memoryTable({ columns: ["NPI"], rows: [[npi]] });
    await expect(examine(table, new Map(), { signal: AbortSignal.abort() })).rejects.toThrow(
      InterruptedError,
    );
  });
});

it("has words for one and for several of every kind that can be several", () => {
  const single = new Set([
    ...["nothing_to_search_by", "windows_1252"],
    ...["sensitive_ssn", "sensitive_patient", "sensitive_birth_date"],
  ]);
  const silent = [...findingKinds].filter(
    ([kind, { says, effect }]) =>
      says[0] === "" || effect === "" || (says[1] === "" && !single.has(kind)),
  );
  expect(silent).toEqual([]);
  expect(findingKinds.size).toBeGreaterThan(50);
});
