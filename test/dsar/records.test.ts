import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysAfter, monthsAfter } from "../../src/dsar/clock/calendar-days.ts";
import { foldRequest } from "../../src/dsar/fold-request.ts";
import { countMetrics } from "../../src/dsar/metrics/count-metrics.ts";
import { meanOf, medianOf } from "../../src/dsar/metrics/days-to-answer.ts";
import { metricsPage } from "../../src/dsar/metrics/metrics-page.ts";
import { logColumns, logRows, logSince } from "../../src/dsar/records/log-rows.ts";
import { pastItsTime } from "../../src/dsar/records/past-its-time.ts";
import { runs } from "../helpers/property-runs.ts";
import { allOf, eventsOf, type Told } from "./request-events.ts";

const answer = (day: string, response: string, basis?: string): Told => [
  "request_answered",
  { day, response, ...(basis === undefined ? {} : { basis }) },
];

describe("the log", () => {
  const all = allOf(
    eventsOf("R-2", { type: "know-specific", received: "2026-01-07", channel: "letter" }, [
      ["request_acknowledged", { day: "2026-01-08" }],
      ["request_extended", { day: "2026-02-01", until: "2026-04-07" }],
      ["request_downgraded", {}],
      ["request_verified", { day: "2026-02-02", degree: "reasonable", fields: "email,phone" }],
      ["shredded", { class: "evidence", parts: 1 }, "2026-02-02"],
      answer("2026-03-20", "partly", "not-verifiable"),
    ]),
    eventsOf("R-1", { received: "2023-05-01" }, [
      ["records_kept", { exceptions: "E2,E4", records: 2 }],
      ["notices_made", { recipients: 3 }],
      answer("2024-01-31", "complied"),
    ]),
    eventsOf("R-0", { received: "2022-01-01", type: "opt-out" }),
  );

  it("§7101: has date, nature, manner, date and nature of the response, and basis of a denial", () => {
    const [, , row] = logRows(all);
    expect(row).toMatchObject({
      ...{ request: "R-2", date_of_request: "2026-01-07", nature_of_request: "know-specific" },
      ...{ manner_of_request: "letter", date_of_response: "2026-03-20" },
      ...{ nature_of_response: "partly", basis_for_denial: "not-verifiable" },
      ...{ handled_as: "know-categories", calendar: "california", due: "2026-04-07" },
      ...{ extended: "2026-02-01", extended_until: "2026-04-07", verified_by: "email,phone" },
      ...{ evidence_shredded: "2026-02-02", records_shredded: "" },
    });
    expect(logColumns).toEqual(Object.keys(row ?? {}));
  });

  it("§7101: keeps 24 months, by the answer too, and what is not answered", () => {
    const since = (day: string) => logSince(logRows(all), day).map(({ request }) => request);
    expect(since("2024-01-31")).toEqual(["R-0", "R-1", "R-2"]);
    expect(since("2024-02-01")).toEqual(["R-0", "R-2"]);
  });

  it("is the same whatever the order in which requests are read", () => {
    const turned = new Map([...all].toReversed());
    expect(logRows(turned)).toEqual(logRows(all));
  });
});

