import { UsageError } from "../../model/errors.ts";
import { type Preset, presets } from "./catalogue-field.ts";
import { alwaysColumns, fieldCatalogue } from "./field-catalogue.ts";

/**
 * What `--fields` asks for, as catalogue names: names with or without `hb_`, and presets, comma
 * separated; order kept, repetitions dropped. Without a text the preset `default`.
 */
export function resolveFields(text: string | undefined): string[] {
  const names = new Set<string>();
  for (const word of (text ?? "default").split(",")) {
    const asked = word.trim().toLowerCase();
    if (asked === "") continue;
    for (const name of resolveOne(asked)) names.add(name);
  }
  return [...names];
}

function resolveOne(asked: string): string[] {
  if (isPreset(asked)) return presetFields(asked);
  const name = asked.startsWith("hb_") ? asked : `hb_${asked}`;
  if (fieldCatalogue.some((field) => field.name === name)) return [name];
  // Every output has these anyway: asking for one is no mistake.
  if (alwaysColumns.some((column) => column.name === name)) return [];
  const near = nearest(name.slice(3));
  throw new UsageError(
    "unknown_field",
    `--fields: there is no field "${asked}".`,
    near === undefined
      ? `Presets: ${presets.join(", ")}. All fields: heartbeat enrich --help.`
      : `Did you mean "${near}"?`,
  );
}

function isPreset(word: string): word is Preset {
  return (presets as readonly string[]).includes(word);
}

function presetFields(preset: Preset): string[] {
  return fieldCatalogue
    .filter((field) => preset === "full" || field.presets.includes(preset))
    .map((field) => field.name);
}

function nearest(word: string): string | undefined {
  const known = [...fieldCatalogue.map(({ name }) => name.slice(3)), ...presets];
  const ranked = known
    .map((name) => ({ name, distance: editDistance(word, name) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (best !== undefined && best.distance <= Math.max(2, Math.floor(word.length / 3)))
    return best.name;
  return known.find((name) => name.includes(word) || word.includes(name));
}

/** Levenshtein distance, one row of the table at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
