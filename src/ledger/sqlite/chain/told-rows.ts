import { bodyOf, type EventBody, type EventRow } from "./event-rows.ts";

/** Of a suppression number: the hashes that its event gives. */
interface ToldChange {
  seq: number;
  added?: string;
  lifted?: string;
}

interface ToldPart {
  seq: number;
  purpose: string;
  part: number;
  sha256: string;
}

/** What is sealed under one key. */
export interface ToldSealed {
  request: string;
  class: string;
  /** The last event that gives the key's hash. */
  seq: number;
  key: string;
  parts: ToldPart[];
}

/** What the rows beside the chain have to be, as its events tell. */
export interface ToldRows {
  hear(event: EventRow): void;
  /** Of the first event: id of the ledger, and the hash of its tables when they were made. */
  made(): { ledger: string; schema: string };
  /** The last suppression number. */
  number(): number;
  changes: ReadonlyMap<number, ToldChange>;
  /** By the number of their event. */
  corrections: ReadonlyMap<number, string>;
  sealed(): Iterable<ToldSealed>;
}

const changeKinds: ReadonlySet<string> = new Set(["suppressed", "lifted", "restored"]);

export function createToldRows(): ToldRows {
  let made = { ledger: "", schema: "" };
  let number = 0;
  const changes = new Map<number, ToldChange>();
  const corrections = new Map<number, string>();
  const sealed = new Map<string, ToldSealed>();

  function sealedOf({ seq, request }: EventRow, sealedClass: string, key: unknown): ToldSealed {
    const name = nameOf(request, sealedClass);
    const told = sealed.get(name) ?? { request, class: sealedClass, seq, key: "", parts: [] };
    sealed.set(name, told);
    return Object.assign(told, { seq, key: String(key) });
  }

  return {
    made: () => made,
    number: () => number,
    changes,
    corrections,
    sealed: () => sealed.values(),
    hear(event) {
      const { seq, kind, request } = event;
      const body = bodyOf(event);
      if (kind === "ledger_created") {
        made = { ledger: String(body.ledger), schema: String(body.schema) };
      }
      // Steps of a request name the number of a change, too.
      if (changeKinds.has(kind) && body.number !== undefined) {
        number = Number(body.number);
        changes.set(number, changeOf(seq, body));
      }
      if (kind === "corrected") {
        corrections.set(seq, String(body.rows));
        sealedOf(event, "business", body.key);
      }
      if (kind === "corrections_erased") corrections.set(Number(body.of), String(body.rows));
      if (kind === "sealed") {
        const { parts } = sealedOf(event, String(body.class), body.key);
        const { purpose, part, sha256 } = body;
        parts.push({ seq, purpose: String(purpose), part: Number(part), sha256: String(sha256) });
      }
      // Events of the first ledgers name no class: they had evidence alone.
      if (kind === "shredded" || kind === "evidence_lost") {
        sealed.delete(nameOf(request, String(body.class ?? "evidence")));
      }
    },
  };
}

function nameOf(request: string, sealedClass: string): string {
  return JSON.stringify([request, sealedClass]);
}

/** An event that adds and lifts gives both hashes. */
function changeOf(seq: number, { added, lifted, rows, lifted_rows = rows }: EventBody): ToldChange {
  return {
    seq,
    ...(added === undefined ? {} : { added: String(rows) }),
    ...(lifted === undefined ? {} : { lifted: String(lifted_rows) }),
  };
}
