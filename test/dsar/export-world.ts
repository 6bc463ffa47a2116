import { join } from "node:path";
import { fromBuffer } from "yauzl";
import type { ExportOptions, ExportWorld } from "../../src/dsar/export/export-request.ts";
import type { Intake } from "../../src/dsar/open-request.ts";
import { personPart } from "../../src/dsar/person.ts";
import type { Disclosure } from "../../src/ledger/disclosure-store.ts";
import type { RequestStep } from "../../src/ledger/request-store.ts";
import type { LedgerFile } from "../../src/ledger/sqlite/ledger-file.ts";
import { openSigner } from "../../src/ledger/sqlite/requests/open-signer.ts";
import { createRequestStore } from "../../src/ledger/sqlite/requests/sqlite-request-store.ts";
import type { Suppression } from "../../src/ledger/suppression-store.ts";
import { noChannelRules } from "../../src/model/channel-rules.ts";
import type { Correction } from "../../src/model/corrections.ts";
import type { Profile } from "../../src/model/profile.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { world as ledgerWorld, openLedgerIn } from "../ledger/full-ledger.ts";

export const npi = npiOf(1);
const today = "2026-01-20";

/** An invented contact, of whom every category has something. */
export const wilma: Profile = {
  ...person({
    ...{ npi, first: "Wilhelmina", last: "Quillfeather", credential: "M.D.", sex: "F" },
    ...{ phone: "6145550123", license: "MD-0012345", enumerated: 2006 },
  }),
  contacts: [
    contact("email", "wilma@quill.example", "2025-06-30"),
    contact("mobile", "6145550177", "2024-12-31"),
    contact("company", "Quillfeather Family Practice", "2025-06-30"),
  ],
};

export function contact(kind: "email" | "mobile" | "company", value: string, as_of: string) {
  return { kind, value, as_of, confidence: 0.93, source: "crm", sources: 1 };
}

/** What a test says of the world; the rest is empty. */
export interface Given {
  profiles?: readonly Profile[];
  corrections?: readonly Correction[];
  suppressions?: readonly Suppression[];
  disclosures?: readonly Disclosure[];
  now?: () => Date;
}

export interface TestWorld extends ExportWorld {
  ledger: LedgerFile;
  folder: string;
  close(): Promise<void>;
}

/** An export's world over a real ledger in a folder, and a registry in memory. */
export async function exportWorld(folder: string, given: Given = {}): Promise<TestWorld> {
  const now = given.now ?? ledgerWorld.now;
  const ledger = await openLedgerIn(join(folder, "ledger"), { ...ledgerWorld, now });
  const store = createRequestStore(ledger);
  const profiles = given.profiles ?? [wilma];
  const source = { id: 1, kind: "nppes" as const, file: "npidata.csv", as_of: "2026-01-12" };
  const release = { id: "release-1", sources: [{ ...source, rows: 1, bytes: 1, sha256: "" }] };
  return {
    ...{ store, now, ledger, folder, unfinished: new Set<string>() },
    signer: openSigner(ledger),
    registry: async () => ({
      release: release as never,
      profiles: async (npis) => npis.map((one) => profiles.find((each) => each.npi === one)),
      taxonomyNames: async (codes) => codes.map(() => "Family Medicine"),
    }),
    corrections: { correctionsOf: async (npis) => npis.map(() => given.corrections ?? []) },
    suppressions: { find: async () => [...(given.suppressions ?? [])] },
    channels: noChannelRules,
    disclosures: { disclosuresOf: async (npis) => npis.map(() => [...(given.disclosures ?? [])]) },
    close: () => store.close(),
  };
}

interface Opened extends Partial<Omit<Intake, "person" | "daysOff">> {
  id?: string;
  npis?: readonly string[];
  degree?: "reasonable" | "high" | "account" | "none";
  /** Steps behind the opening. */
  steps?: readonly RequestStep[];
}

/** A request in the ledger, verified to a degree. */
export async function openVerified(
  { store }: Pick<TestWorld, "store">,
  { id = "R-TEST2345", npis = [npi], degree = "high", steps = [], ...intake }: Opened = {},
): Promise<string> {
  const told = { request: { id: 1, npi }, emails: ["wilma@quill.example"], phones: [] };
  const opened = {
    ...{ type: "know-specific", subject: "contact", agent: "none", channel: "email" },
    ...{ received: "2026-01-15", calendar: "california", minor: false, found: "one" },
    ...intake,
  };
  const all: RequestStep[] = [
    { kind: "request_opened", body: opened, parts: [personPart({ told, npis })] },
    ...(degree === "none"
      ? []
      : [{ kind: "request_verified", body: { day: today, degree, fields: "email,phone" } }]),
    ...steps,
  ];
  await store.record(id, 0, all);
  return id;
}

export function optionsIn(folder: string, more: Partial<ExportOptions> = {}): ExportOptions {
  return { folder: join(folder, "out"), tellNpi: true, ...more };
}

/** The files of a zip, with their modes and times. */
export async function unzip(bytes: Buffer): Promise<Map<string, ZipMember>> {
  const members = new Map<string, ZipMember>();
  await new Promise<void>((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on("entry", (entry) => {
        zip.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed);
          const chunks: Buffer[] = [];
          for await (const chunk of stream) chunks.push(Buffer.from(chunk));
          const { compressionMethod, externalFileAttributes, lastModFileDate, lastModFileTime } =
            entry;
          members.set(entry.fileName, {
            bytes: Buffer.concat(chunks),
            ...{ compressionMethod, mode: externalFileAttributes >>> 16 },
            ...{ date: lastModFileDate, time: lastModFileTime },
          });
          zip.readEntry();
        });
      });
      zip.on("end", resolve);
      zip.on("error", reject);
      zip.readEntry();
    });
  });
  return members;
}

export interface ZipMember {
  bytes: Buffer;
  mode: number;
  date: number;
  time: number;
  compressionMethod: number;
}
