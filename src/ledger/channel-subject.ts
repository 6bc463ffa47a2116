import { createKeyedHash, keyedHashBytes } from "./keyed-hash.ts";

/** Whom or what a flag is about. */
export interface ChannelSubject {
  kind: "npi" | "email" | "phone";
  text: string;
}

/** An e-mail address or a telephone number, so that every way to write it is the same. */
export function subjectOfValue(value: string): ChannelSubject {
  return value.includes("@")
    ? { kind: "email", text: value.replace(/\s+/g, "").toLowerCase() }
    : { kind: "phone", text: value.replace(/\D/g, "").slice(-10) };
}

/** Hashes of subjects as the store keeps them, one behind the other; each kind under its own key. */
export function createChannelSubjectHash(
  secret: Uint8Array,
): (subjects: readonly ChannelSubject[]) => Buffer {
  const kinds = (["npi", "email", "phone"] as const).map((kind) => ({
    kind,
    hashesOf: createKeyedHash(secret, `channel ${kind}`),
  }));
  return (subjects) => {
    const hashes = Buffer.allocUnsafe(subjects.length * keyedHashBytes);
    for (const { kind, hashesOf } of kinds) {
      const places: number[] = [];
      const texts: string[] = [];
      subjects.forEach((subject, place) => {
        if (subject.kind !== kind) return;
        places.push(place);
        texts.push(subject.text);
      });
      const found = hashesOf(texts);
      places.forEach((place, i) => {
        const at = i * keyedHashBytes;
        found.copy(hashes, place * keyedHashBytes, at, at + keyedHashBytes);
      });
    }
    return hashes;
  };
}
