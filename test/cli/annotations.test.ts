import { describe, expect, it } from "vitest";
import { type Annotation, annotationLines } from "../../src/cli/screen/annotations.ts";

const one: Annotation = {
  severity: "error",
  file: "leads.csv",
  line: 17,
  title: "npi_lost_digits",
  text: "NPI: 1 NPI without its last digits",
};

describe("annotationLines", () => {
  it("is a workflow command", () => {
    expect(annotationLines([one])).toEqual([
      "::error file=leads.csv,line=17,title=npi_lost_digits::NPI: 1 NPI without its last digits",
    ]);
  });

  it("escapes what would end a property, a text or a line", () => {
    const odd = { ...one, file: "a,b:c%\r\n.csv", text: "100 %: a,b\r\n::error::x" };
    expect(annotationLines([odd])).toEqual([
      "::error file=a%2Cb%3Ac%25%0D%0A.csv,line=17,title=npi_lost_digits::100 %25: a,b%0D%0A::error::x",
    ]);
  });

  it("names no file where there is none, and calls a note a notice", () => {
    const { line: _, ...bare } = one;
    expect(annotationLines([{ ...bare, file: "-", severity: "note" }])).toEqual([
      "::notice title=npi_lost_digits::NPI: 1 NPI without its last digits",
    ]);
  });

  it.each([
    [9, 9, undefined],
    [10, 10, "::error::and 1 more error"],
    [40, 10, "::error::and 31 more errors"],
  ])("of %i of a kind makes %i lines", (count, lines, last) => {
    const written = annotationLines([
      ...Array.from({ length: count }, () => one),
      { ...one, severity: "warning" as const },
    ]);
    const errors = written.filter((line) => line.startsWith("::error"));
    expect(errors).toHaveLength(lines);
    if (last !== undefined) expect(errors.at(-1)).toBe(last);
    expect(written).toHaveLength(lines + 1);
  });
});
