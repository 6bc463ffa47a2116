import { crc32 } from "node:zlib";

/** Numbers that are the same for a seed on every machine (mulberry32); from 0 to below `limit`. */
export type Random = (limit: number) => number;

export function createRandom(seed: number): Random {
  let state = seed | 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/** What befalls files on their way, and what somebody could do to them on purpose. */
export type Damage = (bytes: Buffer, other: Buffer, random: Random) => Buffer;

export const damages: Readonly<Record<string, Damage>> = {
  "flipped bits": (bytes, _other, random) => {
    const copy = Buffer.from(bytes);
    for (let flips = 1 + random(8); flips > 0; flips--) {
      const at = random(copy.length);
      copy.writeUInt8(copy.readUInt8(at) ^ (1 << random(8)), at);
    }
    return copy;
  },
  "a cut end": (bytes, _other, random) => bytes.subarray(0, random(bytes.length)),
  "a cut middle": (bytes, _other, random) => {
    const from = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + random(2000))]);
  },
  zeros: (bytes, _other, random) => {
    const copy = Buffer.from(bytes);
    const from = random(copy.length);
    return copy.fill(0, from, Math.min(copy.length, from + 1 + random(512)));
  },
  "another bytes' run": (bytes, other, random) => {
    const copy = Buffer.from(bytes);
    const from = random(other.length);
    other.copy(copy, random(copy.length), from, from + 1 + random(400));
    return copy;
  },
  "two workbooks spliced": (bytes, other, random) =>
    Buffer.concat([
      bytes.subarray(0, 1 + random(bytes.length - 1)),
      other.subarray(1 + random(other.length - 1)),
    ]),
  "a directory with changed fields": (bytes, _other, random) => {
    const copy = Buffer.from(bytes);
    const headers = centralHeaders(copy);
    for (let changes = 1 + random(3); changes > 0; changes--) {
      const [at, length] = fields[random(fields.length)] as [number, number];
      const one = pick(headers, random) + at;
      const two = pick(headers, random) + at;
      const kept = Buffer.from(copy.subarray(one, one + length));
      copy.copy(copy, one, two, two + length);
      kept.copy(copy, two);
      if (random(2) === 0) copy.writeUInt8(random(256), pick(headers, random) + at);
    }
    return copy;
  },
};

/** Of a central header: place and length of flags, method, checksum, sizes, name length, offset. */
const fields: readonly (readonly [number, number])[] = [
  [8, 2],
  [10, 2],
  [16, 4],
  [20, 4],
  [24, 4],
  [28, 2],
  [42, 4],
  [46, 12],
];

function pick(items: readonly number[], random: Random): number {
  return items[random(items.length)] as number;
}

function centralHeaders(bytes: Buffer): number[] {
  const found: number[] = [];
  const signature = Buffer.from("PK\x01\x02", "latin1");
  for (let at = bytes.indexOf(signature); at !== -1; at = bytes.indexOf(signature, at + 4)) {
    found.push(at);
  }
  return found;
}

/**
 * The workbook with the checksums of its stored parts made right again: what a reader sees that
 * compares none.
 */
export function withChecksumsMended(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (const at of centralHeaders(copy)) {
    const local = copy.readUInt32LE(at + 42);
    const start = local + 30 + copy.readUInt16LE(local + 26) + copy.readUInt16LE(local + 28);
    const sum = crc32(copy.subarray(start, start + copy.readUInt32LE(at + 20)));
    copy.writeUInt32LE(sum, at + 16);
    copy.writeUInt32LE(sum, local + 14);
  }
  return copy;
}

/** A change to the text of a stored part that leaves it well-formed: one digit for another. */
export function changeDigit(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  const digits: number[] = [];
  for (const found of copy.toString("latin1").matchAll(/<v>\d/g)) digits.push(found.index + 3);
  const at = pick(digits, random);
  copy.writeUInt8(0x30 + ((copy.readUInt8(at) - 0x30 + 1 + random(8)) % 10), at);
  return copy;
}
