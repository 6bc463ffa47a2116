import { describe, expect, it } from "vitest";
import {
  parseContactMap,
  parseMapOption,
  parseOutcomeMap,
} from "../../src/table/columns/map-option.ts";
import { outcomeColumns, outcomeMap } from "../../src/table/columns/outcome-columns.ts";

function mapped(header: string, ...map: string[]): string {
  const overrides = outcomeMap(parseMapOption(map), parseContactMap(map), parseOutcomeMap(map));
  const columns = outcomeColumns(header.split(","), overrides);
  return columns.map(({ field, column }) => `${field}=${column}`).join(" ");
}

describe("columns of outcomes", () => {
  const cases: [why: string, header: string, expected: string][] = [
    [
      "a dialer's",
      "NPI,Phone,Call Disposition,Call Date",
      "npi=NPI phone=Phone outcome=Call Disposition as_of=Call Date",
    ],
    [
      "a mail tool's",
      "Email Address,Bounce Type,Bounced At",
      "email=Email Address outcome=Bounce Type as_of=Bounced At",
    ],
    ["suppressions without an outcome", "email,reason,created", "email=email as_of=created"],
    [
      "a flag and its day",
      "Email,Unsubscribed,Unsubscribe Date",
      "email=Email do_not_email=Unsubscribed as_of=Unsubscribe Date",
    ],
    [
      "the better of two names",
      "Status,Mobile Phone,Call Result",
      "mobile=Mobile Phone outcome=Call Result",
    ],
    [
      "several numbers",
      "Phone,Cell Phone,Outcome",
      "phone=Phone mobile=Cell Phone outcome=Outcome",
    ],
    ["nothing of ours", "Id,Note", ""],
  ];
  it.each(cases)("are found by their names: %s", (_, header, expected) => {
    expect(mapped(header)).toBe(expected);
  });

  it("are what --map says they are, and nothing else is then", () => {
    const header = "Recipient,Status,What Came,How,Date";
    expect(mapped(header, "email=Recipient", "outcome=What Came", "channel=@4")).toBe(
      "email=Recipient outcome=What Came channel=How as_of=Date",
    );
    expect(mapped(header, "outcome=")).toBe("as_of=Date");
    expect(() => mapped(header, "outcome=Nowhere")).toThrow("does not have");
  });
});
