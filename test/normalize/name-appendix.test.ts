import { expect, test } from "vitest";
import { parseName } from "../../src/normalize/names/name.ts";

/** The names of matching.md's appendix: right when surname, first + middle and suffix are. */
const names: [text: string, given: string, last: string, suffix: string][] = [
  ["SMITH, JOHN A MD", "JOHNA", "SMITH", ""],
  ["Dr. Jon Smith", "JON", "SMITH", ""],
  ["SMITH JR, JOHN A, MD, FACS", "JOHNA", "SMITH", "JR"],
  ["John Smith, Jr., M.D., Ph.D.", "JOHN", "SMITH", "JR"],
  ["Smith, John, DO", "JOHN", "SMITH", ""],
  ["SMITH, MARY ANN RN", "MARYANN", "SMITH", ""],
  ["Maria de la Cruz, NP", "MARIA", "DELACRUZ", ""],
  ["DE LA CRUZ, MARIA APRN-CNP", "MARIA", "DELACRUZ", ""],
  ["Van der Berg, Hans", "HANS", "VANDERBERG", ""],
  ["Hans Van Der Berg MD", "HANS", "VANDERBERG", ""],
  ["O'Brien, Patrick J., PA-C", "PATRICKJ", "OBRIEN", ""],
  ["Garcia-Lopez, Ana M.", "ANAM", "GARCIALOPEZ", ""],
  ["Ana Maria Garcia Lopez, DDS", "ANAMARIA", "GARCIALOPEZ", ""],
  ["J. Robert Oppenheimer MD", "JROBERT", "OPPENHEIMER", ""],
  ["LI, WEI", "WEI", "LI", ""],
  ["Nguyen, Thi Minh Chau DMD", "THIMINHCHAU", "NGUYEN", ""],
  ["St. John, Mary, LCSW", "MARY", "STJOHN", ""],
  ['William "Bill" Jones III, DPM', "WILLIAM", "JONES", "III"],
  ["JONES, WILLIAM (BILL) III DPM", "WILLIAM", "JONES", "III"],
  ["Mary Smith-Jones, RN, BSN, CCRN", "MARY", "SMITHJONES", ""],
  ["Jane Doe (nee Miller), PT, DPT", "JANE", "DOE", ""],
  ["MCDONALD MD, RONALD", "RONALD", "MCDONALD", ""],
  ["Patel, Priya, MBBS", "PRIYA", "PATEL", ""],
  ["Kim, Soo-Jin", "SOOJIN", "KIM", ""],
  ["Dr Ma, Li Ping PharmD", "LIPING", "MA", ""],
  ["DO, KEVIN", "KEVIN", "DO", ""],
  ["Kevin Do, DO", "KEVIN", "DO", ""],
  ["Ma, Grace MA, LPC", "GRACE", "MA", ""],
  ["Al-Hassan, Omar M.D.", "OMAR", "ALHASSAN", ""],
  ["JOHN SMITH V", "JOHN", "SMITH", "V"],
  ["Smith John A", "JOHNA", "SMITH", ""],
];

test.each(names)("%s", (text, given, last, suffix) => {
  const parsed = parseName({ full: text }, "first_last");
  const best = parsed.kind === "person" ? parsed.hypotheses[0] : undefined;
  expect(best && [best.first + best.middle, best.last, best.suffix]).toEqual([given, last, suffix]);
});

test("the table has all 31 names", () => {
  expect(names).toHaveLength(31);
});
