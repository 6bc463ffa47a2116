/**
 * A 40-bit key of a text: two 32-bit multiplicative lanes, 8 bits of the second on top of the
 * first. 40 bits keep keys small in the index; at 10^8 different keys a read meets a stranger
 * once in some 10,000 times, and scoring throws the stranger out.
 */
export function keyHash(text: string): number {
  let low = 0x9e3779b9 ^ text.length;
  let high = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x2c1b3c6d);
    high = Math.imul(high ^ unit, 0x297a2d39);
    low ^= low >>> 15;
  }
  low = Math.imul(low ^ (low >>> 13), 0x735a2d97);
  high = Math.imul(high ^ (high >>> 16) ^ low, 0x68bc21eb);
  low ^= low >>> 16;
  high ^= high >>> 15;
  return (high & 0xff) * 0x1_0000_0000 + (low >>> 0);
}
