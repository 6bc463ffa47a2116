import type { Stats } from "node:fs";
import { platform } from "node:os";
import { UsageError } from "../model/errors.ts";

const codes = { "an API key": "api_key_exposed", "a private key": "tls_key_exposed" } as const;

/** A secret in a file that others on this machine can read is none. Windows has no such modes. */
export function refuseShared(
  stats: Stats,
  shown: string,
  what: keyof typeof codes = "an API key",
): void {
  if (platform() === "win32" || !stats.isFile() || (stats.mode & 0o077) === 0) return;
  throw new UsageError(
    codes[what],
    `${shown} holds ${what}, and others on this machine may read it.`,
    `Let nobody else in: chmod 600 ${shown}`,
  );
}
