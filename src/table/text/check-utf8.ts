import { Buffer, isUtf8 } from "node:buffer";

/** Says over chunks whether they are UTF-8 together; characters may be cut between chunks. */
export interface Utf8Check {
  write(chunk: Buffer): void;
  end(): boolean;
}

export function createUtf8Check(): Utf8Check {
  let valid = true;
  let carry = Buffer.alloc(0);
  return {
    write(chunk) {
      if (!valid) return;
      const text = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
      const whole = text.length - openCharacterBytes(text);
      valid = isUtf8(text.subarray(0, whole));
      carry = Buffer.from(text.subarray(whole));
    },
    end: () => valid && carry.length === 0,
  };
}

/** How many bytes at the end begin a character that goes on in the next chunk: 0 to 3. */
function openCharacterBytes(text: Buffer): number {
  for (let back = 1; back <= Math.min(3, text.length); back++) {
    const byte = text[text.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}
