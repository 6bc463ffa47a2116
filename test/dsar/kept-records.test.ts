import { describe, expect, it } from "vitest";
import { sortRecords } from "../../src/dsar/erase/kept-records.ts";

const told = (exceptions: string[], more = {}) => ({
  ...{ record: "invoices", where: "accounting", exceptions, statute: "tax law" },
  ...{ purpose: "audits", review: "2030-01-01", ...more },
});

describe("records of other systems", () => {
  it.each([["E1"], ["E2"], ["E3"], ["E4"]])("R11, R12: %s keeps a record by itself", (one) => {
    const { kept, erased } = sortRecords([told([one])]);
    expect([kept, erased]).toMatchObject([[{ exceptions: [one], partial: true }], []]);
  });

  it("R11: E5 keeps nothing by itself, and a record beside E3", () => {
    expect(() => sortRecords([told(["E5"])])).toThrow("E5 keeps no record by itself");
    expect(sortRecords([told(["E5", "E3"])]).kept).toMatchObject([{ exceptions: ["E3", "E5"] }]);
  });

  it("R12: a record without any exception is deleted", () => {
    expect(sortRecords([told([], { purpose: "", review: "" })])).toEqual({
      kept: [],
      erased: [{ record: "invoices", where: "accounting" }],
    });
  });

  it.each([
    ["an exception that there is not", told(["E6"])],
    ["our own word for public records", told(["public-record"])],
    ["no purpose", told(["E4"], { purpose: " " })],
    ["no day of review", told(["E4"], { review: "soon" })],
  ])("R12: %s is refused", (_, record) => {
    expect(() => sortRecords([record])).toThrow(
      expect.objectContaining({ code: "exception_invalid" }),
    );
  });
});
