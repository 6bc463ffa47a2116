import { describe, expect, it } from "vitest";
import { bundleData } from "../../src/dsar/export/bundle-data.ts";
import type { DisclosureTable } from "../../src/dsar/export/bundle-schema.ts";
import { categories, collectedElsewhere } from "../../src/dsar/export/categories.ts";
import { disclosureTable, requireDisclosureRules } from "../../src/dsar/export/disclosure-table.ts";
import type { Holdings } from "../../src/dsar/export/gather-holdings.ts";
import { twelveMonthsBefore } from "../../src/dsar/export/look-back.ts";
import type { RightsRequest, Subject } from "../../src/dsar/request.ts";

function tableOf(subject: Subject): DisclosureTable {
  const type = "know-categories";
  const request = {
    id: "R-1",
    received: "2026-01-15",
    subject,
    type,
    asked: type,
  } as RightsRequest;
  const holdings: Holdings = {
    ...{ release: undefined, corrections: [], suppressions: [] },
    ...{ channels: [], disclosures: [], requests: [] },
    pieces: categories.map(({ code }) => ({ category: code, field: "f", value: "v", source: "s" })),
  };
  const period = { from: "2022-01-01", to: "2026-01-20", narrowed: false };
  const data = bundleData(request, holdings, { period, madeOn: "2026-01-20", tellNpi: true });
  return disclosureTable(data, request, holdings, "2026-01-20");
}

const rowOf = (table: DisclosureTable, code: string) =>
  table.categories.find(({ category }) => category === code);

describe("the table C1-C8", () => {
  it.each(["contact", "user"] as const)(
    "R2, R3: has all eight of a %s: what, whence, why, and sold and disclosed apart",
    (subject) => {
      const { categories: rows } = tableOf(subject);
      expect(rows.map(({ category }) => category).join()).toBe("C1,C2,C3,C4,C5,C6,C7,C8");
      for (const row of rows) {
        expect([row.what, row.purpose, row.recipients].every((text) => text.length > 3)).toBe(true);
        expect(row.collected_from.length).toBeGreaterThan(0);
      }
    },
  );

  it("R4: payment data is never sold", () => {
    for (const subject of ["contact", "user"] as const) {
      expect(rowOf(tableOf(subject), "C4")?.sold_to).toEqual([]);
    }
    expect(rowOf(tableOf("user"), "C4")?.disclosed_to).toEqual([
      "Payment gateway service providers",
    ]);
  });

  it("R5: recordings and signatures go to nobody", () => {
    for (const code of ["C2", "C5"]) {
      const row = rowOf(tableOf("user"), code);
      expect(row).toMatchObject({ sold_to: [], disclosed_to: [] });
      expect(row?.recipients).toMatch(/^Not applicable/);
    }
  });

  it("R6: what is about contacts is both sold and disclosed to Users; a User's identifiers are neither", () => {
    for (const code of ["C1", "C3", "C8"]) {
      expect(rowOf(tableOf("contact"), code)).toMatchObject({
        sold_to: ["Users"],
        disclosed_to: ["Users"],
      });
    }
    expect(rowOf(tableOf("user"), "C1")).toMatchObject({ sold_to: [], disclosed_to: [] });
  });

  it.each([
    ["R4", "user", "C4", { sold_to: ["Users"] }],
    ["R5", "contact", "C2", { disclosed_to: ["Users"] }],
    ["R5", "user", "C5", { sold_to: ["Users"] }],
    ["R6", "contact", "C3", { sold_to: [] }],
    ["R6", "contact", "C8", { disclosed_to: [] }],
  ] as const)(
    "%s: a table of a %s that breaks it at %s never leaves",
    (_, subject, code, broken) => {
      const table = tableOf(subject);
      const rows = table.categories.map((row) =>
        row.category === code ? { ...row, ...broken } : row,
      );
      expect(() => requireDisclosureRules(table)).not.toThrow();
      expect(() => requireDisclosureRules({ ...table, categories: rows as never })).toThrow(code);
    },
  );

  it("R1: of a contact other systems are not asked, of a user for all that applies", () => {
    expect(collectedElsewhere("contact")).toEqual([]);
    expect(collectedElsewhere("user").join()).toBe("C1,C2,C4,C5,C6,C7");
  });

  it.each([
    ["2026-01-15", "2025-01-15"],
    ["2024-02-29", "2023-02-28"],
    ["2025-02-28", "2024-02-28"],
    ["2026-12-31", "2025-12-31"],
  ])("R2: the 12 months before %s begin on %s", (received, first) => {
    expect(twelveMonthsBefore(received)).toBe(first);
  });
});
