/** Which idempotency key came with which leads. What is asked again is answered again: asking changes nothing. */
export interface IdempotencyKeys {
  /** False when the key came before with something else. */
  admits(key: string, operation: string): boolean;
}

/** Of the last so many; an operation is kept as the hash of itself. */
export function createIdempotencyKeys(
  hash: (text: string) => string,
  most = 50_000,
): IdempotencyKeys {
  const operations = new Map<string, string>();
  return {
    admits(key, operation) {
      const place = hash(key);
      const hashed = hash(operation);
      const before = operations.get(place);
      if (before !== undefined) return before === hashed;
      operations.set(place, hashed);
      const [oldest] = operations.keys();
      if (operations.size > most && oldest !== undefined) operations.delete(oldest);
      return true;
    },
  };
}
