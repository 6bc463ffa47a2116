import type { Config } from "../config.ts";
import type { SuppressionStore } from "../ledger/suppression-store.ts";
import { ServiceError } from "../model/errors.ts";
import type { LedgerMark } from "../model/ledger-mark.ts";
import type { Io } from "./io.ts";
import { createLedgerGuard, type LedgerGuard } from "./ledger/ledger-guard.ts";
import { createProgress } from "./screen/progress.ts";

/** What keeps a registry with the ledger that it is used with. */
export interface LedgerGuards {
  /** Of a release that answers or is changed. */
  of(config: Config): LedgerGuard;
  /** Of a release that another one may follow: one that is not whole has no mark. */
  ofBuild(config: Config): LedgerGuard;
}

/** The guards of registries in SQLite files. */
export function createLedgerGuards(
  io: Io,
  openStore: (config: Config) => Promise<SuppressionStore | undefined>,
): LedgerGuards {
  async function readMark(path: string): Promise<LedgerMark | undefined> {
    const { readLedgerMark } = await import("../registry/sqlite/withheld/read-ledger-mark.ts");
    return readLedgerMark(path);
  }

  function guardOf(config: Config, mark: typeof readMark): LedgerGuard {
    return createLedgerGuard({
      openStore: () => openStore(config),
      readMark: mark,
      async openUpdater(path) {
        const { openWithheldUpdater } = await import(
          "../registry/sqlite/withheld/withheld-updater.ts"
        );
        return openWithheldUpdater(path, { pid: process.pid });
      },
      startProgress: () => createProgress(io, config.settings),
      erased: config.settings.public_records === "erase" ? "everything" : "contacts",
      signal: io.signal,
    });
  }

  async function readMarkOfWhole(path: string): Promise<LedgerMark | undefined> {
    try {
      return await readMark(path);
    } catch (error) {
      if (error instanceof ServiceError && error.code.startsWith("registry_")) return undefined;
      throw error;
    }
  }

  return {
    of: (config) => guardOf(config, readMark),
    ofBuild: (config) => guardOf(config, readMarkOfWhole),
  };
}
