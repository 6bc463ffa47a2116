import { readFileSync } from "node:fs";
import { packageFile } from "./package-file.ts";

/** The package's version. */
export function version(): string {
  const text = readFileSync(packageFile("package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
