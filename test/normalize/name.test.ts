import { describe, expect, test } from "vitest";
import type { NameOrder } from "../../src/model/contract.ts";
import { type NameHypothesis, type NameInput, parseName } from "../../src/normalize/names/name.ts";

function hypotheses(input: NameInput | string, order: NameOrder = "first_last"): NameHypothesis[] {
  const parsed = parseName(typeof input === "string" ? { full: input } : input, order);
  return parsed.kind === "person" ? parsed.hypotheses : [];
}

function words(hypothesis: NameHypothesis | undefined): string {
  if (hypothesis === undefined) return "";
  const { first, middle, last, suffix } = hypothesis;
  return [first, middle, last, suffix].join("/");
}

const best = (input: NameInput | string, order?: NameOrder) => words(hypotheses(input, order)[0]);
const all = (input: NameInput | string, order?: NameOrder) => hypotheses(input, order).map(words);

describe("a name in one piece", () => {
  test.each([
    ["JOHN E DOE", "JOHN/E/DOE/"],
    ["J.R. Smith", "J/R/SMITH/"],
    ["J.Robert Smith", "J/ROBERT/SMITH/"],
    ["M.A. Garcia", "M/A/GARCIA/"],
    ["Mary St. John", "MARY//STJOHN/"],
    ["JOHN MC DONALD", "JOHN//MCDONALD/"],
    ["Hung Van Nguyen", "HUNG/VAN/NGUYEN/"],
    ["Anh Thi Le", "ANH/THI/LE/"],
    ["Gabriela Martinez de la Fuente", "GABRIELA/MARTINEZ/DELAFUENTE/"],
    ["John Ben Smith", "JOHN/BEN/SMITH/"],
    ["Ana Garcia Lopez", "ANA//GARCIALOPEZ/"],
    ["Ana Maria Garcia Winter", "ANA/MARIA/GARCIAWINTER/"],
    ["Ana Winter Garcia", "ANA/WINTER/GARCIA/"],
    ["Doe, Jane E NP", "JANE/E/DOE/"],
    ["Doe, Jane Ann RN WCC, VWCN", "JANE/ANN/DOE/"],
    ["Jane Doe RBT Behavior Health", "JANE//DOE/"],
    ["Jane Doe, P1511126", "JANE//DOE/"],
    ["JOHN SMITH M D", "JOHN//SMITH/"],
    ["JOHN SMITH M. D.", "JOHN//SMITH/"],
    ["Jane Doe PA C", "JANE//DOE/"],
    ["Jane Doe Nurse Practitioner", "JANE//DOE/"],
    ["Jane Doe, Licensed Clinical Social Worker", "JANE//DOE/"],
    ["Jane Ann Doe, IDMTX", "JANE/ANN/DOE/"],
    ["Jane Doe PSY D", "JANE//DOE/"],
    ["Mr. John Smith Jr.", "JOHN//SMITH/JR"],
    ["John Smith 3rd", "JOHN//SMITH/III"],
    ["JONES JR JOHN A", "JOHN/A/JONES/JR"],
    ["JOHN SMITH I", "JOHN//SMITH/"],
    ["SMITH V, JOHN", "JOHN//SMITH/V"],
    ["SMITH, JOHN V", "JOHN/V/SMITH/"],
    ["Smith, MD, John", "JOHN//SMITH/"],
    ["MD, John Smith", "JOHN//SMITH/"],
    ["Smith, Dr. John", "JOHN//SMITH/"],
    ["Rahman, Md Kamal", "MD/KAMAL/RAHMAN/"],
    ["DE LA CRUZ MARIA", "MARIA//DELACRUZ/"],
    ["Tran, Do", "DO//TRAN/"],
    ["Lee, An", "AN//LEE/"],
    ["Núñez, José", "JOSE//NUNEZ/"],
    ["O' Brien, Mary", "MARY//OBRIEN/"],
    ["Smith, MD", "//SMITH/"],
    ["Madonna", "//MADONNA/"],
    ["FNU Abhishek", "//ABHISHEK/"],
  ])("%s", (text, expected) => {
    expect(best(text)).toBe(expected);
  });

  test("a token that may be credential or name is read both ways, by how it is written", () => {
    expect(best("Tuan Minh Do")).toBe("TUAN/MINH/DO/");
    expect(best("Tuan Minh DO")).toBe("TUAN//MINH/");
    expect(best("TUAN MINH DO")).toBe("TUAN//MINH/");
    expect(all("TUAN MINH DO")).toContain("TUAN/MINH/DO/");
    expect(best("TUAN MINH D.O.")).toBe("TUAN//MINH/");
  });

  test("credentials are told by their groups", () => {
    expect(hypotheses("Doe, Jane, APRN, FNP-C, PhD")[0]?.credentials).toEqual(["NP", "PHD"]);
    expect(hypotheses("Jane Doe MD FACS")[0]?.credentials).toEqual(["MD"]);
  });

  test("a surname of two words is kept in view, at .2", () => {
    const [first, second] = hypotheses("ANNA WINTER FIELD");
    expect(words(first)).toBe("ANNA/WINTER/FIELD/");
    expect(words(second)).toBe("ANNA//WINTERFIELD/");
    expect(second?.weight).toBeCloseTo(0.2);
    expect(second?.lastParts).toEqual(["WINTER", "FIELD"]);
  });

  test("a given name of two words is kept in view", () => {
    expect(best("MARY ANN SMITH")).toBe("MARY/ANN/SMITH/");
    expect(all("MARY ANN SMITH")).toContain("MARYANN//SMITH/");
    expect(all("Kim, Soo-Jin")).toContain("SOO/JIN/KIM/");
  });

  test.each([
    ["JOHN E DOE", "EDOE"],
    ["MARIA O RUIZ", "RUIZMARIA"],
    ["JUAN Y SOTO", "YSOTO"],
  ])("%s: no initial becomes a particle", (text, last) => {
    expect(hypotheses(text).map((hypothesis) => hypothesis.last)).not.toContain(last);
  });

  test("parts of a surname stand apart, particles with their head", () => {
    expect(hypotheses("Garcia-Lopez, Ana")[0]?.lastParts).toEqual(["GARCIA", "LOPEZ"]);
    expect(hypotheses("GARCIA LOPEZ, ANA")[0]?.lastParts).toEqual(["GARCIA", "LOPEZ"]);
    expect(hypotheses("DE LA CRUZ, ANA")[0]?.lastParts).toEqual([]);
  });
});

