import type { RequestType } from "../request.ts";

const know: readonly RequestType[] = ["know-categories", "know-specific"];
const identified: readonly RequestType[] = [...know, "delete", "correct"];
const all: readonly RequestType[] = [...identified, "opt-out", "limit", "opt-in"];

/** Every letter, named as its template, and for what may have been asked where it is sent. */
const letterTypes = {
  acknowledgement: all,
  "need-more": identified,
  "need-agent-proof": all,
  extension: identified,
  "categories-instead": ["know-specific"],
  "fulfilment-know": know,
  "fulfilment-delete": ["delete"],
  "fulfilment-correct": ["correct"],
  "deletion-part": ["delete"],
  "denial-know": know,
  "denial-delete": ["delete"],
  "denial-correct": ["correct"],
  "denial-opt-out": ["opt-out", "limit"],
  "denial-opt-in": ["opt-in"],
  "denial-agent": all,
  "opt-out-confirmation": ["opt-out"],
  "limit-confirmation": ["limit"],
  "opt-in-step": ["opt-in"],
  "opt-in-confirmation": ["opt-in"],
} as const satisfies Record<string, readonly RequestType[]>;

export type LetterKind = keyof typeof letterTypes;

export const letterKinds = Object.keys(letterTypes) as LetterKind[];

/** @param asked what the request asked for when it came */
export function isLetterFor(kind: LetterKind, asked: RequestType): boolean {
  const types: readonly RequestType[] = letterTypes[kind];
  return types.includes(asked);
}
