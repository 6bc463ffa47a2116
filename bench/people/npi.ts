/** The check digit of an NPI: Luhn over 80840 + nine digits; the prefix adds a constant 24. */
function checkDigit(nine: string): number {
  let sum = 24;
  for (let i = 0; i < 9; i++) {
    let digit = nine.charCodeAt(i) - 48;
    if (i % 2 === 0) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return (10 - (sum % 10)) % 10;
}

/**
 * A block of numbers that CMS has not issued, so that an invented person never carries the NPI of
 * a real one: the real ones begin with 1003.
 */
export interface NpiBlock {
  /** First nine digits of the lowest number. */
  start: number;
  /** How many numbers the block holds. */
  size: number;
  /** Coprime to `size`: spreads consecutive people over the block. */
  step: number;
}

/** 1000000000 to 1002999999: for the small files people look at. */
export const fixtureBlock: NpiBlock = { start: 100_000_000, size: 300_000, step: 114_671 };
/** 2000000000 to 2099999999: valid, and CMS still issues numbers that begin with 1. */
export const benchBlock: NpiBlock = { start: 200_000_000, size: 10_000_000, step: 3_819_661 };

/** The index-th NPI of a block, in an order that looks random; distinct for index < block.size. */
export function npiAt(block: NpiBlock, index: number): string {
  if (index >= block.size) throw new RangeError(`only ${block.size} NPIs in this block`);
  // Split, so that the product stays exact: step * index can exceed 2^53 nowhere near these sizes.
  const nine = String(block.start + ((index * block.step + 77_777) % block.size));
  return nine + checkDigit(nine);
}
