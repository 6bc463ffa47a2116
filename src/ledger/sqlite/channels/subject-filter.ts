/** Tells at once of most subjects that nothing is said about them. */
export interface SubjectFilter {
  /** Whether something may be said of the subject whose hash begins with these 32 bits. */
  mayHold(start: number): boolean;
  /** What is said has changed. */
  changed(): void;
}

/** The hashes that a filter is made of. */
export interface FilterSource {
  /** About how many there are; asked once after each change. */
  count(): number;
  /** The first four bytes of each in hex, one behind the other, in pieces. */
  starts(): Iterable<string>;
}

/** Bits for each subject, of which three are its own: one in 200 that are not there is looked up all the same. */
const bitsEach = 16;
/**
 * Reading them all costs as much as looking up a hundredth as many, each at a place of its own; who has
 * asked about a third of that is likely to ask about many more.
 */
const lookupsEach = 0.003;

/** They are read when so many were looked up: a short run reads none. */
export function createSubjectFilter(source: FilterSource): SubjectFilter {
  let rows: number | undefined;
  let asked = 0;
  let bits: Bits | undefined;

  return {
    mayHold(start) {
      asked++;
      if (bits === undefined) {
        rows ??= source.count();
        if (asked < rows * lookupsEach) return true;
        bits = load(source);
      }
      return bits.has(start);
    },
    changed() {
      rows = undefined;
      asked = 0;
      bits = undefined;
    },
  };
}

interface Bits {
  has(start: number): boolean;
}

function load(source: FilterSource): Bits {
  const pieces: Buffer[] = [];
  for (const piece of source.starts()) pieces.push(Buffer.from(piece, "hex"));
  const found = pieces.reduce((sum, { length }) => sum + length / 4, 0);
  const power = Math.max(5, Math.ceil(Math.log2(Math.max(found, 1) * bitsEach)));
  const words = new Int32Array(2 ** (power - 5));
  const shift = 32 - power;
  const set = (bit: number): void => {
    words[bit >>> 5] = (words[bit >>> 5] as number) | (1 << (bit & 31));
  };
  const isSet = (bit: number): boolean => ((words[bit >>> 5] as number) & (1 << (bit & 31))) !== 0;
  for (const { buffer, byteOffset, byteLength } of pieces) {
    const view = new DataView(buffer, byteOffset, byteLength);
    for (let at = 0; at < byteLength; at += 4) {
      const start = view.getInt32(at);
      set(start >>> shift);
      set(second(start) >>> shift);
      set(third(start) >>> shift);
    }
  }
  return {
    has: (start) =>
      isSet(start >>> shift) && isSet(second(start) >>> shift) && isSet(third(start) >>> shift),
  };
}

/** The same 32 bits spread anew, so that the three bits of one start are far apart. */
function second(start: number): number {
  return Math.imul(start, 0x9e3779b1);
}

function third(start: number): number {
  return Math.imul(start, 0x85ebca6b);
}
