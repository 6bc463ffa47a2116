import type { Command } from "commander";
import type { App } from "../app.ts";
import { flagsOf } from "../options.ts";
import type { KeysCreateArguments } from "../serve/run-keys-create.ts";
import type { KeysListArguments } from "../serve/run-keys-list.ts";
import type { KeysRevokeArguments } from "../serve/run-keys-revoke.ts";

type CreateOptions = Omit<KeysCreateArguments, "flags">;

interface Keys {
  create: (given: KeysCreateArguments, app: App) => Promise<number>;
  list: (given: KeysListArguments, app: App) => Promise<number>;
  revoke: (given: KeysRevokeArguments, app: App) => Promise<number>;
}

const runLazily: Keys = {
  create: async (given, app) =>
    (await import("../serve/run-keys-create.ts")).runKeysCreate(given, app),
  list: async (given, app) => (await import("../serve/run-keys-list.ts")).runKeysList(given, app),
  revoke: async (given, app) =>
    (await import("../serve/run-keys-revoke.ts")).runKeysRevoke(given, app),
};

/** `keys` is how a test sees what was understood. */
export function keysCommand(program: Command, app: App, keys: Keys = runLazily): void {
  const group = program
    .command("keys")
    .summary("API keys of a server: make, list and revoke them")
    .description(
      "Whoever asks a server of yours shows an API key. A key is kept as a hash: its text is printed once, when it is made, and is nowhere afterwards.",
    )
    .addHelpText("after", examples);
  group
    .command("create")
    .summary("make a key and print it, this once")
    .description(
      "Make a key and print it on standard output, alone, so that it can go into a file. Nobody can print it again: a key that is lost is revoked, and another one made.",
    )
    .requiredOption("--name <name>", "whose key it is, for your own list")
    .option(
      "--scope <scopes>",
      "what it may be used for: match, search, profile, admin (default: match,search,profile)",
    )
    .option("--expires <when>", "90d, 12h or 8w from now, or the last day: 2027-01-31 (UTC)")
    .option("--per-minute <n>", "leads, profiles and search results in one minute, at most")
    .option("--spend-cap <n>", "the same in all")
    .addHelpText("after", createExamples)
    .action(async (options: CreateOptions, command: Command) => {
      app.finish(await keys.create({ ...options, flags: flagsOf(command) }, app));
    });
  group
    .command("list")
    .summary("print the keys, never their secrets")
    .description(
      "Print every key: its id, its name, whether it is in force, what it is for, what was charged to it.",
    )
    .addHelpText("after", listExamples)
    .action(async (_options: unknown, command: Command) => {
      app.finish(await keys.list({ flags: flagsOf(command) }, app));
    });
  group
    .command("revoke")
    .summary("refuse a key from now on")
    .description(
      "Refuse a key from now on, for good; a server that is running refuses its next request. A key that is revoked already stays so.",
    )
    .argument("<id>", "as `keys list` names it")
    .addHelpText("after", revokeExamples)
    .action(async (id: string, _options: unknown, command: Command) => {
      app.finish(await keys.revoke({ id, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat keys create --name "Acme CRM"
  heartbeat keys list`;

const createExamples = `
Examples:
  heartbeat keys create --name "Acme CRM" > acme.key
  heartbeat keys create --name intern --scope search --expires 30d --per-minute 600
  heartbeat keys create --name trial --spend-cap 10000 --expires 2027-01-31`;

const listExamples = `
Examples:
  heartbeat keys list
  heartbeat keys list --json`;

const revokeExamples = `
Examples:
  heartbeat keys revoke k7m2q9x4w8tz
  heartbeat keys revoke k7m2q9x4w8tz --json`;
