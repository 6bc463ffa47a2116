import type { ChainEvent } from "../../ledger/chain-event.ts";
import type { SealedClass } from "../../ledger/sealed-store.ts";

/** What is sealed of a request in one class and still there. */
export interface KeptParts {
  parts: number;
  /** ISO time at which the last of them came, and the number of that event. */
  lastAt: string;
  seq: number;
}

/** What is sealed of a request, as its events tell.  @param events of one request, oldest first */
export function keptParts(events: readonly ChainEvent[]): Map<SealedClass, KeptParts> {
  const kept = new Map<SealedClass, KeptParts>();
  for (const { kind, body, at, seq } of events) {
    // Events of the first ledgers name no class: they had evidence alone.
    const sealedClass = String(body.class ?? "evidence") as SealedClass;
    if (kind === "sealed") {
      const parts = (kept.get(sealedClass)?.parts ?? 0) + 1;
      kept.set(sealedClass, { parts, lastAt: at, seq });
    }
    if (kind === "shredded" || kind === "evidence_lost") kept.delete(sealedClass);
  }
  return kept;
}
