import { describe, expect, test } from "vitest";
import { classifyError, classifyRefusal } from "../../../src/service/http/classify.ts";
import { mayBeOfOneLead, mayBeRetried } from "../../../src/service/http/failure.ts";
import { readRetryAfter } from "../../../src/service/http/retry-after.ts";

describe("what an answer that is not 200 comes to", () => {
  test.each([
    // status, code, kind, is retried, may be one lead's fault
    [301, undefined, "unfit", false, false],
    [400, undefined, "refused", false, true],
    [401, undefined, "key_refused", false, false],
    [402, undefined, "quota_exhausted", false, false],
    [403, undefined, "key_refused", false, false],
    [403, "quota_exhausted", "quota_exhausted", false, false],
    [404, undefined, "unfit", false, false],
    [405, undefined, "unfit", false, false],
    [407, undefined, "unfit", false, false],
    [408, undefined, "no_answer", true, false],
    [409, undefined, "unfit", false, false],
    [409, "release_gone", "release_gone", false, false],
    [410, "release_gone", "release_gone", false, false],
    [410, undefined, "unfit", false, false],
    [413, undefined, "too_large", false, true],
    [422, undefined, "refused", false, true],
    [422, "release_gone", "refused", false, true],
    [425, undefined, "no_answer", true, false],
    [429, undefined, "busy", true, false],
    [429, "quota_exhausted", "quota_exhausted", false, false],
    [500, undefined, "failed", true, true],
    [500, "quota_exhausted", "failed", true, true],
    [502, undefined, "failed", true, true],
    [503, undefined, "failed", true, true],
    [504, undefined, "failed", true, true],
    [599, undefined, "failed", true, true],
    [999, undefined, "unfit", false, false],
  ])("%i %s is %s", (status, code, kind, isRetried, isOfOneLead) => {
    const failure = classifyRefusal({ status, code });
    expect(failure.kind).toBe(kind);
    expect(mayBeRetried(failure)).toBe(isRetried);
    expect(mayBeOfOneLead(failure)).toBe(isOfOneLead);
    expect(failure.cause).toBe(`HTTP ${status}`);
  });
});

describe("an error of the network", () => {
  test.each([
    ["ECONNREFUSED", "ECONNREFUSED", undefined],
    ["ENOTFOUND", "ENOTFOUND", undefined],
    ["ECONNRESET", "ECONNRESET", undefined],
    ["UND_ERR_SOCKET", "UND_ERR_SOCKET", undefined],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "DEPTH_ZERO_SELF_SIGNED_CERT", undefined],
    ["UND_ERR_CONNECT_TIMEOUT", "timeout", true],
    ["UND_ERR_HEADERS_TIMEOUT", "timeout", true],
    ["UND_ERR_BODY_TIMEOUT", "timeout", true],
    ["ETIMEDOUT", "timeout", true],
  ])("%s", (code, cause, overload) => {
    const error = Object.assign(new Error("connect 10.1.2.3 for somebody"), { code });
    const expected = { kind: "no_answer", cause, ...(overload ? { overload } : {}) };
    expect(classifyError(error)).toEqual(expected);
    expect(classifyError(new Error("around it", { cause: error }))).toEqual(expected);
    expect(classifyError(new AggregateError([error]))).toEqual(expected);
  });

  test("its words are never told", () => {
    const told = JSON.stringify(classifyError(new Error("sk-secret at 10.1.2.3")));
    expect(told).not.toMatch(/secret|10\.1/);
  });
});

describe("Retry-After", () => {
  const noon = "Tue, 20 Jan 2026 12:00:00 GMT";
  test.each([
    ["seconds", "7", undefined, 7000],
    ["none at all", "0", undefined, 0],
    ["an hour", "3600", undefined, 3_600_000],
    ["with blanks", " 2 ", undefined, 2000],
    ["parts of a second", "1.5", undefined, 1500],
    ["more digits than a number has", "9".repeat(400), undefined, Number.POSITIVE_INFINITY],
    ["negative", "-5", undefined, undefined],
    ["junk", "soon", undefined, undefined],
    ["empty", "", undefined, undefined],
    ["hexadecimal", "0x10", undefined, undefined],
    ["an exponent", "1e3", undefined, undefined],
    ["missing", undefined, undefined, undefined],
    ["a date, by the answer's own clock", "Tue, 20 Jan 2026 12:00:09 GMT", noon, 9000],
    ["a date, by ours", "Tue, 20 Jan 2026 09:30:30 GMT", undefined, 30_000],
    ["a date, where the answer's own is junk", "Tue, 20 Jan 2026 09:30:30 GMT", "today", 30_000],
    ["a date that has been", "Tue, 20 Jan 2026 11:00:00 GMT", noon, 0],
    ["a date in another form", "2026-01-20T12:00:09Z", noon, undefined],
    ["a day that is none", "Tue, 99 Jan 2026 12:00:09 GMT", noon, undefined],
  ])("%s", (_why, text, answeredAt, ms) => {
    expect(readRetryAfter(text, answeredAt, () => new Date("2026-01-20T09:30:00Z"))).toBe(ms);
  });
});
