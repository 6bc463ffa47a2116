import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decision, keyOf } from "../../../src/enrich/decisions/decision.ts";
import { decisionsText, parseDecisions } from "../../../src/enrich/decisions/decisions-file.ts";
import { npiOf } from "../../helpers/profiles.ts";

const hex = (digit: string) => digit.repeat(64);
const decision: Decision = {
  lead: hex("a"),
  detail: hex("b"),
  choice: npiOf(1),
  records: { [npiOf(1)]: hex("c") },
  decided_on: "2026-01-20",
};
const header = '{"heartbeat_decisions":1}';
const line = (change: object = {}) => JSON.stringify({ ...decision, ...change });
const file = (...lines: string[]) => `${[header, ...lines].join("\n")}\n`;

const decisions = fc
  .uniqueArray(
    fc.record(
      {
        lead: fc.constantFrom(...[..."0123456789abcdef"].map(hex)),
        detail: fc.constantFrom(hex("1"), hex("2"), hex("3")),
        shared: fc.constant(true as const),
        choice: fc.constant("none"),
        records: fc.constantFrom({}, { [npiOf(3)]: hex("c"), [npiOf(2)]: hex("d") }),
        decided_on: fc.constantFrom("2026-01-20", "2024-02-29"),
        by: fc.constantFrom("jd", "Zoë “Z”"),
      },
      { requiredKeys: ["lead", "detail", "shared", "choice", "records", "decided_on"] },
    ),
    { selector: keyOf },
  )
  .map((all): Decision[] => all);

describe("a file of decisions", () => {
  it("has one line a decision, and the same bytes whatever the order", () => {
    fc.assert(
      fc.property(
        decisions.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          const text = decisionsText(all);
          expect(decisionsText(shuffled)).toBe(text);
          expect(text.split("\n")).toHaveLength(all.length + 2);
          expect(decisionsText(parseDecisions(text, "d"))).toBe(text);
        },
      ),
    );
  });

  it.each([
    ["with a byte order mark", `\uFEFF${file(line())}`],
    ["with the line ends of Windows", file(line()).replaceAll("\n", "\r\n")],
    ["with blank lines", `\n${file("", line(), "")}`],
    ["without a line break at its end", file(line()).trimEnd()],
  ])("is read %s", (_, text) => expect(parseDecisions(text, "d")).toEqual([decision]));

  it.each([
    ["nothing", "", "line 1: it has to begin with"],
    ["another file", "Name,City\nJane,X", "line 1: it is no JSON object on one line"],
    ["no header", `${line()}\n`, "line 1: the file has to begin with"],
    ["a later version", '{"heartbeat_decisions":2}\n', "line 1: it was written by a later version"],
    ["a list", file("[1]"), "line 2: it is no JSON object"],
    ["null", file("null"), "line 2: it is no JSON object"],
    ["a cut line", file(line().slice(0, 80)), "line 2: it is no JSON object on one line"],
    ["a strange key", file(line({ name: "Zoe" })), "line 2: it has a key that no decision has"],
    ["a short hash", file(line({ lead: "ab" })), "line 2: lead has to be 64 hex digits"],
    ["a hash that is none", file(line({ detail: hex("g") })), "line 2: detail has to be"],
    ["shared as a word", file(line({ shared: "true" })), "line 2: shared is true or is left out"],
    [
      "an NPI that is none",
      file(line({ choice: "1234567890" })),
      'line 2: choice has to be an NPI or "none"',
    ],
    ["an NPI as a number", file(line({ choice: Number(npiOf(1)) })), "line 2: choice has to be"],
    [
      "records of others",
      file(line({ choice: npiOf(2) })),
      "line 2: records has to hold the NPI that was chosen",
    ],
    ["records as a list", file(line({ records: [] })), "line 2: records has to give"],
    [
      "records without hashes",
      file(line({ records: { [npiOf(1)]: "" } })),
      "line 2: records has to give",
    ],
    [
      "a key of every object",
      file(line({ choice: "none", records: JSON.parse('{"__proto__":"x"}') })),
      "line 2: records has to give",
    ],
    [
      "a day that is none",
      file(line({ decided_on: "2026-02-30" })),
      "line 2: decided_on has to be a day",
    ],
    [
      "words that turn the line",
      file(line({ note: "a\u001b[2Jb" })),
      "line 2: by and note are words",
    ],
    ["a whole book", file(line({ by: "x".repeat(501) })), "line 2: by and note are words"],
    [
      "a merge left half done",
      file("<<<<<<< HEAD", line(), "=======", line(), ">>>>>>> b"),
      "line 2: a merge was left half done",
    ],
    ["the same twice", file(line(), line()), "lines 2 and 3: two decisions about one lead"],
    [
      "two minds",
      file(line(), line({ lead: hex("d") }), line({ choice: "none", detail: hex("e") })),
      "lines 2 and 4: two decisions",
    ],
  ])("is refused: %s", (_, text, message) => {
    const refused = () => parseDecisions(text, "team.ndjson");
    expect(refused).toThrow(`team.ndjson, ${message}`);
    expect(refused).not.toThrow(/Zoe|1234567890/);
  });

  it("takes two leads with one identity", () => {
    const two = file(
      line({ shared: true }),
      line({ shared: true, detail: hex("e"), choice: "none" }),
    );
    expect(parseDecisions(two, "d")).toHaveLength(2);
  });
});
