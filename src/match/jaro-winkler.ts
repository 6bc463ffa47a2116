/** Reused between calls would be shared state; names are short, so marks fit into two integers. */
const MAX_LENGTH = 31;

/**
 * Jaro–Winkler similarity of two A–Z texts, 0..1; prefix weight 0.1 over at most four letters,
 * half transpositions counted by position among the matched letters (Winkler 1990). Names beyond
 * 31 letters are compared by their first 31.
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const lengthA = Math.min(a.length, MAX_LENGTH);
  const lengthB = Math.min(b.length, MAX_LENGTH);
  if (lengthA === 0 || lengthB === 0) return 0;
  const reach = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1);
  let marksA = 0;
  let marksB = 0;
  let common = 0;
  for (let i = 0; i < lengthA; i++) {
    const letter = a.charCodeAt(i);
    const end = Math.min(lengthB - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= end; j++) {
      if ((marksB & (1 << j)) !== 0 || b.charCodeAt(j) !== letter) continue;
      marksA |= 1 << i;
      marksB |= 1 << j;
      common++;
      break;
    }
  }
  if (common === 0) return 0;
  const half = transpositions(a, b, marksA, marksB, lengthA) / 2;
  const jaro = (common / lengthA + common / lengthB + (common - half) / common) / 3;
  return jaro + sharedPrefix(a, b) * 0.1 * (1 - jaro);
}

function transpositions(a: string, b: string, marksA: number, marksB: number, lengthA: number) {
  let count = 0;
  let j = 0;
  for (let i = 0; i < lengthA; i++) {
    if ((marksA & (1 << i)) === 0) continue;
    while ((marksB & (1 << j)) === 0) j++;
    if (a.charCodeAt(i) !== b.charCodeAt(j)) count++;
    j++;
  }
  return count;
}

function sharedPrefix(a: string, b: string): number {
  let shared = 0;
  while (shared < 4 && shared < a.length && a.charCodeAt(shared) === b.charCodeAt(shared)) shared++;
  return shared;
}

/** One insertion, deletion, substitution or swap of neighbours apart (and not equal). */
export function isOneEditApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  const shorter = Math.min(a.length, b.length);
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  if (a.length !== b.length) {
    return a.length > b.length
      ? a.slice(start + 1) === b.slice(start)
      : a.slice(start) === b.slice(start + 1);
  }
  if (a.slice(start + 1) === b.slice(start + 1)) return true;
  return (
    a.charAt(start) === b.charAt(start + 1) &&
    a.charAt(start + 1) === b.charAt(start) &&
    a.slice(start + 2) === b.slice(start + 2)
  );
}
