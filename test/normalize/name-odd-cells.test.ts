import { describe, expect, test } from "vitest";
import { type NameInput, type ParsedName, parseName } from "../../src/normalize/names/name.ts";

/** What names' cells of real lists hold besides plain names, with invented people. */
function read(input: NameInput | string): ParsedName {
  return parseName(typeof input === "string" ? { full: input } : input, "first_last");
}

function readings(input: NameInput | string): string[] {
  const parsed = read(input);
  if (parsed.kind !== "person") return [parsed.kind];
  return parsed.hypotheses.map(({ first, middle, last, suffix }) =>
    [first, middle, last, suffix].join("/"),
  );
}

const best = (input: NameInput | string) => readings(input)[0];

describe("surnames of several words", () => {
  test.each([
    ["MARIA DE LA O", "MARIA//DELAO/"],
    ["DE LA O, MARIA", "MARIA//DELAO/"],
    ["DE LA O MARIA", "MARIA//DELAO/"],
    ["Maria Elena De La O Garcia", "MARIA/ELENA/DELAOGARCIA/"],
    ["JOSE GARCIA Y VEGA", "JOSE//GARCIAYVEGA/"],
    ["Joao Santos e Silva", "JOAO//SANTOSESILVA/"],
    ["JOSE DA SILVA SANTOS", "JOSE//DASILVASANTOS/"],
    ["Maria del Carmen Ortiz", "MARIA/DELCARMEN/ORTIZ/"],
    ["MARIA DE LOS ANGELES RIVERA VEGA", "MARIA/DELOSANGELES/RIVERAVEGA/"],
    ["Patrick O Brien", "PATRICK//OBRIEN/"],
    ["O BRIEN PATRICK", "PATRICK//OBRIEN/"],
    ["Maria D Angelo", "MARIA//DANGELO/"],
    ["Maria D Miller", "MARIA/D/MILLER/"],
    ["Jean L Heureux", "JEAN//LHEUREUX/"],
    ["Ahmed Abdul Rahman", "AHMED//ABDULRAHMAN/"],
    ["Omar El Sayed", "OMAR//ELSAYED/"],
    ["Mohammad Al Amin", "MOHAMMAD//ALAMIN/"],
    ["Mary Smith - Jones", "MARY//SMITHJONES/"],
    ["Smith - Jones, Mary", "MARY//SMITHJONES/"],
    ["MD - SMITH , JOHN", "JOHN//SMITH/"],
    ["JOHN - SMITH , DE", "DE//JOHNSMITH/"],
    ["Nguyen Thi Lan", "LAN/THI/NGUYEN/"],
  ])("%s", (text, expected) => {
    expect(best(text)).toBe(expected);
  });

  test("an initial that may be part of a surname is read both ways", () => {
    expect(readings("Patrick O Brien")).toContain("PATRICK/O/BRIEN/");
    expect(readings("Patrick O Winter")).toEqual(
      expect.arrayContaining(["PATRICK/O/WINTER/", "PATRICK//OWINTER/"]),
    );
    expect(best("Patrick O Winter")).toBe("PATRICK/O/WINTER/");
  });

  test("the parts of GARCIA Y VEGA are its surnames", () => {
    const parsed = read("GARCIA Y VEGA, JOSE");
    expect(parsed.kind === "person" && parsed.hypotheses[0]?.lastParts).toEqual(["GARCIA", "VEGA"]);
  });
});

describe("particles that are first names", () => {
  test.each([
    ["Van Nguyen", "VAN//NGUYEN/"],
    ["Van L. Johnson MD", "VAN/L/JOHNSON/"],
    ["Von A Miller", "VON/A/MILLER/"],
    ["Al J Smith", "AL/J/SMITH/"],
    ["Ben Lee Smith", "BEN/LEE/SMITH/"],
    ["Mac A Jones", "MAC/A/JONES/"],
  ])("%s", (text, expected) => {
    expect(best(text)).toBe(expected);
  });

  test("a first name of two words is kept in view", () => {
    expect(readings("La Toya Smith")).toContain("LATOYA//SMITH/");
    expect(readings("Abdul Rahman Khan")).toContain("ABDULRAHMAN//KHAN/");
  });
});

