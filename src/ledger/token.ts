import { createHash } from "node:crypto";

/** Random bytes from a source that nobody can guess. */
export type Random = (bytes: number) => Uint8Array;

/** 32 characters without `_` and without those that are taken for each other. */
const letters = "abcdefghijkmnpqrstuvwxyz23456789";
const idLength = 12;
const secretBytes = 32;

/** A key as its owner sends it: `hb_<id>_<secret>`. */
export interface Token {
  /** May be shown and logged. */
  id: string;
  secret: string;
}

export function newToken(random: Random): Token {
  const id = Array.from(random(idLength), (byte) => letters[byte % letters.length]).join("");
  return { id, secret: Buffer.from(random(secretBytes)).toString("hex") };
}

export function tokenText({ id, secret }: Token): string {
  return `hb_${id}_${secret}`;
}

/** What stands in for a text that is no token, so that it takes the same way. */
const nobodys: Token = { id: "", secret: "0".repeat(2 * secretBytes) };

/** Of any text: what is no token comes back as one that nobody has. */
export function readToken(text: string): Token {
  const [, id, secret] = /^hb_([a-z2-9]{12})_([0-9a-f]{64})$/.exec(text) ?? [];
  return id === undefined || secret === undefined ? nobodys : { id, secret };
}

/** 32 bytes. The secret is as random as they are long: nothing slower is needed. */
export function secretHash({ secret }: Pick<Token, "secret">): Uint8Array {
  return createHash("sha256").update(secret).digest();
}
