import { describe, expect, test } from "vitest";
import { nicknameClasses, sameNickname } from "../../src/normalize/names/nickname.ts";
import { nicknameFamilies } from "../../src/normalize/names/nickname-table.ts";

test("a nickname names its families, a name of several families all of them", () => {
  expect(nicknameClasses("WILLIAM")).toContain("WILLIAM");
  expect(nicknameClasses("PEPE")).toEqual(["JOSE"]);
  expect(nicknameClasses("PAT")).toEqual(expect.arrayContaining(["PATRICIA", "PATRICK"]));
  expect(nicknameClasses("CHRIS")).toEqual(expect.arrayContaining(["CHRISTOPHER", "CHRISTINE"]));
  expect(nicknameClasses("ZZYZX")).toEqual([]);
  expect(nicknameClasses("constructor")).toEqual([]);
});

describe("sameNickname", () => {
  test.each([
    ["WILLIAM", "BILL"],
    ["BILL", "BILLY"],
    ["ROBERT", "BOB"],
    ["LIZ", "ELIZABETH"],
    ["KATHERINE", "CATHERINE"],
    ["FRANCISCO", "PACO"],
    ["MOHAMMED", "MUHAMMAD"],
  ])("%s and %s", (a, b) => {
    expect(sameNickname(a, b)).toBe(true);
    expect(sameNickname(b, a)).toBe(true);
  });

  test.each([
    ["WILLIAM", "ROBERT"],
    ["BOB", "BOB"],
    ["MARY", "ZZYZX"],
    ["PATRICIA", "PATRICK"],
  ])("%s is not %s by another name", (a, b) => {
    expect(sameNickname(a, b)).toBe(false);
  });
});

test("families are in A–Z, each under a canonical name of its own", () => {
  const canonical = new Set<string>();
  for (const family of nicknameFamilies) {
    const names = family.split(" ");
    expect(names.length).toBeGreaterThan(1);
    expect(new Set(names).size, family).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[A-Z]{2,}$/);
    expect(canonical.has(names[0] ?? ""), family).toBe(false);
    canonical.add(names[0] ?? "");
  }
});
