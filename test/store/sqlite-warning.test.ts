import { expect, test } from "vitest";
import { withoutSqliteWarning } from "../../src/store/sqlite-warning.ts";

const sqlite = "SQLite is an experimental feature and might change at any time";

test.each([
  ["Node's warning about SQLite", [sqlite, "ExperimentalWarning"], 0],
  ["the same with options", [sqlite, { type: "ExperimentalWarning" }], 0],
  ["another experimental feature", ["WASI is an experimental feature", "ExperimentalWarning"], 1],
  ["SQLite deprecated", [sqlite, "DeprecationWarning"], 1],
  ["a warning without a type", ["Something else"], 1],
  ["an error object", [new Error(sqlite)], 1],
] as const)("%s", (_, args, passed) => {
  const seen: unknown[][] = [];
  const emit = withoutSqliteWarning(((...all: unknown[]) => {
    seen.push(all);
  }) as typeof process.emitWarning);
  (emit as (...all: readonly unknown[]) => void)(...args);
  expect(seen).toEqual(passed === 1 ? [args] : []);
});
