import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = join(root, "docs/rights.md");
const rules = [
  ...Array.from({ length: 33 }, (_, i) => `R${i + 1}`),
  ...Array.from({ length: 8 }, (_, i) => `X${i + 1}`),
];

/** Titles of tests, of groups and of rows begin with the rules that they are about: `R9, R13: …`. */
const titled = /["'`]((?:[RX]\d{1,2}(?:, |: ))+)(?=[^"'`])/g;

/** The files that have a test of each rule. */
function testsByRule(): Map<string, Set<string>> {
  const found = new Map(rules.map((rule) => [rule, new Set<string>()]));
  for (const name of readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".test.ts")) continue;
    for (const [, cited = ""] of readFileSync(join(root, "test", name), "utf8").matchAll(titled)) {
      for (const rule of cited.match(/[RX]\d+/g) ?? []) found.get(rule)?.add(`test/${name}`);
    }
  }
  return found;
}

const found = testsByRule();

describe("rules of rights", () => {
  it.each(rules)("%s has a test that cites it", (rule) => {
    expect([...(found.get(rule) ?? [])]).not.toEqual([]);
  });

  it("stand in docs/rights.md with their tests", () => {
    const text = readFileSync(page, "utf8");
    const written = text.replace(
      /^\| ([RX]\d+) \| (.*?) \| .*\|$/gm,
      (_, rule: string, words: string) => {
        const files = [...(found.get(rule) ?? [])].sort().map((file) => `\`${file}\``);
        return `| ${rule} | ${words} | ${files.join(", ")} |`;
      },
    );
    if (process.env.UPDATE_README !== undefined) writeFileSync(page, written);
    expect(readFileSync(page, "utf8")).toBe(written);
    expect([...written.matchAll(/^\| ([RX]\d+) \|/gm)].map(([, rule]) => rule)).toEqual(rules);
  });
});
