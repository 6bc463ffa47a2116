/** Without letters that are taken for digits or for each other on the telephone. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** `R-7K3M9QXD`: no count of requests, and nobody's guess. */
export function newRequestId(random: (bytes: number) => Uint8Array): string {
  const letters = [...random(8)].map((byte) => alphabet[byte % alphabet.length]);
  return `R-${letters.join("")}`;
}
