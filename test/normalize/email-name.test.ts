import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withEmailReadings } from "../../src/normalize/names/email-name.ts";
import { emailWords } from "../../src/normalize/names/email-words.ts";
import { type NameInput, parseName } from "../../src/normalize/names/name.ts";

function written(name: NameInput) {
  const parsed = parseName(name, "first_last");
  return parsed.kind === "person" ? parsed.hypotheses : [];
}

/** `FIRST MIDDLE LAST` of each reading that the address adds, best first. */
function added(name: NameInput, email: string): string[] {
  return withEmailReadings(written(name), email)
    .filter(({ fromEmail }) => fromEmail !== undefined)
    .sort((a, b) => b.weight - a.weight)
    .map(({ first, middle, last }) =>
      [first, middle, last].filter((part) => part !== "").join(" "),
    );
}

describe("the words of an address", () => {
  test.each([
    ["john.smith@example.org", "JOHN SMITH"],
    ["John_Smith@EXAMPLE.ORG", "JOHN SMITH"],
    ["j_smith42@example.org", "J SMITH"],
    ["jsmith@example.org", "JSMITH"],
    ["john-smith+news@example.org", "JOHN SMITH"],
    ["dr.john.smith@example.org", "JOHN SMITH"],
    ["john.smith.md@example.org", "JOHN SMITH"],
    ["john.smith.pa@example.org", "JOHN SMITH"],
    ["kevin.do@example.org", "KEVIN DO"],
    ["john.smith.jr@example.org", "JOHN SMITH"],
    ["shaun.o'brien@example.org", "SHAUN OBRIEN"],
    ["jürgen.größe@example.org", "JURGEN GROSSE"],
    ["John Smith <john.smith@example.org>", "JOHN SMITH"],
    ["mailto:john.smith@example.org", "JOHN SMITH"],
    ["john.smith@example.org; jane.doe@example.org", "JOHN SMITH"],
    ["12345@example.org", ""],
    ["555-0142@example.org", ""],
    ["j0hn.smith@example.org", ""],
    ["info@example.org", ""],
    ["front.desk@example.org", ""],
    ["no-reply@example.org", ""],
    ["billing.smith@example.org", ""],
    ["smith.dental@example.org", ""],
    ["иван.петров@example.org", ""],
    ["john.smith", ""],
    ["@example.org", ""],
    ["", ""],
  ])("%s → %s", (email, words) => {
    expect(emailWords(email).join(" ")).toBe(words);
  });
});

describe("a name in the address alone", () => {
  test("reads as first and last name, the other order less likely", () => {
    const readings = withEmailReadings([], "john.smith@example.org");
    expect(readings.map(({ first, last }) => `${first} ${last}`)).toEqual([
      "JOHN SMITH",
      "SMITH JOHN",
    ]);
    expect(readings[1]?.weight).toBeLessThan(readings[0]?.weight ?? 0);
    expect(readings.every(({ fromEmail }) => fromEmail === "name")).toBe(true);
  });

  test("may have a middle initial", () => {
    expect(added({}, "john.a.smith@example.org")).toContain("JOHN A SMITH");
  });

  test.each(["jsmith", "j.smith", "johnsmith", "john", "smith", "a.b", "the.john.a.smith", "info"])(
    "%s is none",
    (local) => {
      expect(withEmailReadings([], `${local}@example.org`)).toEqual([]);
    },
  );
});

describe("a first name that the address completes", () => {
  test.each([
    ["J", "Smith", "john.smith", ["JOHN SMITH"]],
    ["J", "Smith", "smith.john", ["JOHN SMITH"]],
    ["J", "Smith", "john.a.smith", ["JOHN SMITH"]],
    ["J", "Smith", "johnsmith7", ["JOHN SMITH"]],
    ["J", "Smith", "smithjohn", ["JOHN SMITH"]],
    ["J", "Smith", "drjohnsmith", ["JOHN SMITH"]],
    ["J", "Smith", "johnsmithmd", ["JOHN SMITH"]],
    ["D", "Smith", "drewsmith", ["DREW SMITH"]],
    ["J", "Smith-Jones", "john.jones", ["JOHN SMITHJONES"]],
    ["", "Smith", "john.smith", ["JOHN SMITH"]],
    ["", "Smith", "johnsmith", ["JOHN SMITH"]],
    ["J", "Smith", "robert.smith", []],
    ["J", "Smith", "jsmith", []],
    ["J", "Smith", "john.doe", []],
    ["", "Smith", "smithdental", []],
    ["", "Smith", "smithmd", []],
    ["", "Smith", "jsmithmd", []],
    ["John", "Smith", "john.smith", []],
    ["J", "Smith", "info", []],
  ])("%s %s beside %s@ → %j", (first, last, local, readings) => {
    expect(added({ first, last }, `${local}@example.org`)).toEqual(readings);
  });

  test("stands before the name as it is written, which stays", () => {
    const [best, other] = withEmailReadings(written({ full: "J Smith" }), "john.smith@x.org");
    expect(best).toMatchObject({ first: "JOHN", weight: 1, fromEmail: "first name" });
    expect(other).toMatchObject({ first: "J", last: "SMITH" });
    expect(other?.weight).toBeGreaterThan(0.1);
    expect(other?.weight).toBeLessThan(1);
  });

  test("one word may be the first name when the address begins with it", () => {
    expect(added({ full: "Jane" }, "jane.miller@example.org")).toEqual([
      "JANE MILLER",
      "MILLER JANE",
    ]);
  });
});

