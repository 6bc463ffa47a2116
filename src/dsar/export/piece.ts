import type { CategoryCode } from "./categories.ts";
import { type ForbiddenKind, forbiddenField, heldWords } from "./never-disclose.ts";

/** One piece of information about somebody, as it is held. */
export interface Piece {
  category: CategoryCode;
  /** `name.last`, `practice.phone`, `email`; of other systems as they call it. */
  field: string;
  value: string;
  /** Who says so. */
  source: string;
  /** ISO day of which it is; absent where nothing says. */
  day?: string;
  /** What else is known of it. */
  note?: string;
  /** Why the value is not here: what is held instead is said in its place. */
  withheld?: ForbiddenKind;
}

/** The piece, without a value that must never be disclosed. */
export function guarded(piece: Piece): Piece {
  const { field, value, note } = piece;
  const kind = forbiddenField(field, value) ?? (note && forbiddenField("note", note)) ?? undefined;
  return kind ? withheldPiece(piece, kind) : piece;
}

export function withheldPiece({ note: _, ...piece }: Piece, kind: ForbiddenKind): Piece {
  return { ...piece, value: heldWords(kind), withheld: kind };
}
