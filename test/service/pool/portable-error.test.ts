import { describe, expect, test } from "vitest";
import {
  InputError,
  InterruptedError,
  ServiceError,
  StopError,
  UsageError,
} from "../../../src/model/errors.ts";
import { fromPortable, toPortable } from "../../../src/service/pool/portable-error.ts";

const answered = [{ id: 1, status: "no_match", confidence: 0, reason: "nobody: none" }] as const;

describe("an error on its way from a thread", () => {
  test.each([
    new UsageError("option_invalid", "No.", "Yes."),
    new InputError("disk_full", "Full."),
    new ServiceError("release_gone", "Gone.", "Again."),
    new InterruptedError("Hint.", 143),
    new StopError(5, "service_down", "Stop.", "Go.", answered),
  ])("is the same again: $name", (error) => {
    const arrived = fromPortable(structuredClone(toPortable(error)));
    expect(arrived).toBeInstanceOf(error.constructor);
    expect({ ...arrived, message: arrived.message }).toEqual({ ...error, message: error.message });
  });

  test.each([
    new TypeError("JANE DOE is no number"),
    "JANE DOE",
    undefined,
    { message: "JANE DOE" },
  ])("that is none of ours leaves its words behind", (error) => {
    const portable = toPortable(error);
    expect(JSON.stringify(portable)).not.toContain("JANE");
    expect(fromPortable(portable)).toMatchObject({ name: "ServiceError", code: "internal_error" });
  });
});
