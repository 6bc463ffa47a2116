import type { ApiKey } from "../../model/api-key.ts";
import { printable } from "../screen/printable.ts";
import { count } from "../screen/progress.ts";

type KeyState = "active" | "expired" | "revoked";

function stateOf({ expires_at, revoked_at }: ApiKey, now: Date): KeyState {
  if (revoked_at !== undefined) return "revoked";
  return expires_at !== undefined && new Date(expires_at) <= now ? "expired" : "active";
}

/** Two lines a key: whose it is and whether it is in force, then what it may be used for. */
export function factsOfKey(key: ApiKey, now: Date): [string, string] {
  const { id, name, scopes, created_at, per_minute } = key;
  const rate = per_minute === undefined ? "" : `, ${count(per_minute)} a minute`;
  return [
    `${id}  ${minute(created_at)}  ${stateText(key, now)}  ${printable(name)}`,
    `  ${scopes.join(",")}; ${spentText(key)} charged${rate}`,
  ];
}

function stateText(key: ApiKey, now: Date): string {
  const state = stateOf(key, now);
  if (state === "revoked") return state;
  if (key.expires_at === undefined) return state;
  return `${state === "active" ? "until" : "expired"} ${minute(key.expires_at)}`;
}

function spentText({ spent, spend_cap }: ApiKey): string {
  return spend_cap === undefined ? count(spent) : `${count(spent)} of ${count(spend_cap)}`;
}

/** `2026-01-20 09:30` */
function minute(time: string): string {
  return time.slice(0, 16).replace("T", " ");
}

/** A key as data: what it has not is null. */
export function keyData(key: ApiKey, now: Date) {
  return {
    id: key.id,
    name: key.name,
    scopes: key.scopes,
    state: stateOf(key, now),
    created_at: key.created_at,
    expires_at: key.expires_at ?? null,
    revoked_at: key.revoked_at ?? null,
    per_minute: key.per_minute ?? null,
    spend_cap: key.spend_cap ?? null,
    spent: key.spent,
  };
}
