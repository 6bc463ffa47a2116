import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** What users read: the README, and every page of docs/. */
export const userPages: readonly string[] = [
  "README.md",
  ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`),
];

export function page(name: string): string {
  return readFileSync(join(root, name), "utf8");
}

/** All that users read, as one text. */
export function manual(): string {
  return userPages.map(page).join("\n");
}

/** What stands on a page before its first section. */
export function introOf(text: string): string {
  const [intro = ""] = text.split(/^## /m);
  return intro;
}
