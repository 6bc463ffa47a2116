import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import type { Config } from "../config.ts";
import type { Audit } from "../ledger/audit.ts";
import type { BackupManifest } from "../ledger/backup-manifest.ts";
import type { ChannelStore, NoticeCounts, StatedChannelRules } from "../ledger/channel-store.ts";
import type { CorrectionStore } from "../ledger/correction-store.ts";
import type { DisclosureStore } from "../ledger/disclosure-store.ts";
import type { KeyStore } from "../ledger/key-store.ts";
import type { LedgerFacts } from "../ledger/ledger-facts.ts";
import type { RequestStore } from "../ledger/request-store.ts";
import type { Refused, Restored } from "../ledger/restored.ts";
import type { Signer } from "../ledger/signer.ts";
import type { LedgerFile } from "../ledger/sqlite/ledger-file.ts";
import type { SuppressionStore } from "../ledger/suppression-store.ts";
import type { ChannelRules } from "../model/channel-rules.ts";
import type { Io } from "./io.ts";
import { hasLedger, isMade, ledgerFolder, noLedger } from "./ledger/ledger-folder.ts";
import { programUser } from "./ledger/program-user.ts";

/** The ledger's stores, each to be closed by the caller; what is not there is made unless it is said. */
export interface LedgerStores {
  openLedger(config: Config): Promise<LedgerFile>;
  /** undefined where there is none. */
  existingLedger(config: Config): Promise<LedgerFile | undefined>;
  ledgerFacts(config: Config): Promise<LedgerFacts>;
  auditLedger(config: Config): Promise<Audit>;
  /** A new folder with copies of the ledger's files. */
  backupLedger(config: Config, folder: string): Promise<BackupManifest>;
  restoreLedger(config: Config, folder: string): Promise<Restored | Refused>;
  openSuppressions(config: Config): Promise<SuppressionStore>;
  /** undefined where there is no ledger. */
  existingSuppressions(config: Config): Promise<SuppressionStore | undefined>;
  openRequests(config: Config): Promise<RequestStore>;
  /** undefined where there is no ledger. */
  existingRequests(config: Config): Promise<RequestStore | undefined>;
  openCorrections(config: Config): Promise<CorrectionStore>;
  /** Which channels are closed; makes nothing. */
  channelRules(
    config: Config,
  ): Promise<StatedChannelRules & NoticeCounts & { close(): Promise<void> }>;
  openChannels(config: Config): Promise<ChannelStore>;
  openKeys(config: Config): Promise<KeyStore>;
  openDisclosures(config: Config): Promise<DisclosureStore>;
  /** What signs for this business; its key is made with the first signature, in a ledger that is there. */
  signer(config: Config): Promise<Signer>;
}

/** What a test may put in the place of the real thing. */
export interface LedgerReplacements {
  channelRules?: ChannelRules;
  disclosures?: DisclosureStore;
}

