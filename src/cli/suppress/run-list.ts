import type { Flags } from "../../config.ts";
import type { SuppressionCount } from "../../ledger/suppression-store.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { createOutput } from "../screen/output.ts";
import { count } from "../screen/progress.ts";
import { textTable } from "../screen/text-table.ts";

export interface SuppressListArguments {
  flags: Flags;
}

/** How many are suppressed, by reason, channel and source. */
export async function runSuppressList({ flags }: SuppressListArguments, app: App): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const store = await app.existingSuppressions(config);
  const { counts, number } =
    store === undefined
      ? { counts: [], number: 0 }
      : await closing(store, async () => ({
          counts: await store.counts(),
          number: await store.number(),
        }));
  if (config.settings.json) {
    await out.json({ schema_version: 1, number, suppressions: counts.map(toData) });
  } else if (counts.length === 0) out.note("Nobody is suppressed.");
  else await out.data(`${lines(counts).join("\n")}\n`);
  return 0;
}

function toData({ inForce, lifted, ...terms }: SuppressionCount) {
  return { ...terms, in_force: inForce, lifted };
}

function lines(counts: readonly SuppressionCount[]): string[] {
  return textTable(
    [
      ["reason", "channel", "source", "reversible", "in force", "lifted"],
      ...counts.map(({ reason, channel, source, reversible, inForce, lifted }) => [
        ...[reason, channel, source, reversible ? "yes" : "no"],
        ...[count(inForce), count(lifted)],
      ]),
    ],
    "",
  );
}