describe("initials", () => {
  test.each([
    ["JR Smith", ["JR//SMITH/", "J/R/SMITH/"]],
    ["TJ Smith", ["TJ//SMITH/", "T/J/SMITH/"]],
    ["SMITH, JR", ["//SMITH/JR", "J/R/SMITH/"]],
    ["J. R. Smith", ["J/R/SMITH/"]],
    ["J.R. Smith Jr.", ["J/R/SMITH/JR"]],
    ["F Scott Fitzgerald", ["F/SCOTT/FITZGERALD/"]],
    ["SMITH,JOHN,A,MD", ["JOHN/A/SMITH/"]],
    ["smith^john^a", ["JOHN/A/SMITH/"]],
  ])("%s", (text, expected) => {
    expect(readings(text).slice(0, expected.length)).toEqual(expected);
  });
});

describe("two people in one cell", () => {
  test.each([
    ["John Smith and Jane Doe", "JOHN//SMITH/", "JANE//DOE/"],
    ["John Smith, MD and Jane Doe, DO", "JOHN//SMITH/", "JANE//DOE/"],
    ["John Smith MD / Jane Doe DO", "JOHN//SMITH/", "JANE//DOE/"],
    ["Dr. John Smith; Dr. Jane Doe", "JOHN//SMITH/", "JANE//DOE/"],
    ["Smith, John & Mary", "JOHN//SMITH/", "MARY//SMITH/"],
    ["Smith, John and Doe, Jane", "JOHN//SMITH/", "JANE//DOE/"],
    ["John & Mary Smith", "JOHN//SMITH/", "MARY//SMITH/"],
    ["Drs. Smith and Jones", "//SMITH/", "//JONES/"],
  ])("%s: the first leads, the second at half weight, never glued", (text, first, second) => {
    const parsed = read(text);
    if (parsed.kind !== "person") throw new Error(parsed.kind);
    expect(readings(text).slice(0, 2)).toEqual([first, second]);
    expect(parsed.hypotheses[1]?.weight).toBe(0.5);
  });

  test("in columns too", () => {
    const found = readings({ first: "John & Mary", last: "Smith" });
    expect(found.slice(0, 2)).toEqual(["JOHN//SMITH/", "MARY//SMITH/"]);
  });

  test.each([
    ["John Smith, MD & PhD", "JOHN//SMITH/"],
    ["Mr. & Mrs. John Smith", "JOHN//SMITH/"],
    ["Jane Doe RN/BSN", "JANE//DOE/"],
    ["Smith; John", "JOHN//SMITH/"],
    ["Sandy Anderson", "SANDY//ANDERSON/"],
  ])("%s is one person", (text, expected) => {
    const parsed = read(text);
    expect(best(text)).toBe(expected);
    expect(parsed.kind === "person" && parsed.hypotheses[1]?.weight).not.toBe(0.5);
  });

  test("a third person is said to be left out", () => {
    const parsed = read("John Smith and Jane Doe and Mary Miller");
    expect(parsed).toMatchObject({ dropped: [{ text: "Mary Miller", why: "other person" }] });
  });
});

describe("professions behind a name", () => {
  test.each([
    ["JANE DOE SONOGRAPHER", "JANE//DOE/"],
    ["JANE DOE DENTAL HYGIENIST", "JANE//DOE/"],
    ["DOE, JANE DENTAL HYGIENIST", "JANE//DOE/"],
    ["John Doe Orthopedic Surgeon", "JOHN//DOE/"],
    ["Jane Doe Licensed Massage Therapist", "JANE//DOE/"],
    ["Jane Doe, Board Certified Behavior Analyst", "JANE//DOE/"],
    ["JOHN DOE FAMILY MEDICINE PHYSICIAN", "JOHN//DOE/"],
    ["JANE DOE CERTIFIED NURSING AS", "JANE//DOE/"],
    ["Doe, Jane Occupational Therapy", "JANE//DOE/"],
    ["Jane Doe, Internal Medicine", "JANE//DOE/"],
    ["Jane Doe - Cardiology", "JANE//DOE/"],
    ["Jane Nurse", "JANE//NURSE/"],
  ])("%s", (text, expected) => {
    expect(best(text)).toBe(expected);
  });

  test("one that is a surname too is read both ways", () => {
    expect(readings("JOHN DOE NURSE").slice(0, 2)).toEqual(["JOHN//DOE/", "JOHN/DOE/NURSE/"]);
  });

  test("what it says is a credential where it is one", () => {
    const parsed = read("JANE DOE REGISTERED DENTAL HYGIENIST");
    expect(parsed).toMatchObject({ hypotheses: [{ credentials: ["HYGIENIST"] }, {}] });
  });
});