/** Loads each when it is asked for, so that `--help` loads none. */
export function createLedgerStores(io: Io, replacements: LedgerReplacements): LedgerStores {
  const world = { now: io.date, random: randomBytes };
  const asUser = () => ({ ...world, actor: programUser() });

  async function existingLedger(config: Config): Promise<LedgerFile | undefined> {
    if (!(await hasLedger(config))) return undefined;
    const { openMadeLedger } = await import("../ledger/sqlite/ledger-file.ts");
    const { ledger, ledger_key_file } = config.settings;
    return openMadeLedger(ledger, ledger_key_file, asUser());
  }

  async function openLedger(config: Config): Promise<LedgerFile> {
    await ledgerFolder(config);
    const { openLedger } = await import("../ledger/sqlite/ledger-file.ts");
    const { ledger, ledger_key_file } = config.settings;
    return openLedger(ledger, ledger_key_file, asUser());
  }

  async function withLedger<T>(
    config: Config,
    work: (ledger: LedgerFile) => T | Promise<T>,
  ): Promise<T> {
    const ledger = await existingLedger(config);
    if (ledger === undefined) throw noLedger(config);
    try {
      return await work(ledger);
    } finally {
      ledger.db.close();
    }
  }

  async function suppressionsIn(ledger: LedgerFile): Promise<SuppressionStore> {
    const { createSuppressionStore } = await import(
      "../ledger/sqlite/suppressions/sqlite-suppression-store.ts"
    );
    return createSuppressionStore(ledger);
  }

  async function requestsIn(ledger: LedgerFile): Promise<RequestStore> {
    const { createRequestStore } = await import(
      "../ledger/sqlite/requests/sqlite-request-store.ts"
    );
    return createRequestStore(ledger);
  }

  /** Its other files, for which it has to be there where somebody names it. */
  async function besideLedger(config: Config) {
    await hasLedger(config);
    const folder = await ledgerFolder(config);
    return { folder, options: { ...world, keyFile: config.settings.ledger_key_file } };
  }

  return {
    openLedger,
    existingLedger,
    async ledgerFacts(config) {
      const { readFacts } = await import("../ledger/sqlite/read-facts.ts");
      return withLedger(config, readFacts);
    },
    async auditLedger(config) {
      const { auditLedger } = await import("../ledger/sqlite/chain/audit-ledger.ts");
      return withLedger(config, (ledger) => auditLedger(ledger));
    },
    async backupLedger(config, folder) {
      const { backupLedger } = await import("../ledger/sqlite/copies/backup-ledger.ts");
      return withLedger(config, (ledger) =>
        backupLedger(ledger, folder, { now: io.date, pid: process.pid }),
      );
    },
    async restoreLedger(config, folder) {
      await ledgerFolder(config);
      const { restoreLedger } = await import("../ledger/sqlite/copies/restore-ledger.ts");
      const { ledger: path, ledger_key_file: keyFile } = config.settings;
      return restoreLedger({ from: folder, path, keyFile, world: asUser(), pid: process.pid });
    },
    async openSuppressions(config) {
      // Only `ledger init` makes one anew in the place of one that is there and empty.
      const ledger = (await isMade(config)) ? await existingLedger(config) : undefined;
      return suppressionsIn(ledger ?? (await openLedger(config)));
    },
    async existingSuppressions(config) {
      const ledger = await existingLedger(config);
      return ledger === undefined ? undefined : suppressionsIn(ledger);
    },
    openRequests: async (config) => requestsIn(await openLedger(config)),
    async existingRequests(config) {
      const ledger = await existingLedger(config);
      return ledger === undefined ? undefined : requestsIn(ledger);
    },
    async openCorrections(config) {
      const { createCorrectionStore } = await import(
        "../ledger/sqlite/requests/sqlite-correction-store.ts"
      );
      return createCorrectionStore(await openLedger(config));
    },
    async channelRules(config) {
      const { channelRules } = replacements;
      if (channelRules !== undefined) {
        const state = async () => undefined;
        return { ...channelRules, state, counts: async () => [], close: async () => {} };
      }
      await hasLedger(config);
      const { openChannelRules } = await import("../ledger/sqlite/channels/open-channel-rules.ts");
      const { ledger, ledger_key_file: keyFile } = config.settings;
      return openChannelRules(dirname(ledger), { ...world, keyFile });
    },
    async openChannels(config) {
      const { openChannelStore } = await import(
        "../ledger/sqlite/channels/sqlite-channel-store.ts"
      );
      const { folder, options } = await besideLedger(config);
      return openChannelStore(folder, options);
    },
    async openKeys(config) {
      const { openKeyStore } = await import("../ledger/sqlite/keys/sqlite-key-store.ts");
      const { folder } = await besideLedger(config);
      return openKeyStore(join(folder, "keys.db"), world);
    },
    async openDisclosures(config) {
      if (replacements.disclosures !== undefined) return replacements.disclosures;
      const { openDisclosureStore } = await import("../ledger/sqlite/sqlite-disclosure-store.ts");
      const { folder, options } = await besideLedger(config);
      return openDisclosureStore(folder, options);
    },
    async signer(config) {
      const { openSigner } = await import("../ledger/sqlite/requests/open-signer.ts");
      return withLedger(config, openSigner);
    },
  };
}
