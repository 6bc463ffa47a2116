import { readFileSync } from "node:fs";

/** The package's version; package.json lies two folders above in the source and in the build. */
export function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