describe("credentials", () => {
  test.each([
    ["Jane Doe MDPHD", ["MD"]],
    ["Jane Doe M.D.,FACP", ["MD"]],
    ["Jane DoeMD", ["MD"]],
    ["Jane Doe LCSW#12345", ["SW"]],
    ["Jane Doe, DNP, APRN, FNP-BC", ["NP"]],
    ["JANE DOE LPC, ZQTP", ["COUNSELOR"]],
    ["JANE DOE MD PA", ["MD"]],
    ["Jane Doe, M.D., P.A.", ["MD"]],
    ["Jane Doe PA-C", ["PA"]],
    ["Jane Doe LAc", []],
  ])("%s", (text, credentials) => {
    const parsed = read(text);
    expect(best(text)).toBe("JANE//DOE/");
    expect(parsed.kind === "person" && parsed.hypotheses[0]?.credentials).toEqual(credentials);
  });

  test.each([
    ["Kenji Ota", "KENJI//OTA/"],
    ["KENJI M OTA", "KENJI/M/OTA/"],
    ["Maria Sa", "MARIA//SA/"],
    ["Wei Cen", "WEI//CEN/"],
  ])("%s keeps a surname that is a credential elsewhere", (text, expected) => {
    expect(best(text)).toBe(expected);
  });
});

describe("other names", () => {
  test.each([
    ["Jane Doe (f.k.a. Miller)", "", "MILLER"],
    ["Jane Doe a.k.a. Jane Roe", "", "ROE"],
    ["Jane Doe (aka Janie)", "JANIE", ""],
    ["Doe (Miller), Jane", "", "MILLER"],
    ["Jane Doe - nee Miller", "", "MILLER"],
    ["Jane (Miller) Doe", "MILLER", "MILLER"],
    ["Jane `Janie` Doe", "JANIE", ""],
    ["Jane ''Janie'' Doe", "JANIE", ""],
    ["Jane (goes by Jay) Doe", "JAY", ""],
    ['Jane "JD" Doe', "JD", ""],
  ])("%s", (text, nick, alias) => {
    expect(best(text)).toBe("JANE//DOE/");
    const parsed = read(text);
    const top = parsed.kind === "person" ? parsed.hypotheses[0] : undefined;
    expect([top?.nick, top?.alias]).toEqual([nick, alias]);
  });

  test("a nickname of no kin may be the first name on file", () => {
    expect(readings("Soo-Jin (Grace) Kim")).toContain("GRACE/SOOJIN/KIM/");
    expect(readings('William "Bill" Jones')).not.toContain("BILL/WILLIAM/JONES/");
    expect(best('"Bill" Jones')).toBe("BILL//JONES/");
  });
});

describe("what is no name", () => {
  test.each([
    ["Jane Doe jane.doe@example.org", "email"],
    ["Jane Doe <jdoe@example.org>", "email"],
    ["Jane Doe www.example.org", "web address"],
    ["Jane Doe she/her", "pronouns"],
    ["Jane Doe DO NOT CALL", "note"],
    ["Jane Doe (on leave)", "note"],
    ["Jane Doe (Cardiology)", "note"],
    ["Jane Doe, MD (Texas)", "note"],
    ["Jane Doe (NPI 1234567893)", "number"],
    ["Jane Doe, 123 Main St", "address"],
    ["Jane Doe - Houston, TX", "address"],
    ["Jane Doe DBA Happy Minds LLC", "company"],
    ["Jane Doe RBT Behavior Health", "not understood"],
  ])("%s is taken out: %s", (text, why) => {
    const parsed = read(text);
    expect(best(text)).toBe("JANE//DOE/");
    expect(parsed.kind === "person" && parsed.dropped.map((dropped) => dropped.why)).toContain(why);
  });

  test.each([
    "Jane Doe 01/02/2020",
    "Jane Doe #4412",
    "12) Jane Doe",
    "Jane Doe - retired",
    "Jane Doe*",
    "DECEASED - Jane Doe",
    "Jane Doe TEST",
    "Jane Doe, TX",
    "Jane Doe, MD, CA",
    "JANE DOE TX",
    '"Jane Doe"',
    "(Jane Doe)",
    "Jane <b>Doe</b>",
    "Jane&nbsp;Doe",
    "Hon. Jane Doe",
    "Capt. Jane Doe, MD, USN",
  ])("%s", (text) => {
    expect(best(text)).toBe("JANE//DOE/");
  });

  test("an e-mail address alone is read where it holds two names", () => {
    expect(best("jane.doe@example.org")).toBe("JANE//DOE/");
    expect(best("jdoe@example.org")).toBe("empty");
  });

  test.each([
    ["John Smith the 3rd", "JOHN//SMITH/III"],
    ["Thurston Smith the Third", "THURSTON//SMITH/III"],
    ["John Smith, 3d", "JOHN//SMITH/III"],
    ["John Jr Smith", "JOHN//SMITH/JR"],
  ])("%s has a suffix", (text, expected) => {
    expect(best(text)).toBe(expected);
  });
});

