import { createCipheriv, createHmac, hash } from "node:crypto";

/** Bytes of each hash. */
export const npiHashBytes = 16;

/**
 * Hashes of NPIs as the ledger keeps them, one behind the other: the first half of an NPI's SHA-256
 * under a key made of the ledger's secret, so that whoever has the hashes without the secret cannot
 * try all NPIs. An HMAC for each would cost four times as much, a tenth of a run over a list of
 * NPIs; AES on one block is keyed as well, and does a batch in one call.
 */
export function createNpiHash(secret: Uint8Array): (npis: readonly string[]) => Buffer {
  const key = createHmac("sha256", secret).update("disclosed npi").digest();
  return (npis) => {
    const blocks = Buffer.allocUnsafe(npis.length * npiHashBytes);
    for (let i = 0; i < npis.length; i++) {
      const digest = hash("sha256", npis[i] as string, "binary");
      blocks.write(digest, i * npiHashBytes, npiHashBytes, "latin1");
    }
    // Each block by itself: the same NPI has the same hash wherever it stands.
    const cipher = createCipheriv("aes-256-ecb", key, null).setAutoPadding(false);
    return Buffer.concat([cipher.update(blocks), cipher.final()]);
  };
}
