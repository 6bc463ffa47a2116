import { Buffer } from "node:buffer";
import { RefusedError } from "../../model/errors.ts";
import {
  type ForbiddenKind,
  forbiddenField,
  forbiddenKinds,
  forbiddenText,
  heldWords,
} from "./never-disclose.ts";

/**
 * The last gate before files are sent: what stands in their finished bytes, however it got there.
 * Throws RefusedError naming file and kind, never the value.
 *
 * @param withheld values that the settings keep back: in no file
 */
export function guardFiles(
  files: ReadonlyMap<string, Uint8Array>,
  withheld: readonly (readonly [kind: ForbiddenKind, value: string])[],
): void {
  for (const [name, bytes] of files) {
    const text = Buffer.from(bytes).toString("utf8");
    const kind =
      forbiddenText(text) ??
      withheld.find(([, value]) => text.includes(value))?.[0] ??
      (name.endsWith(".json") ? forbiddenInJson(JSON.parse(text)) : undefined);
    if (kind !== undefined) throw refused(name, kind);
  }
}

/** By names of fields, both as keys and as a piece's `field`. */
function forbiddenInJson(value: unknown): ForbiddenKind | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { field, value: own } = value as { field?: unknown; value?: unknown };
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((one) => ["", one])
    : Object.entries(value);
  if (typeof field === "string") entries.push([field, own]);
  for (const [key, one] of entries) {
    const found =
      typeof one === "string" && !isHeldWords(one) ? forbiddenField(key, one) : undefined;
    const kind = found ?? forbiddenInJson(one);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

const allHeldWords: ReadonlySet<string> = new Set(
  Object.keys(forbiddenKinds).map((kind) => heldWords(kind as ForbiddenKind)),
);

function isHeldWords(text: string): boolean {
  return allHeldWords.has(text);
}

function refused(file: string, kind: ForbiddenKind): RefusedError {
  return new RefusedError(
    "never_disclose",
    `Nothing was exported: ${file} would hold what may never be disclosed, ${forbiddenKinds[kind]}.`,
    "Find out where it comes from (registry, collected file, correction) and take it out there.",
  );
}
