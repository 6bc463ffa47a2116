import { expect, test } from "vitest";
import { withoutCredentials } from "../../src/config/url.ts";

test.each([
  ["https://search.example/v1", "https://search.example/v1"],
  ["postgres://me:hunter2@db/x", "postgres://…@db/x"],
  ["postgres://db/x?user=me&password=hunter2", "postgres://db/x?…"],
  ["https://me@search.example/#hunter2", "https://…@search.example/#…"],
  ["nppes:", "nppes:"],
  ["nppes:https://me:hunter2@host/?key=hunter2", "nppes:https://…@host/?…"],
  ["C:\\leads\\what?.csv", "C:\\leads\\what?.csv"],
  ["lists/#1.csv", "lists/#1.csv"],
])("%s is shown as %s", (setting, shown) => {
  expect(withoutCredentials(setting)).toBe(shown);
});
