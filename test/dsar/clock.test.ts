import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settings } from "../../src/config/settings.ts";
import {
  businessDaysAfter,
  calendarOf,
  knownCalendars,
} from "../../src/dsar/clock/business-calendar.ts";
import { daysAfter, daysBetween, weekdayOf } from "../../src/dsar/clock/calendar-days.ts";
import { californiaHolidays } from "../../src/dsar/clock/california-holidays.ts";
import { dueDays } from "../../src/dsar/clock/due-days.ts";
import { requestTypes } from "../../src/dsar/request.ts";

const weekdays = calendarOf("weekdays", []);
const california = calendarOf("california", []);

/** The worked examples of rights.md section 5, as they stand there. */
const examples = [
  {
    ...{ received: "2026-11-02", ten: ["2026-11-16", "2026-11-17"] },
    ...{ fifteen: ["2026-11-23", "2026-11-24"], answer: "2026-12-17", extended: "2027-01-31" },
  },
  {
    ...{ received: "2026-11-22", ten: ["2026-12-04", "2026-12-08"] },
    ...{ fifteen: ["2026-12-11", "2026-12-15"], answer: "2027-01-06", extended: "2027-02-20" },
  },
  {
    ...{ received: "2026-12-18", ten: ["2027-01-01", "2027-01-05"] },
    ...{ fifteen: ["2027-01-08", "2027-01-12"], answer: "2027-02-01", extended: "2027-03-18" },
  },
] as const;

describe("the clocks of rights.md section 5", () => {
  it.each(examples)(
    "§7021(a): what came on $received is confirmed within 10 business days",
    ({ received, ten }) => {
      const due = [weekdays, california].map((calendar) => dueDays("delete", received, calendar));
      expect(due.map(({ acknowledge }) => acknowledge)).toEqual(ten);
    },
  );

  it.each(examples)(
    "§7026, §7027: an opt-out or limit of $received takes 15 business days",
    ({ received, fifteen }) => {
      for (const type of ["opt-out", "limit", "opt-in"] as const) {
        const due = [weekdays, california].map((calendar) => dueDays(type, received, calendar));
        expect(due.map(({ answer }) => answer)).toEqual(fifteen);
        expect(due.map(({ acknowledge }) => acknowledge)).toEqual([undefined, undefined]);
        expect(due.map(({ extension }) => extension)).toEqual([undefined, undefined]);
      }
    },
  );

  it.each([...examples, { received: "2028-01-15", answer: "2028-02-29", extended: "2028-04-14" }])(
    "§7021(b): what came on $received is answered by day 45, or day 90 when extended",
    ({ received, answer, extended }) => {
      for (const type of ["know-categories", "know-specific", "delete", "correct"] as const) {
        const due = dueDays(type, received, california);
        expect(due).toMatchObject({ answer, extension: { by: answer, until: extended } });
        const later = dueDays(type, received, california, due.extension?.until);
        expect(later).toMatchObject({ answer: extended, extension: { by: answer } });
      }
    },
  );

  it.each([
    ["2026-08-01", "2026-09-15"],
    ["2026-11-22", "2027-01-06"],
  ])("§1798.99.86(c): DROP accessed on %s is accessed again by %s", (accessed, next) => {
    expect(daysAfter(accessed, 45)).toBe(next);
  });

  it("§7021(b): day of receipt is day 0, and day 44 warns, as the period may begin on it", () => {
    expect(dueDays("delete", "2026-01-01", california).warn).toBe(daysAfter("2026-01-01", 44));
    const extended = dueDays("delete", "2026-01-01", california, daysAfter("2026-01-01", 90));
    expect(extended.warn).toBe(daysAfter("2026-01-01", 89));
  });

  it("§7021(b): a weekend moves no 45 days", () => {
    // 2027-01-31 is a Sunday, 2027-02-20 a Saturday.
    expect(weekdayOf(dueDays("delete", "2026-12-17", california).answer)).toBe(0);
    expect(weekdayOf(dueDays("delete", "2026-11-25", california).answer)).toBe(6);
  });
});

