import type { Buffer } from "node:buffer";
import type { Signer } from "../../ledger/signer.ts";
import type { RightsRequest } from "../request.ts";
import type { Begun } from "./begin-export.ts";
import { bundleData } from "./bundle-data.ts";
import { contentFiles, sha256, signedFiles } from "./bundle-files.ts";
import type { BundleData } from "./bundle-schema.ts";
import { disclosureTable } from "./disclosure-table.ts";
import type { Holdings } from "./gather-holdings.ts";
import { guardFiles } from "./guard-files.ts";
import type { Period } from "./look-back.ts";
import { type ForbiddenKind, forbiddenKinds } from "./never-disclose.ts";
import { zipFiles } from "./zip-files.ts";

export interface Bundle {
  bytes: Buffer;
  /** SHA-256, hex. */
  zip: string;
  manifest: string;
  kind: BundleData["request"]["answered_as"];
  files: string[];
  categories: string[];
  pieces: number;
  period: Period;
  /** What is held and not told. */
  forbidden: ForbiddenKind[];
  /** Of the key that has signed it. */
  key: string;
}

/** The finished zip, through the last gate. */
export async function makeBundle(
  request: RightsRequest,
  holdings: Holdings,
  { period, madeOn, day }: Begun,
  { signer, ledger, tellNpi }: { signer: Signer; ledger: string; tellNpi: boolean },
): Promise<Bundle> {
  const data = bundleData(request, holdings, { period, madeOn, tellNpi });
  const table = disclosureTable(data, request, holdings, day);
  const { all, manifest } = signedFiles(contentFiles(data, table), request, { signer, ledger });
  const told = request.type === "know-specific" && tellNpi;
  guardFiles(all, told ? [] : numbersOf(holdings));
  const bytes = await zipFiles(all);
  const { held_and_never_disclosed, specific_pieces, categories_collected } = data;
  return {
    ...{ bytes, zip: sha256(bytes), manifest, period, key: signer.fingerprint },
    kind: data.request.answered_as,
    files: [...all.keys()].sort(),
    categories: categories_collected,
    pieces: specific_pieces?.length ?? 0,
    forbidden: (Object.keys(forbiddenKinds) as ForbiddenKind[]).filter((kind) =>
      held_and_never_disclosed.includes(forbiddenKinds[kind]),
    ),
  };
}

/** Shorter numbers stand in texts by accident. */
const telling = 6;

/** What no file may hold where numbers are not told. */
function numbersOf({ pieces }: Holdings): [ForbiddenKind, string][] {
  return pieces.flatMap(({ field, value, withheld }): [ForbiddenKind, string][] => {
    if (withheld !== undefined || value.length < telling) return [];
    if (/^npi(\.|$)/.test(field)) return [["npi", value]];
    return /^license(\.|$)/.test(field) ? [["license", value]] : [];
  });
}