describe("past its time", () => {
  const sealed = (name: string, day: string): Told => ["sealed", { class: name }, day];
  const classes = (told: readonly Told[], today: string) =>
    pastItsTime(eventsOf("R-1", {}, told), today).map((found) => found.class);

  it("§7101: records are kept 24 months after the answer, the closing and the last of them", () => {
    const told = [sealed("record", "2026-01-05"), answer("2026-02-28", "complied")];
    expect(classes(told, "2028-02-28")).toEqual([]);
    expect(classes(told, "2028-02-29")).toEqual(["record"]);
    const closed: Told[] = [...told, ["request_closed", { day: "2026-03-10" }]];
    expect(classes(closed, "2028-03-10")).toEqual([]);
    expect(classes(closed, "2028-03-11")).toEqual(["record"]);
    const noted = [...told, sealed("record", "2026-09-01")];
    expect(classes(noted, "2028-09-01")).toEqual([]);
    expect(classes(noted, "2028-09-02")).toEqual(["record"]);
  });

  it("X4: a declaration is a record, and outlives the evidence", () => {
    const told: Told[] = [
      ...[sealed("record", "2026-01-05"), sealed("evidence", "2026-01-06")],
      ["request_verified", { day: "2026-01-07", degree: "high" }],
    ];
    expect(classes(told, "2026-01-08")).toEqual(["evidence"]);
    expect(classes([...told, ["shredded", { class: "evidence" }]], "2036-01-08")).toEqual([]);
  });

  it("R23: evidence waits while it is needed, and goes when it has served", () => {
    const asked: Told[] = [["fraud_held", {}], sealed("evidence", "2026-01-06")];
    expect(classes(asked, "2026-06-01")).toEqual([]);
    const verified: Told = ["request_verified", { day: "2026-01-07" }];
    expect(classes([...asked, verified], "2026-01-07")).toEqual(["evidence"]);
    expect(classes([verified, ...asked], "2026-01-07"), "suspected later").toEqual([]);
    const cleared: Told = ["fraud_cleared", { day: "2026-01-08" }];
    expect(classes([verified, ...asked, cleared], "2026-01-08")).toEqual(["evidence"]);
    expect(classes([...asked, answer("2026-01-09", "denied")], "2026-01-09")).toEqual(["evidence"]);
  });

  it("an open request loses nothing, and what nobody entered is kept 24 months", () => {
    expect(classes([sealed("record", "2026-01-05")], "2040-01-01")).toEqual([]);
    const [, ...orphan] = eventsOf("R-1", {}, [sealed("record", "2026-01-05")]);
    expect(pastItsTime(orphan, "2028-01-05")).toEqual([]);
    expect(pastItsTime(orphan, "2028-01-06")).toMatchObject([{ class: "record", parts: 1 }]);
  });

  it("counts months to the last day where there is no such day", () => {
    expect(monthsAfter("2024-02-29", 24)).toBe("2026-02-28");
    expect(monthsAfter("2026-01-31", 1)).toBe("2026-02-28");
    expect(monthsAfter("2026-03-31", -24)).toBe("2024-03-31");
    expect(monthsAfter("2026-11-30", 3)).toBe("2027-02-28");
  });
});