describe("asides", () => {
  test.each([
    ['William "Bill" Jones', "BILL", ""],
    ["William “Bill” Jones", "BILL", ""],
    ["William 'Bill' Jones", "BILL", ""],
    ["Jones, William (Bill)", "BILL", ""],
    ["Jane Doe (nee Miller), PT", "", "MILLER"],
    ["Jane Doe née Miller, PT", "", "MILLER"],
    ["Jane Doe nee de la Cruz MD", "", "DELACRUZ"],
    ["Jane Doe f/k/a Miller", "", "MILLER"],
    ["Jane Doe (formerly known as Jane Miller)", "", "MILLER"],
    ["Jane Doe (Miller)", "", "MILLER"],
    ["Robert Doe aka Bob", "BOB", ""],
    ["Jane Doe (she/her)", "", ""],
  ])("%s", (text, nick, alias) => {
    const hypothesis = hypotheses(text)[0];
    expect(hypothesis).toMatchObject({ nick, alias });
    expect(["DOE", "JONES"]).toContain(hypothesis?.last);
  });

  test("a man called Nee stays", () => {
    expect(best("John Nee MD")).toBe("JOHN//NEE/");
    expect(best("Nee, John")).toBe("JOHN//NEE/");
  });

  test("bracketed credentials are credentials", () => {
    expect(hypotheses("Jane Doe (MD)")[0]).toMatchObject({ last: "DOE", credentials: ["MD"] });
  });
});

describe("order", () => {
  test("the list's order decides where nothing else does", () => {
    expect(best("JAMES MARTIN", "first_last")).toBe("JAMES//MARTIN/");
    expect(best("JAMES MARTIN", "last_first")).toBe("MARTIN//JAMES/");
    expect(hypotheses("JAMES MARTIN", "mixed").map((h) => h.weight)).toEqual([1, 1]);
  });

  test("the swapped reading is carried at .002 to .02", () => {
    for (const text of ["James Martin", "James Lee Martin", "Martin, James"]) {
      const [first, ...others] = hypotheses(text);
      const swapped = others.find((other) => other.order !== first?.order);
      expect(swapped?.weight, text).toBeGreaterThanOrEqual(0.002);
      expect(swapped?.weight, text).toBeLessThanOrEqual(0.02);
    }
  });

  test("commas, initials and particles are stronger than the list's order", () => {
    for (const order of ["first_last", "last_first", "mixed"] as const) {
      expect(best("Martin, James", order)).toBe("JAMES//MARTIN/");
      expect(best("J Martin", order)).toBe("J//MARTIN/");
      expect(best("Wexler J", order)).toBe("J//WEXLER/");
      expect(best("Martin James A", order)).toBe("JAMES/A/MARTIN/");
    }
    expect(best("SMITH JOHN V", "last_first")).toBe("JOHN/V/SMITH/");
  });
});

