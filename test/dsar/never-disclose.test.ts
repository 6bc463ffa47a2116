import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guardFiles } from "../../src/dsar/export/guard-files.ts";
import { forbiddenField, forbiddenText, heldWords } from "../../src/dsar/export/never-disclose.ts";
import { npiOf } from "../helpers/profiles.ts";
import { runs } from "../helpers/property-runs.ts";

describe("what may never be disclosed (11 CCR 7024(d))", () => {
  it.each([
    ["ssn", "123-45-6789"],
    ["ssn", "SSN 123 45 6789, as told on the telephone"],
    ["ssn", "912-71-6789"],
    ["ssn", "１２３-４５-６７８９"],
    ["ssn", "123\u200b-45\u00ad-6789"],
    ["financial-account", "4111 1111 1111 1111"],
    ["financial-account", "pays by 4111-1111-1111-1111"],
    ["financial-account", "378282246310005"],
    ["financial-account", "GB82 WEST 1234 5698 7654 32"],
    ["medical-id", "1EG4-TE5-MK73"],
    ["password", "$2b$12$KIXQ4SxJ5Zf3yB9mC0dE1uFgHiJkLmNoPqRsTuVwXyZa0b1c2d3e4"],
  ])("finds %s by its looks: %s", (kind, text) => {
    expect(forbiddenText(text)).toBe(kind);
  });

  it.each([
    ["ssn", "SSN"],
    ["ssn", "social_security_number"],
    ["ssn", "taxpayerId"],
    ["government-id", "Driver's License Number"],
    ["government-id", "driversLicense"],
    ["government-id", "passport_no"],
    ["government-id", "dea"],
    ["financial-account", "cardNumber"],
    ["financial-account", "Bank account number"],
    ["financial-account", "cvv"],
    ["financial-account", "IBAN"],
    ["medical-id", "health insurance id"],
    ["medical-id", "mrn"],
    ["password", "account.password"],
    ["password", "PasswordHash"],
    ["security-answers", "security_question_2"],
    ["security-answers", "mother's maiden name"],
    ["biometrics", "fingerprint"],
    ["biometrics", "profile.face_print.template"],
  ])("finds %s by the name of the field: %s", (kind, field) => {
    expect(forbiddenField(field, "x1")).toBe(kind);
    expect(forbiddenField(field, " ")).toBeUndefined();
  });

  it.each([
    ["an NPI", npiOf(1)],
    ["telephone numbers side by side", "6145550123 6145550124"],
    ["a telephone number", "(614) 555-0123 ext. 45"],
    ["a ZIP+4", "43001-0002"],
    ["a day", "2026-01-20T09:30:00Z"],
    ["a time in milliseconds", "1700000000007"],
    ["a SHA-256", "4111111111111111a9".repeat(4).slice(0, 64)],
    ["sixteen zeros", "0000000000000000"],
    ["a card number with a slip", "4111 1111 1111 1112"],
    ["a number that no SSN is", "000-12-3456"],
  ])("lets %s pass", (_, text) => {
    expect(forbiddenField("value", text)).toBeUndefined();
  });

  it("lets fields of an account and a profile pass", () => {
    const fields = ["account name", "card_last4", "license.TX", "name.last", "practice.phone"];
    expect(fields.filter((field) => forbiddenField(field, "x1") !== undefined)).toEqual([]);
  });

  it("finds a card number of any length wherever it stands", () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 11, maxLength: 17 });
    fc.assert(
      fc.property(digits, fc.constantFrom("", "card ", "(", "x,"), (some, before) => {
        const body = `4${some.join("")}`;
        return forbiddenText(`${before}${body}${luhnDigit(body)} `) === "financial-account";
      }),
      { numRuns: runs(50, 1000) },
    );
  });
});

describe("the last gate", () => {
  const file = (name: string, text: string) => new Map([[name, Buffer.from(text)]]);

  it.each([
    ["report.html", "<td><bdi>123-45-6789</bdi></td>", "Social Security"],
    ["data.csv", "C1,Identifiers,note,4111 1111 1111 1111,,,\r\n", "card number"],
    ["data.json", '{"list":[{"password":"hunter22"}]}', "password"],
    ["data.json", '{"pieces":[{"field":"passport_no","value":"X1234"}]}', "government-issued"],
  ])("refuses %s, naming file and kind and never the value", (name, text, kind) => {
    let said = "";
    try {
      guardFiles(file(name, text), []);
    } catch (error) {
      said = (error as Error).message;
      expect(error).toMatchObject({ exitCode: 6, code: "never_disclose" });
    }
    expect(said).toContain(name);
    expect(said).toContain(kind);
    expect(said).not.toMatch(/6789|4111|hunter22|X1234/);
  });

  it("takes what says that a type is held", () => {
    const piece = { field: "passport_no", value: heldWords("government-id") };
    guardFiles(file("data.json", JSON.stringify([piece])), []);
  });

  it("refuses a number that the settings keep back", () => {
    const held = [["npi", npiOf(1)] as const];
    expect(() => guardFiles(file("report.html", `x ${npiOf(1)} y`), held)).toThrow("report.html");
    guardFiles(file("report.html", "x y"), held);
  });
});

function luhnDigit(body: string): number {
  let sum = 0;
  [...body].reverse().forEach((digit, i) => {
    const doubled = i % 2 === 0 ? Number(digit) * 2 : Number(digit);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return (10 - (sum % 10)) % 10;
}
