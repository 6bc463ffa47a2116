/**
 * By halving: a set would take tens of megabytes a thread for a million people.
 *
 * @param npis ascending
 */
export function holdsNpi(npis: Uint32Array, npi: number): boolean {
  let low = 0;
  let high = npis.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((npis[middle] as number) < npi) low = middle + 1;
    else high = middle;
  }
  return npis[low] === npi;
}