describe("the yearly reports", () => {
  const received = "2026-01-10";
  const of = (n: number, type: string, told: Told[], more = {}) =>
    eventsOf(`R-${n}`, { type, received, ...more }, told);
  const year = allOf(
    of(1, "delete", [answer("2026-01-20", "complied")]),
    of(2, "delete", [
      ["records_kept", { exceptions: "E4" }],
      answer("2026-02-09", "partly", "exempt"),
    ]),
    of(3, "delete", [answer("2026-01-13", "denied", "not-verifiable")]),
    of(4, "delete", []),
    of(5, "delete", [answer("2026-01-12", "denied", "not-consumer")], { channel: "drop" }),
    of(6, "know-specific", [["request_downgraded", {}], answer("2026-01-15", "complied")]),
    of(7, "know-categories", [answer("2026-01-18", "complied")]),
    of(8, "opt-out", [answer("2026-01-11", "complied")]),
    of(9, "limit", [answer("2026-01-10", "complied")]),
    of(10, "correct", [answer("2026-01-30", "denied", "other")]),
    of(11, "opt-in", [answer("2026-01-30", "complied")]),
    of(12, "delete", [answer("2026-01-05", "complied")], { received: "2025-12-31" }),
  );
  const metrics = countMetrics(logRows(year), 2026);

  it("§7102: counts requests to delete, correct, know, opt out and limit", () => {
    expect(Object.keys(metrics.ccpa)).toEqual(["delete", "correct", "know", "opt-out", "limit"]);
    expect(metrics.ccpa.delete).toEqual({
      ...{ received: 4, complied_in_whole: 1, complied_in_part: 1, denied: 1, open: 1 },
      ...{ mean_days: 14.3, median_days: 10 },
      denials: { "not-verifiable": 1, "not-consumer": 0, exempt: 1, other: 0, unstated: 0 },
      requests: ["R-1", "R-2", "R-3", "R-4"],
    });
    expect(metrics.ccpa.know).toMatchObject({ received: 2, mean_days: 6.5, median_days: 6.5 });
    expect(metrics.ccpa.limit).toMatchObject({ received: 1, mean_days: 0, median_days: 0 });
  });

  it("§1798.99.85: counts DROP apart with its grounds, corrections not at all, both mean and median", () => {
    expect(Object.keys(metrics.delete_act)).toEqual(["drop", "delete", "know", "opt-out", "limit"]);
    expect(metrics.delete_act.drop).toMatchObject({
      ...{ received: 1, denied: 1, mean_days: 2, median_days: 2 },
      denials: { "not-consumer": 1 },
    });
    expect(metrics.exceptions).toEqual({ E4: 1 });
  });

  it("are counted from the entries they name", () => {
    const rows = new Map(logRows(year).map((row) => [row.request, row]));
    for (const figures of [...Object.values(metrics.ccpa), ...Object.values(metrics.delete_act)]) {
      const named = figures.requests.map((id) => rows.get(id)?.nature_of_response);
      expect(named).toHaveLength(figures.received);
      expect(named.filter((response) => response === "denied")).toHaveLength(figures.denied);
      expect(named.filter((response) => response === "")).toHaveLength(figures.open);
    }
  });

  it("add up, whatever came", () => {
    const request = fc.record({
      type: fc.constantFrom("delete", "correct", "know-specific", "opt-out", "limit", "opt-in"),
      days: fc.option(fc.nat(120)),
      response: fc.constantFrom("complied", "partly", "denied"),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 30 }), (requests) => {
        const events = requests.map(({ type, days, response }, i) =>
          of(i, type, days === null ? [] : [answer(daysAfter(received, days), response)]),
        );
        const { ccpa } = countMetrics(logRows(allOf(...events)), 2026);
        for (const one of Object.values(ccpa)) {
          const parts = [one.complied_in_whole, one.complied_in_part, one.denied, one.open];
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(one.received);
          expect(one.mean_days === null).toBe(one.received === one.open);
        }
      }),
      { numRuns: runs(30) },
    );
  });

  it("take mean and median of days", () => {
    expect([meanOf([]), medianOf([])]).toEqual([null, null]);
    expect([meanOf([1, 2, 3, 10]), medianOf([10, 1, 3, 2])]).toEqual([4, 2.5]);
    expect([meanOf([1, 1, 2]), medianOf([45])]).toEqual([1.3, 45]);
  });

  it("make one page that asks nobody for anything, with a table beside each plot", () => {
    const page = metricsPage(metrics, "2026-07-01");
    expect(metricsPage(countMetrics(logRows(year), 2026), "2026-07-01"), "same bytes").toBe(page);
    expect(page).not.toMatch(/https?:|\bsrc=|<script|<link|@import|url\(/);
    expect(page).not.toMatch(/R-\d/);
    expect(page.match(/<svg /g)).toHaveLength(4);
    expect(page.match(/<table>/g)).toHaveLength(4);
    expect(page).toContain("§1798.99.85");
  });
});

it("§7021(b): a business's own calendar is kept with the request that it was used for", () => {
  const opened = {
    type: "opt-out",
    received: "2026-01-05",
    calendar: "acme",
    days_off: "2026-01-06",
  };
  const request = foldRequest(eventsOf("R-1", opened));
  expect(request?.due.answer).toBe("2026-01-27");
});
