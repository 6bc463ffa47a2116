import { closeSync, openSync, readSync, writeSync } from "node:fs";

/** Sorted (key, NPI) pairs of one bucket: `npi, low 32 bits of the key, npi, …`. */
export interface SortedBucket {
  /** What the keys of this bucket have above their low 32 bits. */
  high: number;
  pairs: Uint32Array;
}

export interface PostingSpill {
  /** `key`: 40 bits; `npi`: unsigned 32 bits. */
  add(key: number, npi: number): void;
  /** Buckets in ascending key order, pairs ascending by key, then NPI. Read once, after all adds. */
  buckets(): Generator<SortedBucket>;
  close(): void;
}

export const bucketCount = 256;
/** Words a block: 8,192 pairs, 64 KB; all buckets' buffers together take up to 16 MB. */
const blockWords = 16_384;
/** Buffers begin small and double: a small registry is built in less time than 16 MB are cleared. */
const firstWords = 256;
const blockBytes = blockWords * 4;

interface Bucket {
  buffer: Uint32Array;
  used: number;
  /** Where this bucket's full blocks stand in the file, in blocks. */
  blocks: number[];
}

/**
 * Sorts more pairs than memory holds: they are parted by the key's top 8 bits into one file of
 * blocks, and each part is read back and sorted alone. Little-endian machines only, as every
 * machine that Node 20 is built for but one (s390x).
 */
export function createPostingSpill(path: string): PostingSpill {
  const file = openSync(path, "wx+", 0o600);
  let fileBlocks = 0;
  const buckets: Bucket[] = Array.from({ length: bucketCount }, () => ({
    buffer: new Uint32Array(0),
    used: 0,
    blocks: [],
  }));
  const flush = (bucket: Bucket) => {
    const bytes = new Uint8Array(bucket.buffer.buffer);
    for (let done = 0; done < blockBytes; ) {
      done += writeSync(file, bytes, done, blockBytes - done, fileBlocks * blockBytes + done);
    }
    bucket.blocks.push(fileBlocks++);
    bucket.used = 0;
  };
  const makeRoom = (bucket: Bucket) => {
    const { buffer } = bucket;
    if (buffer.length === blockWords) return flush(bucket);
    bucket.buffer = new Uint32Array(buffer.length === 0 ? firstWords : 2 * buffer.length);
    bucket.buffer.set(buffer);
  };
  return {
    add(key, npi) {
      const bucket = buckets[Math.floor(key / 0x1_0000_0000)];
      if (bucket === undefined) throw new RangeError("a search key has more than 40 bits");
      if (bucket.used === bucket.buffer.length) makeRoom(bucket);
      // One 64-bit little-endian number, key above NPI, so that sorting numbers sorts pairs.
      bucket.buffer[bucket.used] = npi;
      bucket.buffer[bucket.used + 1] = key;
      bucket.used += 2;
    },
    *buckets() {
      for (const [high, bucket] of buckets.entries()) {
        yield { high, pairs: sortPairs(readBucket(file, bucket)) };
      }
    },
    close: () => closeSync(file),
  };
}

function readBucket(file: number, bucket: Bucket): Uint32Array {
  const { blocks, buffer, used } = bucket;
  const words = new Uint32Array(blocks.length * blockWords + used);
  const bytes = new Uint8Array(words.buffer);
  for (const [i, block] of blocks.entries()) {
    for (let done = 0; done < blockBytes; ) {
      const read = readSync(
        file,
        bytes,
        i * blockBytes + done,
        blockBytes - done,
        block * blockBytes + done,
      );
      if (read === 0) throw new Error("the spill file of the registry build was cut short");
      done += read;
    }
  }
  words.set(buffer.subarray(0, used), blocks.length * blockWords);
  return words;
}

function sortPairs(pairs: Uint32Array): Uint32Array {
  new BigUint64Array(pairs.buffer).sort();
  return pairs;
}
