import { expect, it } from "vitest";
import { wrapText } from "../../src/cli/screen/wrap-text.ts";

it.each([
  ["  a list's own indent stays", { taken: 0, indent: "" }, "  a list's own indent stays"],
  ["columns   keep   their blanks", { taken: 0, indent: "" }, "columns   keep   their blanks"],
  [`${"x".repeat(50)} ${"y".repeat(50)}`, { taken: 0, indent: "    " }, /^x{50}\n {4}y{50}$/],
  [`${"x".repeat(50)} ${"y".repeat(20)}`, { taken: 20, indent: "" }, /^x{50}\ny{20}$/],
])("%s", (text, options, expected) => {
  const wrapped = wrapText(text, options);
  if (typeof expected === "string") expect(wrapped).toBe(expected);
  else expect(wrapped).toMatch(expected);
});
