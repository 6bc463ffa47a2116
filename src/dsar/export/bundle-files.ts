import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import type { Signer } from "../../ledger/signer.ts";
import type { RightsRequest } from "../request.ts";
import {
  type BundleData,
  type DisclosureTable,
  dataJsonSchema,
  dataSchema,
  disclosureSchema,
} from "./bundle-schema.ts";
import { dataCsv } from "./data-csv.ts";
import { reportHtml } from "./report-html.ts";

/** The files that say something, by name. */
export function contentFiles(data: BundleData, table: DisclosureTable): Map<string, Buffer> {
  return new Map([
    ["data.csv", Buffer.from(dataCsv(data, table))],
    ["data.json", json(dataSchema.parse(data))],
    ["data.schema.json", json(dataJsonSchema())],
    ["disclosure.json", json(disclosureSchema.parse(table))],
    ["report.html", Buffer.from(reportHtml(data, table))],
  ]);
}

/** Those with the manifest that has their hashes, its signature, and the key to check it with. */
export function signedFiles(
  files: ReadonlyMap<string, Buffer>,
  { id }: Pick<RightsRequest, "id">,
  { signer, ledger }: { signer: Signer; ledger: string },
): { all: Map<string, Uint8Array>; manifest: string } {
  const listed = new Map([...files, ["public-key.pem", Buffer.from(signer.publicKey)]]);
  const manifest = json({
    schema_version: 1,
    ...{ kind: "heartbeat dsar export", request: id, ledger },
    signed_by: signer.fingerprint,
    files: [...listed.keys()].sort().map((name) => {
      const bytes = listed.get(name) ?? Buffer.alloc(0);
      return { name, bytes: bytes.length, sha256: sha256(bytes) };
    }),
  });
  const all = new Map<string, Uint8Array>(listed);
  all.set("manifest.json", manifest);
  all.set("manifest.sig", signer.sign(manifest));
  return { all, manifest: sha256(manifest) };
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