describe("organizations", () => {
  test.each([
    "ABC Family Medicine LLC",
    "The Heart Group",
    "Smith & Jones Dental PC",
    "Heart of Texas",
    "Jane Doe Counseling",
    "Dr. Smith's Office",
    "John Smith and Associates",
    "JANE DOE FAMILY MEDICINE",
  ])("%s", (text) => {
    expect(read(text).kind).toBe("organization");
  });

  test.each([
    "JOHN SMITH MD PA",
    "JOHN SMITH, M.D., P.C.",
    "JOHN SMITH MD PC",
    "John Smith DDS PLLC",
    "John Smith MD Cardiology",
    "John Smith, MD & Associates",
  ])("%s is the person", (text) => {
    expect(best(text)).toBe("JOHN//SMITH/");
  });
});

describe("columns", () => {
  test.each<[NameInput, string]>([
    [{ first: "John Smith", last: "MD" }, "JOHN//SMITH/"],
    [{ first: "Dr.", last: "John Smith" }, "JOHN//SMITH/"],
    [{ first: "John", last: "Smith, John" }, "JOHN//SMITH/"],
    [{ first: "Smith, John", last: "Smith" }, "JOHN//SMITH/"],
    [{ first: "John Smith", last: "Doe Clinic" }, "JOHN//SMITH/"],
    [{ first: "Maria de la", last: "Cruz" }, "MARIA//DELACRUZ/"],
    [{ first: "Hans", middle: "Van Der", last: "Berg" }, "HANS//VANDERBERG/"],
    [{ first: "Thi", middle: "Van", last: "Nguyen" }, "THI/VAN/NGUYEN/"],
    [{ first: "Patrick O", last: "Brien" }, "PATRICK//OBRIEN/"],
    [{ first: "J", middle: "Robert", last: "Smith" }, "J/ROBERT/SMITH/"],
    [{ first: "John", middle: "2nd", last: "Smith" }, "JOHN//SMITH/II"],
    [{ first: "John", last: "Smith III MD" }, "JOHN//SMITH/III"],
    [{ last: "de la Cruz" }, "//DELACRUZ/"],
  ])("%j", (input, expected) => {
    expect(best(input)).toBe(expected);
  });
});

describe("columns that the whole list fills otherwise", () => {
  const topOf = (input: NameInput, columns: Parameters<typeof parseName>[2]) => {
    const parsed = parseName(input, "first_last", columns);
    const top = parsed.kind === "person" ? parsed.hypotheses[0] : undefined;
    return `${top?.first}/${top?.middle}/${top?.last}/${top?.suffix}`;
  };

  test("swapped columns are read exactly as the right ones", () => {
    const right = { first: "James", middle: "Lee", last: "Martin", suffix: "Jr" };
    const swapped = { ...right, first: "Martin", last: "James" };
    expect(parseName(swapped, "mixed", "swapped")).toEqual(parseName(right, "mixed"));
  });

  test.each<[NameInput, string]>([
    [{ first: "James Martin", last: "Sales Team" }, "JAMES//MARTIN/"],
    [{ first: "Martin, James", last: "Sales" }, "JAMES//MARTIN/"],
    [{ first: "James Martin", last: "MD", suffix: "Jr" }, "JAMES//MARTIN/JR"],
    // A row that is filled as it should be stays so.
    [{ first: "James", last: "Martin" }, "JAMES//MARTIN/"],
  ])("whole names in the first column: %j", (input, expected) => {
    expect(topOf(input, "full_in_first")).toBe(expected);
  });

  test("whole names in the last column", () => {
    expect(topOf({ first: "x", last: "Martin, James" }, "full_in_last")).toBe("JAMES//MARTIN/");
  });
});
