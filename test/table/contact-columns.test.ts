import { expect, test } from "vitest";
import { contactColumns, contactFieldOf } from "../../src/table/columns/contact-columns.ts";
import type { ContactField } from "../../src/table/columns/contact-field.ts";

const headers: Record<string, string> = {
  email:
    "Email|Email Address|Work Email|Personal E-mail|Email 2|email_1|Other Email|Alternate Email|Primary Email|Contact Email",
  phone: "Phone|Direct Dial|Phone Number|Office Phone|Business Phone|Direct Line|Other Phone",
  mobile: "Mobile|Cell Phone|mobile_phone|Cell|Cell #",
  fax: "Fax|Provider Fax #|Fax Number|Facsimile",
  title: "Title|Job Title|Position",
  company: "Company|Employer|Practice Name|Account Name",
  address: "Address|Street Address 1|Mailing Address|practice_address",
  address_2: "Address2|Suite|Address Line 2",
  city: "City|Practice City",
  state: "State",
  zip: "Zip Code|Postal Code",
  do_not_email: "Do Not Email|Email Opt Out|Unsubscribed|HasOptedOutOfEmail",
  do_not_text: "Do Not Text|Opted Out of SMS",
  do_not_call: "Do Not Call|DNC|Opt Out Calls",
  as_of: "As Of|Last Verified|Last Updated",
  contact_confidence: "Confidence|Accuracy",
  none: "NPI|First Name|Email Status|Email Verified|Phone Type|Phone Extension|Owner Email|Recruiter Phone|(Do Not Modify) Contact|LinkedIn|Email Opens|Notes|Opt Out Date",
};

const cases = Object.entries(headers).flatMap(([field, names]) =>
  names
    .split("|")
    .map((name): [string, string | undefined] => [name, field === "none" ? undefined : field]),
);

test.each(cases)("%s holds %s", (header, field) => {
  expect(contactFieldOf(header)).toBe(field);
});

function mapped(columns: string[], said: [ContactField, string][] = []) {
  return contactColumns(columns, new Map(said)).map(({ field, index }) => `${field}@${index}`);
}

test("of ways to reach somebody there may be several columns, of the rest the first counts", () => {
  expect(mapped(["Email", "Email 2", "Title", "Job Title"])).toEqual([
    "email@0",
    "email@1",
    "title@2",
  ]);
});

test("what the user says goes first, and an empty name leaves a field out", () => {
  const columns = ["Email", "Line", "Phone"];
  expect(mapped(columns, [["mobile", "Line"]])).toEqual(["email@0", "mobile@1", "phone@2"]);
  expect(mapped(columns, [["phone", "@2"]])).toEqual(["email@0", "phone@1"]);
  expect(mapped(columns, [["email", ""]])).toEqual(["phone@2"]);
});

test.each([
  [["Email"], "Mail", "map_unknown_column"],
  [["Line", "Line"], "Line", "map_ambiguous_column"],
])("of %j there is no %s", (columns, wanted, code) => {
  expect(() => mapped(columns, [["email", wanted]])).toThrow(expect.objectContaining({ code }));
});
