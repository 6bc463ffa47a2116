import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** Every ZIP of a table, by its place in it; a state is two letters in one number. */
export interface ZipTable {
  readonly count: number;
  readonly zips: Uint32Array;
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  readonly states: Uint16Array;
  cityAt(index: number): string;
}

/** Two letters as they stand in a table. */
export function stateNumber(state: string): number {
  return state.length === 2 ? state.charCodeAt(0) * 256 + state.charCodeAt(1) : 0;
}

/** An entry of the package's file is about this long at least. */
const LEAST_BYTES = 80;
const quote = '"'.charCodeAt(0);
const comma = ",".charCodeAt(0);
const minus = "-".charCodeAt(0);
const point = ".".charCodeAt(0);
const zero = "0".charCodeAt(0);

/**
 * `codes.js` of the `zipcodes` package, number after number: as JSON it is 42,000 objects, which
 * cost a third of a second of every run that knows where somebody lives.
 */
export function readZipTable(): ZipTable {
  const file = createRequire(import.meta.url).resolve("zipcodes/lib/codes.js");
  return scanZipTable(readFileSync(file));
}

function scanZipTable(bytes: Buffer): ZipTable {
  const most = Math.ceil(bytes.length / LEAST_BYTES);
  const zips = new Uint32Array(most);
  const latitudes = new Float64Array(most);
  const longitudes = new Float64Array(most);
  const states = new Uint16Array(most);
  const cities = new Uint32Array(most);
  let count = 0;
  let at = bytes.indexOf('"zip":"');

  const pass = (words: string) => {
    at += words.length;
  };
  function number(): number {
    const isNegative = bytes[at] === minus;
    if (isNegative) at++;
    let digits = 0;
    let scale = 1;
    for (let isFraction = false; ; at++) {
      const byte = bytes[at] as number;
      if (byte === comma || byte === quote) break;
      if (byte === point) {
        isFraction = true;
        continue;
      }
      // Also past the end, where it is no number at all.
      if (!(byte >= zero && byte <= zero + 9)) throw unexpected();
      digits = digits * 10 + byte - zero;
      if (isFraction) scale *= 10;
    }
    return (isNegative ? -digits : digits) / scale;
  }
  const unexpected = () => new Error(`zipcodes/lib/codes.js is read wrongly at byte ${at}`);

  while (at !== -1) {
    pass('"zip":"');
    zips[count] = number();
    pass('","latitude":');
    latitudes[count] = number();
    pass(',"longitude":');
    longitudes[count] = number();
    pass(',"city":"');
    cities[count] = at;
    while (bytes[at] !== quote && at < bytes.length) at++;
    pass('","state":"');
    states[count] = (bytes[at] as number) * 256 + (bytes[at + 1] as number);
    pass("NY");
    pass('","country":"US"},');
    count++;
    if (bytes[at - 1] !== comma) break;
    pass('"10001":{');
  }
  return {
    ...{ count, zips, latitudes, longitudes, states },
    cityAt(index) {
      const start = cities[index] as number;
      return bytes.toString("latin1", start, bytes.indexOf(quote, start));
    },
  };
}
