import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineOfJsonFault } from "../../src/config/json-fault.ts";

describe("lineOfJsonFault", () => {
  it.each<[string, string, number]>([
    ["a word that is none", '{\n"a": true,\n"b": tru\n}', 3],
    ["a missing comma", '{\n"a": 1\n"b": 2\n}', 3],
    ["a comma too many", '{\n"a": [1,\n2,\n],\n"b": 1}', 4],
    ["a comma before the end", '{\n"a": 1,\n}', 3],
    ["a missing colon", '{\n"a"\n1}', 3],
    ["a key without quotes", "{\na: 1}", 2],
    ["a string that is never closed", '{\n"a": "x\n}', 2],
    ["a bracket that is never closed", '{\n"a": [1, 2\n', 3],
    ["a bracket of the other kind", '{\n"a": [1, 2}\n', 2],
    ["a number with a leading zero", '{\n"a": 01}', 2],
    ["a comment", "{\n// no\n}", 2],
    ["something behind the end", "{}\n{}", 2],
    ["nothing at all", "", 1],
  ])("finds %s", (_, text, line) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(lineOfJsonFault(text)).toBe(line);
  });

  it("finds a stranger's line in any JSON, and none before it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (value, at) => {
        const lines = JSON.stringify(value, null, 1).split("\n");
        const line = at % lines.length;
        lines.splice(line, 0, "?");
        expect(lineOfJsonFault(lines.join("\n"))).toBe(line + 1);
      }),
    );
  });
});
