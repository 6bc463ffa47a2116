import type { KeyTerms } from "../../ledger/key-store.ts";
import { type Scope, scopes } from "../../model/api-key.ts";
import { UsageError } from "../../model/errors.ts";
import { readAge } from "../typed/age.ts";
import { wholeNumber } from "../typed/whole-number.ts";

/** The terms of a key as they were typed. */
export interface TypedTerms {
  name: string;
  /** `match,search` */
  scope?: string;
  /** `90d` or `2027-01-31` */
  expires?: string;
  perMinute?: string;
  spendCap?: string;
}

/** Without `admin`: that one is asked for. */
const usualScopes: readonly Scope[] = ["match", "search", "profile"];
const longestName = 80;

/** Throws UsageError for what cannot be meant. */
export function keyTerms(typed: TypedTerms, now: Date): KeyTerms {
  const { scope, expires, perMinute, spendCap } = typed;
  return {
    name: nameOf(typed.name),
    scopes: scope === undefined ? usualScopes : scopesOf(scope),
    ...(expires === undefined ? {} : { expires_at: endOf(expires, now).toISOString() }),
    ...(perMinute === undefined ? {} : { per_minute: wholeNumber("--per-minute", perMinute, 1) }),
    ...(spendCap === undefined ? {} : { spend_cap: wholeNumber("--spend-cap", spendCap, 1) }),
  };
}

function nameOf(typed: string): string {
  const name = typed.trim();
  if (name !== "" && name.length <= longestName && !/\p{Cc}/u.test(name)) return name;
  throw new UsageError(
    "usage",
    `--name takes 1 to ${longestName} characters on one line.`,
    'For example: --name "Acme CRM"',
  );
}

function scopesOf(typed: string): Scope[] {
  const named = typed.split(",").map((word) => word.trim());
  const found = scopes.filter((scope) => named.includes(scope));
  if (found.length > 0 && named.every((word) => found.includes(word as Scope))) return found;
  throw new UsageError(
    "usage",
    `--scope takes ${scopes.join(", ")}, with commas between them.`,
    "For example: --scope match,search",
  );
}

function endOf(typed: string, now: Date): Date {
  const age = readAge(typed);
  const end = age === undefined ? endOfDay(typed) : new Date(now.getTime() + age);
  if (end !== undefined && end > now) return end;
  throw new UsageError(
    "usage",
    "--expires takes a time from now or a day to come.",
    "For example: --expires 90d, or --expires 2027-01-31",
  );
}

/** A key holds until the day it was given is over. undefined for what is no day. */
function endOfDay(typed: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(typed)) return undefined;
  const day = new Date(`${typed}T00:00:00Z`);
  // The 31st of February is read as a day in March.
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(typed)) return undefined;
  day.setUTCDate(day.getUTCDate() + 1);
  return day;
}