describe("another surname in the address", () => {
  test.each([
    ["Jane", "Doe", "jane.miller", ["JANE MILLER"]],
    ["Jane", "Doe", "miller_jane", ["JANE MILLER"]],
    ["Jane", "Doe", "jane.q.miller", ["JANE MILLER"]],
    ["Bob", "Doe", "robert.miller", ["BOB MILLER"]],
    ["Jane", "Doe", "jane.doe", []],
    ["Jane", "Doe-Miller", "jane.miller", []],
    ["Jane", "Doerington", "jane.doe", []],
    ["Jane", "Doe", "john.miller", []],
    ["Jane", "Doe", "jane.rn", []],
    ["Jane", "Doe", "jane.clinic", []],
    ["Jane", "Doe", "janemiller", []],
  ])("%s %s beside %s@ → %j", (first, last, local, readings) => {
    expect(added({ first, last }, `${local}@example.org`)).toEqual(readings);
  });

  test("weighs a tenth of what is written", () => {
    const readings = withEmailReadings(written({ full: "Jane Doe" }), "jane.miller@x.org");
    expect(readings[0]).toMatchObject({ last: "DOE", weight: 1 });
    expect(readings.find(({ last }) => last === "MILLER")?.weight).toBeCloseTo(0.1, 9);
  });
});

describe("any address", () => {
  const local = fc.oneof(
    fc.string({ maxLength: 70 }),
    fc.string({ unit: "binary", maxLength: 70 }),
    fc.stringMatching(/^[a-z0-9._-]{0,30}$/),
  );
  const names = fc.constantFrom<NameInput>({}, { full: "J Smith" }, { full: "Jane Doe" });

  test("gives few readings of A–Z, and takes no written one away", () => {
    fc.assert(
      fc.property(names, local, (name, text) => {
        const before = written(name);
        const after = withEmailReadings(before, `${text}@example.org`);
        expect(after.length).toBeLessThanOrEqual(before.length + 8);
        const kept = after.filter(({ fromEmail }) => fromEmail === undefined);
        expect(kept.map(({ weight: _, ...rest }) => rest)).toEqual(
          before.map(({ weight: _, ...rest }) => rest),
        );
        for (const { first, middle, last, weight } of after) {
          expect(first + middle + last).toMatch(/^[A-Z]*$/);
          expect(weight).toBeGreaterThan(0);
          expect(weight).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test("of digits alone gives nothing", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9._+-]{1,30}$/), (digits) => {
        expect(withEmailReadings([], `${digits}@example.org`)).toEqual([]);
      }),
    );
  });
});

describe("addresses of staffing lists", () => {
  test.each([
    ["maria.de.la.cruz@example.org", "MARIA DELACRUZ"],
    ["jane.van.der.berg@example.org", "JANE VANDERBERG"],
    ["jane.doe_rn_icu@example.org", "JANE DOE"],
  ])("%s", (email, name) => {
    expect(added({}, email)[0]).toBe(name);
  });

  test.each(["nurse.jane", "rn.jane", "icu.nurse", "new.hire", "open.position"])(
    "%s names nobody",
    (local) => {
      expect(added({}, `${local}@example.org`)).toEqual([]);
    },
  );

  test("completes a surname cut to its initial, whatever the order of the list", () => {
    for (const order of ["first_last", "mixed"] as const) {
      const parsed = parseName({ full: "Jane D." }, order);
      const readings = parsed.kind === "person" ? parsed.hypotheses : [];
      const [best] = [...withEmailReadings(readings, "jane.doe@example.org")];
      expect([best?.first, best?.last, best?.weight], order).toEqual(["JANE", "DOE", 1]);
      const others = withEmailReadings(readings, "jane.roe@example.org");
      expect(others.map(({ last }) => last)).not.toContain("ROE");
    }
    expect(added({ full: "Doe J" }, "doe.jane@example.org")[0]).toBe("JANE DOE");
  });

  test("the title in `drjdoe` is no first name", () => {
    expect(added({ last: "Doe" }, "drjdoe@example.org")).toEqual([]);
  });
});
