import { createHmac, hash } from "node:crypto";
import { type SubjectKey, type SubjectKind, subjectKinds } from "../normalize/keys/subject-keys.ts";

/** Bytes of each hash. */
const subjectHashBytes = 16;

const blockBytes = 64;

/**
 * The hash by which the ledger knows a key of a suppression: HMAC-SHA256 of the SHA-256 of the
 * standardised value, under a key of its kind made of the ledger's secret, its first half. Whoever
 * has the hashes without the secret cannot try all NPIs or telephone numbers.
 *
 * @returns one character a byte (`latin1`), as most hashes are only held against a filter
 */
export function createSubjectHash(secret: Uint8Array): (key: SubjectKey) => string {
  const pads = new Map<SubjectKind, Pads>(
    subjectKinds.map((kind) => {
      const key = createHmac("sha256", secret).update(`suppressed ${kind}`).digest();
      return [kind, { inner: padded(key, 0x36), outer: padded(key, 0x5c) }];
    }),
  );
  return ({ kind, digest }) => {
    const { inner, outer } = pads.get(kind) as Pads;
    // Two hashes at once instead of an Hmac object: the same bytes, in a third of the time.
    inner.write(digest, blockBytes, "latin1");
    outer.write(hash("sha256", inner, "binary"), blockBytes, "latin1");
    return hash("sha256", outer, "binary").slice(0, subjectHashBytes);
  };
}

interface Pads {
  inner: Buffer;
  outer: Buffer;
}

/** A block of the key, and room for a digest behind it. */
function padded(key: Uint8Array, pad: number): Buffer {
  const block = Buffer.alloc(blockBytes + 32);
  for (let i = 0; i < blockBytes; i++) block[i] = (key[i] ?? 0) ^ pad;
  return block;
}