describe("California's holidays", () => {
  it.each<[number, string[]]>([
    [
      2026,
      [
        ...["2026-01-01", "2026-01-19", "2026-02-16", "2026-03-31", "2026-05-25", "2026-07-04"],
        ...["2026-09-07", "2026-11-11", "2026-11-26", "2026-11-27", "2026-12-25"],
      ],
    ],
    // New Year's Day on a Saturday; 4 July on a Sunday; Christmas on a Saturday.
    [
      2021,
      [
        ...["2021-01-01", "2021-01-18", "2021-02-15", "2021-03-31", "2021-05-31", "2021-07-05"],
        ...["2021-09-06", "2021-11-11", "2021-11-25", "2021-11-26", "2021-12-25"],
      ],
    ],
    // Veterans Day on a Saturday; New Year's Day on a Sunday.
    [
      2023,
      [
        ...["2023-01-02", "2023-01-16", "2023-02-20", "2023-03-31", "2023-05-29", "2023-07-04"],
        ...["2023-09-04", "2023-11-10", "2023-11-23", "2023-11-24", "2023-12-25"],
      ],
    ],
    // A leap year with 31 March on a Sunday.
    [
      2024,
      [
        ...["2024-01-01", "2024-01-15", "2024-02-19", "2024-04-01", "2024-05-27", "2024-07-04"],
        ...["2024-09-02", "2024-11-11", "2024-11-28", "2024-11-29", "2024-12-25"],
      ],
    ],
  ])("Gov. Code §19853: those of %i, on the days on which they are kept", (year, days) => {
    expect([...californiaHolidays(year)].sort()).toEqual(days);
  });
});

describe("business days", () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((days) => daysAfter("2000-01-01", days));
  const calendar = fc.oneof(
    fc.constantFrom(weekdays, california),
    fc
      .array(
        fc.integer({ min: 0, max: 20_000 }).map((days) => daysAfter("2000-01-01", days)),
        { maxLength: 400 },
      )
      .map((days) => calendarOf("own", days)),
  );

  it("end on a business day, with exactly so many between", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), calendar, (from, days, by) => {
        const last = businessDaysAfter(from, days, by);
        expect(by.isOff(last)).toBe(false);
        const between = Array.from({ length: daysBetween(from, last) }, (_, i) =>
          daysAfter(from, i + 1),
        );
        expect(between.filter((one) => !by.isOff(one))).toHaveLength(days);
      }),
    );
  });

  it("are later for whoever comes later, waits longer or has more days off", () => {
    fc.assert(
      fc.property(day, fc.nat(20), fc.nat(20), calendar, (from, days, more, by) => {
        const last = businessDaysAfter(from, days, by);
        expect(businessDaysAfter(from, days + more, by) >= last).toBe(true);
        expect(businessDaysAfter(daysAfter(from, more), days, by) >= last).toBe(true);
        expect(businessDaysAfter(from, days, weekdays) <= last).toBe(true);
      }),
    );
  });

  it("give every type of request clocks in their order", () => {
    fc.assert(
      fc.property(fc.constantFrom(...requestTypes), day, calendar, (type, received, by) => {
        const { acknowledge = received, answer, warn, extension } = dueDays(type, received, by);
        expect(acknowledge >= received && warn < answer && warn >= received).toBe(true);
        if (extension !== undefined) expect(extension.until > extension.by).toBe(true);
      }),
    );
  });

  it("are counted by the calendars that the setting knows", () => {
    expect(settings.business_calendar.words).toEqual(knownCalendars.map(({ name }) => name));
    expect(calendarOf("acme", ["2026-01-02"]).isOff("2026-01-02")).toBe(true);
    expect(calendarOf("acme", ["2026-01-02"]).isOff("2026-01-05")).toBe(false);
  });
});
