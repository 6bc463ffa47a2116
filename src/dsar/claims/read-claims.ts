import { UsageError } from "../../model/errors.ts";
import { fieldPairs } from "../../suppress/field-pairs.ts";
import { type ClaimKind, claimKinds, kindOf } from "./claim-kinds.ts";

/** A value that somebody says a profile holds, as keys: any of them is it. */
export interface Claim {
  keys: readonly string[];
}

/** More at once would be guessing: it is more than the three that are ever needed, with room for slips. */
const most = 5;

const besideFields = claimKinds.flatMap((kind) => kindOf(kind).besideField ?? []);

/**
 * The claims in `field: value` lines or JSON. What cannot be read as a value of its kind is refused
 * before anything is compared, whatever any profile holds; what was said is not said again.
 */
export function readClaims(text: string): Claim[] {
  const pairs = fieldPairs(text, invalid).filter(([, value]) => value !== "");
  const beside = new Map<string, string>();
  const told: [ClaimKind, string][] = [];
  for (const [name, value] of pairs) {
    const kind = claimKinds.find((known) => known === name);
    if (kind !== undefined) told.push([kind, value]);
    else if (besideFields.includes(name) && !beside.has(name)) beside.set(name, value);
    else throw invalid("name something that is no piece of a profile, or one place twice");
  }
  if (told.length === 0) throw invalid("say nothing");
  if (told.length > most) throw invalid(`are more than ${most} at once`);
  return told.map(([kind, text]) => ({ keys: keysOf(kind, text, beside) }));
}

function keysOf(name: ClaimKind, text: string, told: ReadonlyMap<string, string>): string[] {
  const { besideField, keys } = kindOf(name);
  const beside = besideField === undefined ? undefined : told.get(besideField);
  const found = keys(beside === undefined ? { text } : { text, beside });
  if (found.length > 0) return found;
  const needs = besideField === undefined ? "" : `, or lack their ${besideField}`;
  throw invalid(`hold a value of ${name} that cannot be read${needs}`);
}

function invalid(what: string): UsageError {
  return new UsageError(
    "claims_invalid",
    `The claims ${what.replace(/^has\b/, "have").replace(/^is no\b/, "are no")}.`,
    `Lines like \`email: jane@example.com\`, or a JSON object. Fields: ${[...claimKinds, ...besideFields].join(", ")}.`,
  );
}
