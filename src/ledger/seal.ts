import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Random } from "./token.ts";

const cipher = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

/** Bytes of a key. */
export const sealKeyBytes = 32;

/**
 * What only the key opens again, and only for the place that it was sealed for.
 *
 * @param place where it belongs; another place, and it does not open
 */
export function seal(
  key: Uint8Array,
  plain: Uint8Array,
  place: readonly (string | number)[],
  random: Random,
): Buffer {
  const iv = random(ivBytes);
  const sealing = createCipheriv(cipher, key, iv).setAAD(Buffer.from(JSON.stringify(place)));
  const bytes = [sealing.update(plain), sealing.final()];
  return Buffer.concat([iv, sealing.getAuthTag(), ...bytes]);
}

/** undefined where bytes, key or place are not those that it was sealed with. */
export function unseal(
  key: Uint8Array,
  sealed: Uint8Array,
  place: readonly (string | number)[],
): Buffer | undefined {
  if (sealed.length < ivBytes + tagBytes) return undefined;
  const tag = sealed.subarray(ivBytes, ivBytes + tagBytes);
  const opening = createDecipheriv(cipher, key, sealed.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  opening.setAAD(Buffer.from(JSON.stringify(place))).setAuthTag(tag);
  const start = opening.update(sealed.subarray(ivBytes + tagBytes));
  try {
    return Buffer.concat([start, opening.final()]);
  } catch {
    return undefined;
  }
}
