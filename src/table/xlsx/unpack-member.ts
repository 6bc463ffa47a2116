import { Buffer } from "node:buffer";
import { crc32, createInflateRaw } from "node:zlib";
import { HeartbeatError } from "../../model/errors.ts";
import { damaged } from "./workbook-errors.ts";
import type { Member } from "./zip-members.ts";

const chunkBytes = 128 << 10;

/**
 * A member's bytes in chunks. Ends only when size and CRC-32 are right; what was given out before
 * an error must not be used.
 */
export async function* unpackMember(
  member: Member,
  file: string,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void> {
  let size = 0;
  let sum = 0;
  for await (const chunk of plainBytes(member, file)) {
    signal.throwIfAborted();
    size += chunk.length;
    if (size > member.size) break;
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (size !== member.size) throw damaged(file, "a part has another size than its directory says");
  if (sum !== member.crc32) throw damaged(file, "the checksum of a part is wrong");
}

/** The whole of a small member: a list of relations, the styles. */
export async function unpackWhole(
  member: Member,
  file: string,
  signal: AbortSignal,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of unpackMember(member, file, signal)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Reads a member for its size and checksum alone. */
export async function checkMember(
  member: Member,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  for await (const chunk of unpackMember(member, file, signal)) void chunk;
}

async function* plainBytes({ packed, method }: Member, file: string): AsyncGenerator<Buffer, void> {
  if (method === "stored") {
    for (let at = 0; at < packed.length; at += chunkBytes) {
      yield packed.subarray(at, at + chunkBytes);
    }
    return;
  }
  const inflate = createInflateRaw({ chunkSize: chunkBytes });
  inflate.end(packed);
  try {
    for await (const chunk of inflate) yield chunk as Buffer;
    if (inflate.bytesWritten !== packed.length) {
      throw damaged(file, "a part goes on behind its end");
    }
  } catch (error) {
    if (error instanceof HeartbeatError) throw error;
    throw damaged(file, "a part cannot be unpacked");
  } finally {
    inflate.destroy();
  }
}
