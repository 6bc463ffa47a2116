import { createHmac, timingSafeEqual } from "node:crypto";

/** Name of the file that says what a backup holds. */
export const manifestName = "manifest.json";

/** The files of a ledger that a backup has copies of; the secret is none of them. */
export const backedUpFiles = ["ledger.db", "channels.db", "disclosures.db", "keys.db"] as const;

export interface BackupFile {
  name: (typeof backedUpFiles)[number];
  bytes: number;
  /** Hex. */
  sha256: string;
}

export interface BackupManifest {
  schema_version: 1;
  kind: "heartbeat ledger";
  /** Id of the ledger. */
  ledger: string;
  /** ISO time. */
  made_at: string;
  files: readonly BackupFile[];
  /** HMAC-SHA256 of all that stands above, under a key made of the ledger's secret, hex. */
  seal: string;
}

export function sealManifest(
  secret: Uint8Array,
  { schema_version, kind, ledger, made_at, files }: Omit<BackupManifest, "seal">,
): BackupManifest {
  const told = { schema_version, kind, ledger, made_at, files: files.map(onlyFile) };
  const key = createHmac("sha256", secret).update("backup manifest").digest();
  return { ...told, seal: createHmac("sha256", key).update(JSON.stringify(told)).digest("hex") };
}

export function isSealedBy(secret: Uint8Array, manifest: BackupManifest): boolean {
  const expected = Buffer.from(sealManifest(secret, manifest).seal);
  const found = Buffer.from(manifest.seal);
  return expected.length === found.length && timingSafeEqual(expected, found);
}

/** undefined for what is none, or of a version that this one does not know. */
export function parseManifest(text: string): BackupManifest | undefined {
  try {
    const { schema_version, kind, ledger, made_at, files, seal } = JSON.parse(text);
    const isOurs = schema_version === 1 && kind === "heartbeat ledger";
    if (!isOurs || ![ledger, made_at, seal].every(isString) || !files.every(isFile)) {
      return undefined;
    }
    return { schema_version, kind, ledger, made_at, files: files.map(onlyFile), seal };
  } catch {
    return undefined;
  }
}

function isString(value: unknown): boolean {
  return typeof value === "string";
}

function isFile({ name, bytes, sha256 }: BackupFile): boolean {
  return backedUpFiles.includes(name) && Number.isInteger(bytes) && isString(sha256);
}

function onlyFile({ name, bytes, sha256 }: BackupFile): BackupFile {
  return { name, bytes, sha256 };
}
