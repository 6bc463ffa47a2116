import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { z } from "zod";
import type { SearchQuery } from "../model/search.ts";

/**
 * Where a page ended. It names nobody, so that it may stand in a log: the results are the same each
 * time, and a count that has changed says that they are not.
 */
export interface Cursor {
  release: string;
  search: string;
  count: number;
  /** Results before the page that follows. */
  shown: number;
  /** Of the results, 0 where nobody is withheld: also a count that is the same may hold others. */
  check: number;
}

const number = z.int().nonnegative();
const cursorSchema = z.tuple([z.string(), z.string(), number, number, number]);

export function encodeCursor({ release, search, count, shown, check }: Cursor): string {
  return Buffer.from(JSON.stringify([release, search, count, shown, check])).toString("base64url");
}

/** undefined for what is none of ours. */
export function decodeCursor(text: string): Cursor | undefined {
  const read = cursorSchema.safeParse(parse(Buffer.from(text, "base64url").toString()));
  if (!read.success) return undefined;
  const [release, search, count, shown, check] = read.data;
  return shown > count ? undefined : { release, search, count, shown, check };
}

/** The release that a search is to be answered from; undefined where any will do. */
export function releaseAsked({ release, cursor }: SearchQuery): string | undefined {
  return release ?? (cursor === undefined ? undefined : decodeCursor(cursor)?.release);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same for the same filters, however they are ordered: pages of one search have it in common. */
export function searchId(query: SearchQuery): string {
  const { limit: _limit, cursor: _cursor, release: _release, ...filters } = query;
  const known = { entity: "individual", include_deactivated: false, ...filters };
  const ordered = Object.entries(known)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, ordering(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(ordered)).digest("hex").slice(0, 24);
}

function ordering(value: unknown): unknown {
  if (Array.isArray(value)) return [...value].sort();
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
