import type { SqliteDatabase } from "../../../store/sqlite.ts";
import { postings } from "./posting-index.ts";
import { bucketCount, createPostingSpill } from "./posting-spill.ts";

/** Files the profiles of a new release under their facets. */
export interface FacetWriter {
  add(facets: readonly string[], npi: number): void;
  /** Writes the table in steps of bounded memory; once, after all adds. */
  write(db: SqliteDatabase): Generator<void>;
  close(): void;
}

/**
 * Facets are numbered as they turn up, and the numbers sorted on disk as search keys are. In memory
 * are their names only: every city, ZIP code and specialty once.
 */
export function createFacetWriter(path: string): FacetWriter {
  const spill = createPostingSpill(path);
  const numbers = new Map<string, number>();
  const names: string[] = [];

  function numberOf(name: string): number {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  }

  return {
    add(facets, npi) {
      for (const name of facets) spill.add(toKey(numberOf(name)), npi);
    },
    *write(db) {
      const insert = db.prepare("INSERT INTO facet(name, npis) VALUES(?, ?)");
      for (const { high, pairs } of spill.buckets()) {
        for (const [key, npis] of postings(high, pairs)) {
          insert.run(names[toNumber(key)] as string, npis);
        }
        yield;
      }
    },
    close: () => spill.close(),
  };
}

/** Neighboring numbers go into different buckets of the spill, so that each has its share. */
function toKey(number: number): number {
  return (number % bucketCount) * 0x1_0000_0000 + Math.floor(number / bucketCount);
}

function toNumber(key: number): number {
  return (key % 0x1_0000_0000) * bucketCount + Math.floor(key / 0x1_0000_0000);
}
