/** NPIs of a posting: ascending, unsigned 32 bits each, little-endian. */
export function encodePosting(npis: readonly number[]): Uint8Array {
  const blob = new Uint8Array(npis.length * 4);
  const view = new DataView(blob.buffer);
  for (const [i, npi] of npis.entries()) view.setUint32(i * 4, npi, true);
  return blob;
}

/** All NPIs of a blob, or the first ones when it was cut short. */
export function decodePosting(blob: Uint8Array): number[] {
  const length = blob.byteLength / 4;
  const npis: number[] = new Array(length);
  for (let i = 0, at = 0; i < length; i++, at += 4) {
    const low = (blob[at] as number) | ((blob[at + 1] as number) << 8);
    const high = (blob[at + 2] as number) | ((blob[at + 3] as number) << 8);
    npis[i] = high * 0x1_0000 + low;
  }
  return npis;
}

/** The same without a copy, where the blob's place in memory allows it. Little-endian machines only. */
export function postingArray(blob: Uint8Array): Uint32Array {
  const aligned = blob.byteOffset % 4 === 0 ? blob : blob.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, Math.floor(aligned.byteLength / 4));
}

/** The bytes of an array of NPIs, which goes on being used. */
export function postingBytes({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
