import type { Command } from "commander";
import { type SettingName, settingNames } from "../config/settings.ts";
import type { Flags } from "../config.ts";
import { UsageError } from "../model/errors.ts";
import { parseMapPairs } from "../table/columns/map-option.ts";

/** Understood by every command, before or after its name. */
export function addGlobalOptions(program: Command): void {
  program
    .optionsGroup("Global options:")
    .option(
      "--registry <path>",
      "registry folder, one .db file, or a source file (NPPES .csv/.zip)",
    )
    .option("--service <url>", "search service to ask instead of a registry on this machine")
    .option("--api-key-file <file>", "file with the key for the search service")
    .option("--ledger <path>", "ledger of suppressions, corrections and rights requests")
    .option("--ledger-key-file <file>", "secret of the ledger (default: ledger.key beside it)")
    .option("--public-records <what>", "of somebody deleted: erase (default) or keep-suppressed")
    .option("--json", "machine-readable summary on stdout")
    .option("-q, --quiet", "say nothing but errors")
    .option("-v, --verbose", "say more about what was done")
    .option("--progress <how>", "auto, plain (lines), json (events on stderr) or none")
    .option("--no-input", "never ask; fail instead")
    .option("-y, --yes", "answer yes to every question")
    .option("--no-color", "no color (also NO_COLOR, TERM=dumb, or no terminal)");
}

/** How a list is to be read and what is settled for it; the same for every command that opens one. */
export function addListOptions(command: Command): Command {
  return addReadingOptions(command)
    .option("--save-map <file>", "save the mapping, for --map-file")
    .option("--name-order <order>", "first_last, last_first or mixed (default: found by evidence)")
    .option(
      "--name-columns <reading>",
      "as_named, swapped, full_in_first or full_in_last (default: found by evidence)",
    )
    .option("--prior <share>", "share of leads believed to be in the registry, 0.05 to 0.97");
}

/** How its file and its columns are understood. */
export function addReadingOptions(command: Command): Command {
  return command
    .option("--map <field=Column>", "say which column carries a lead field; repeatable", collectMap)
    .option("--map-file <file>", "take the columns that a saved mapping names; --map beats it")
    .option("--delimiter <char>", 'column separator: , ; | or "tab" (default: found by evidence)')
    .option(
      "--encoding <name>",
      "utf-8, utf-16le, utf-16be or windows-1252 (default: found by evidence)",
    )
    .option("--header-row <n>", "line with the names of the columns (default: found by evidence)")
    .option("--sheet <name>", "sheet of a workbook (default: the only visible one with data)");
}

/** What was typed, and nothing that was not: defaults belong to the configuration. */
export function flagsOf(command: Command): Flags {
  const typed: Flags = {};
  for (const [key, value] of Object.entries(command.optsWithGlobals())) {
    if (command.getOptionValueSourceWithGlobals(key) !== "cli") continue;
    const name = settingOf(key);
    if (name === undefined) continue;
    // `--no-color` arrives as color: false.
    typed[name] = key === "color" || key === "input" ? value === false : value;
  }
  return typed;
}

function settingOf(key: string): SettingName | undefined {
  if (key === "color" || key === "input") return `no_${key}`;
  const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return settingNames.find((known) => known === name);
}

function collectMap(
  text: string,
  before: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  const [pair] = parseMapPairs([text]);
  if (pair === undefined) throw new Error("--map was read as nothing");
  const [field, column] = pair;
  if (before?.[field] !== undefined) {
    throw new UsageError("map_field_twice", `--map names ${field} twice.`, "Keep one of them.");
  }
  return { ...before, [field]: column };
}