describe("a name in columns", () => {
  test.each<[NameInput, string]>([
    [{ first: "John", middle: "A.", last: "Smith", suffix: "Jr." }, "JOHN/A/SMITH/JR"],
    [{ first: "John A", last: "Smith" }, "JOHN/A/SMITH/"],
    [{ first: "Mary Ann", middle: "L", last: "Smith" }, "MARYANN/L/SMITH/"],
    [{ first: "Dr. John", last: "Smith MD" }, "JOHN//SMITH/"],
    [{ first: "Ann", last: "Lee, RPH, PHARMD, BCPS" }, "ANN//LEE/"],
    [{ first: "Ann, MD", last: "Lee" }, "ANN//LEE/"],
    [{ first: "John", last: "Smith Jr" }, "JOHN//SMITH/JR"],
    [{ first: "John", middle: "Jr", last: "Smith" }, "JOHN//SMITH/JR"],
    [{ first: "John", middle: "V", last: "Smith" }, "JOHN/V/SMITH/"],
    [{ first: "", last: "Smith, John A" }, "JOHN/A/SMITH/"],
    [{ first: "", last: "John Smith" }, "JOHN//SMITH/"],
    [{ first: "John Smith", last: "" }, "JOHN//SMITH/"],
    [{ first: "Smith, John", last: "" }, "JOHN//SMITH/"],
    [{ first: "John", last: "John Smith" }, "JOHN//SMITH/"],
    [{ first: "John Smith", last: "Smith" }, "JOHN//SMITH/"],
    [{ first: "Kevin", last: "Do" }, "KEVIN//DO/"],
    [{ first: "Do", last: "Nguyen" }, "DO//NGUYEN/"],
    [{ first: "Ana", last: "de la Cruz" }, "ANA//DELACRUZ/"],
    [{ first: "John", last: "" }, "JOHN///"],
    [{ first: "", last: "Smith" }, "//SMITH/"],
    [{ middle: "John", last: "Smith" }, "JOHN//SMITH/"],
    [{ full: "Jane Doe", first: "John", last: "Smith" }, "JOHN//SMITH/"],
    [{ full: "Jane Doe", first: "", last: "Smith" }, "JANE//DOE/"],
    [{ full: "Jane Doe", suffix: "III" }, "JANE//DOE/III"],
  ])("%j", (input, expected) => {
    expect(best(input)).toBe(expected);
  });

  test("swapped columns are kept in view", () => {
    expect(all({ first: "Smith", last: "John" })).toContain("JOHN//SMITH/");
  });

  test("a second surname in brackets is an alias", () => {
    expect(hypotheses({ first: "Ann", last: "Lee (Miller)" })[0]).toMatchObject({
      last: "LEE",
      alias: "MILLER",
    });
  });
});

describe("no person", () => {
  test.each([
    "Springfield Family Clinic LLC",
    "St. Mary Hospital",
    "SMITH & JONES ASSOCIATES",
    "Main Street Pharmacy",
    "Lakeview Medical Center",
    "Smith Medical Group, PC",
    "Doe Dental, Jane Doe DDS",
  ])("%s is an organisation", (text) => {
    expect(parseName({ full: text }, "first_last").kind).toBe("organization");
    expect(parseName({ last: text }, "first_last").kind).toBe("organization");
  });

  test("an organisation's words come with it", () => {
    expect(parseName({ full: "Lakeview Clinic, Inc." }, "first_last")).toEqual({
      kind: "organization",
      words: ["LAKEVIEW", "CLINIC", "INC"],
    });
  });

  test.each([
    ["John Smith MD LLC", "JOHN//SMITH/"],
    ["John Smith, M.D., P.C.", "JOHN//SMITH/"],
    ["John Smith, MD, Pediatrics", "JOHN//SMITH/"],
    ["Jane Doe, Dental Hygienist", "JANE//DOE/"],
    ["John Smith PA", "JOHN//SMITH/"],
    ["Mary Smith, LLC", "MARY//SMITH/"],
  ])("%s is a person", (text, expected) => {
    expect(best(text)).toBe(expected);
  });

  test.each(["Иван Петров", "王小明", "محمد علي", "Jоhn Smith"])(
    "%s is in another script",
    (text) => {
      expect(parseName({ full: text }, "first_last").kind).toBe("other_script");
      expect(parseName({ first: text, last: "Smith" }, "first_last").kind).toBe("other_script");
    },
  );

  test("a Latin name with another script beside it is read", () => {
    expect(best("Xiaoming Wang 王小明")).toBe("XIAOMING//WANG/");
  });

  test.each(["", "  ", "N/A", "--", "nan", "NULL", "<UNAVAIL>", "123", "()", ",", "Unknown"])(
    "'%s' names nobody",
    (text) => {
      expect(parseName({ full: text }, "first_last").kind).toBe("empty");
      expect(parseName({ first: text, last: text }, "first_last").kind).toBe("empty");
    },
  );

  test("no input at all names nobody", () => {
    expect(parseName({}, "mixed").kind).toBe("empty");
  });
});
