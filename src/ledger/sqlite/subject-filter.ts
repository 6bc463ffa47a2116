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

/** Bits for each subject: one in sixteen that are not there is looked up all the same. */
const bitsEach = 16;
/** Reading them all costs as much as looking up a hundredth as many, each at a place of its own. */
const lookupsEach = 0.01;

/** They are read when as many were looked up as reading them costs: a short run reads none. */
export function createSubjectFilter(source: FilterSource): SubjectFilter {
  let rows: number | undefined;
  let asked = 0;
  let bits: Uint8Array | undefined;
  let shift = 0;

  function load(): Uint8Array {
    const pieces: Buffer[] = [];
    for (const piece of source.starts()) pieces.push(Buffer.from(piece, "hex"));
    const found = pieces.reduce((sum, { length }) => sum + length / 4, 0);
    const power = Math.max(3, Math.ceil(Math.log2(Math.max(found, 1) * bitsEach)));
    const loaded = new Uint8Array(2 ** (power - 3));
    shift = 32 - power;
    for (const bytes of pieces) {
      for (let at = 0; at < bytes.length; at += 4) {
        const bit = bytes.readUInt32BE(at) >>> shift;
        loaded[bit >>> 3] = (loaded[bit >>> 3] ?? 0) | (1 << (bit & 7));
      }
    }
    return loaded;
  }

  return {
    mayHold(start) {
      asked++;
      if (bits === undefined) {
        rows ??= source.count();
        if (asked < rows * lookupsEach) return true;
        bits = load();
      }
      const bit = start >>> shift;
      return ((bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
    },
    changed() {
      rows = undefined;
      asked = 0;
      bits = undefined;
    },
  };
}
