/** Sets of NPIs as ascending lists. What is given is never changed, and may be what comes back. */

/** From here on, seeking each of the few in the many is quicker than going through both. */
const seekFrom = 16;

export function intersect(a: Uint32Array, b: Uint32Array): Uint32Array {
  return keep(a.length <= b.length ? a : b, a.length <= b.length ? b : a, true);
}

/** The first without those of the second. */
export function without(a: Uint32Array, b: Uint32Array): Uint32Array {
  return b.length === 0 ? a : keep(a, b, false);
}

/** Those of `few` that are in `many`, or those that are not. */
function keep(few: Uint32Array, many: Uint32Array, wanted: boolean): Uint32Array {
  const kept = new Uint32Array(few.length);
  const seeks = few.length * seekFrom < many.length;
  let length = 0;
  let at = 0;
  for (const npi of few) {
    if (seeks) at = seek(many, npi, at);
    else while (at < many.length && (many[at] as number) < npi) at++;
    if ((many[at] === npi) === wanted) kept[length++] = npi;
  }
  return kept.subarray(0, length);
}

/** Where `npi` is or would be, not before `from`. */
function seek(list: Uint32Array, npi: number, from: number): number {
  let low = from;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) < npi) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two by two, so that nothing is gone through oftener than it has to be. */
export function unite(lists: readonly Uint32Array[]): Uint32Array {
  let open = lists.filter((list) => list.length > 0);
  while (open.length > 1) {
    const next: Uint32Array[] = [];
    for (let i = 0; i < open.length; i += 2) {
      const [a, b] = [open[i] as Uint32Array, open[i + 1]];
      next.push(b === undefined ? a : merge(a, b));
    }
    open = next;
  }
  return open[0] ?? new Uint32Array();
}

function merge(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = new Uint32Array(a.length + b.length);
  let length = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const left = a[i] as number;
    const right = b[j] as number;
    both[length++] = left <= right ? left : right;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  both.set(a.subarray(i), length);
  length += a.length - i;
  both.set(b.subarray(j), length);
  return both.subarray(0, length + b.length - j);
}
