import { expect, test } from "vitest";
import { readAddress } from "../../../src/normalize/contacts/read-address.ts";
import { readDay, readFlag, readShare } from "../../../src/normalize/contacts/read-cells.ts";
import {
  createContactReader,
  type ValueField,
} from "../../../src/normalize/contacts/read-contact.ts";

const read = createContactReader();

test.each<[field: ValueField, cell: string, values: string[], problems: string[]]>([
  ["email", "Jane.Doe@Example.COM", ["email jane.doe@example.com"], []],
  ["email", '"Doe, Jane" <jane@example.com>', ["email jane@example.com"], []],
  ["email", "mailto:jane@example.com.", ["email jane@example.com"], []],
  [
    "email",
    "jane@example.com; jd@example.org JD@example.org",
    ["email jane@example.com", "email jd@example.org"],
    [],
  ],
  ["email", "info@example.com", ["email info@example.com role"], []],
  ["email", "billing.dept@example.com", ["email billing.dept@example.com role"], []],
  ["email", "drsmith@example.com", ["email drsmith@example.com"], []],
  ["email", "jdoe1234@example.com", ["email jdoe1234@example.com"], []],
  ["email", "m@example.com", ["email m@example.com"], []],
  ["email", "jane doe@example.com", [], ["email_syntax"]],
  ["email", "jane@example", [], ["email_syntax"]],
  ["email", "jane.@example.com", [], ["email_syntax"]],
  ["email", "jane..doe@example.com", [], ["email_syntax"]],
  ["email", "jane@@example.com", [], ["email_syntax"]],
  ["email", "jane@-example.com", [], ["email_syntax"]],
  ["email", "jane@127.0.0.1", [], ["email_syntax"]],
  ["email", `${"j".repeat(65)}@example.com`, [], ["email_syntax"]],
  ["email", "jane", [], ["email_syntax"]],
  ["email", "x@mailinator.com", [], ["email_disposable"]],
  ["email", "x@sub.mailinator.com", [], ["email_disposable"]],
  ["email", "n/a", [], []],
  ["email", " ", [], []],
  ["phone", "(212) 555-7890 x12", ["phone 2125557890 ext 12"], []],
  ["phone", "+1 212.555.7890", ["phone 2125557890"], []],
  ["phone", "2125557890.0", ["phone 2125557890"], []],
  ["phone", "212-555-7890 or 212-555-7891", ["phone 2125557890", "phone 2125557891"], []],
  ["phone", "212-555-7890; 12", ["phone 2125557890"], []],
  ["phone", "787-555-2345", ["phone 7875552345"], []],
  ["phone", "800-555-7890", ["phone 8005557890 toll_free"], []],
  ["mobile", "212 555 7890", ["mobile 2125557890"], []],
  ["mobile", "800-555-7890", ["phone 8005557890 toll_free"], []],
  ["fax", "2125557890", ["fax 2125557890"], []],
  ["phone", "555-1234", [], ["phone_invalid"]],
  ["phone", "1-900-555-7890", [], ["phone_invalid"]],
  ["phone", "+1 416 555 7890", [], ["phone_invalid"]],
  ["phone", "+44 20 7946 0958", [], ["phone_invalid"]],
  ["phone", "212-555-0123", [], ["phone_invalid"]],
  ["phone", "212-911-7890", [], ["phone_invalid"]],
  ["phone", "0000000000", [], []],
  ["phone", "9999999999", [], ["phone_invalid"]],
  ["phone", "call front desk", [], ["phone_invalid"]],
  ["company", " Acme  Health ", ["company Acme Health"], []],
  ["company", "a".repeat(201), [], ["text_unusable"]],
  ["title", "-", [], []],
  ["title", "123", [], ["text_unusable"]],
])("a cell of %s: %j", (field, cell, values, problems) => {
  const found = read(field, cell);
  const said = found.values.map(({ kind, value, extension, type }) =>
    [kind, value, extension && `ext ${extension}`, type].filter((part) => part).join(" "),
  );
  expect({ said, problems: found.problems }).toEqual({ said: values, problems });
});

test("an address needs a street and a place", () => {
  const whole = {
    address: "12 Elm St",
    address_2: "Ste 4",
    city: "Austin",
    state: "Texas",
    zip: "787011234",
  };
  expect(readAddress(whole)).toEqual({
    value: "12 Elm St, Ste 4, Austin, TX 78701-1234",
    address: { line1: "12 Elm St", line2: "Ste 4", city: "Austin", state: "TX", zip: "787011234" },
  });
  expect(readAddress({ address: "12 Elm St", zip: "2134", state: "MA" })).toMatchObject({
    value: "12 Elm St, MA 02134",
  });
  expect(readAddress({ address: "12 Elm St" })).toBe("address_incomplete");
  expect(readAddress({ address: "12 Elm St", city: "Austin" })).toBe("address_incomplete");
  expect(readAddress({ city: "Austin", state: "TX" })).toBeUndefined();
});

test.each([
  ["yes", { isSet: true }],
  ["TRUE", { isSet: true }],
  ["x", { isSet: true }],
  ["opted out", { isSet: true }],
  ["2026-03-09", { isSet: true, since: "2026-03-09" }],
  ["3/9/2026", { isSet: true, since: "2026-03-09" }],
  ["something else", { isSet: true }],
  ["", { isSet: false }],
  ["No", { isSet: false }],
  ["0", { isSet: false }],
  ["opted in", { isSet: false }],
])("a closed channel: %j", (cell, flag) => {
  expect(readFlag(cell)).toEqual(flag);
});

test.each([
  ["2026-03-09T10:00:00Z", "2026-03-09"],
  ["3/9/2026", "2026-03-09"],
  ["03-09-2026", "2026-03-09"],
  ["2026-02-30", ""],
  ["soon", ""],
])("a day: %j", (cell, day) => {
  expect(readDay(cell)).toBe(day);
});

test.each([
  ["0.85", 0.85],
  ["85%", 0.85],
  ["85", 0.85],
  ["1", 1],
  ["0", 0],
  ["101", undefined],
  ["high", undefined],
  ["-1", undefined],
])("a share: %j", (cell, share) => {
  expect(readShare(cell)).toBe(share);
});
