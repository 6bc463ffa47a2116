import type { Flags } from "../../config.ts";
import type { NoticeCount } from "../../ledger/channel-store.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { createOutput } from "../screen/output.ts";
import { count } from "../screen/progress.ts";
import { textTable } from "../screen/text-table.ts";

export interface OutcomesFlagsArguments {
  flags: Flags;
}

/** How many channels are closed, by channel, reason and source. */
export async function runOutcomesFlags(
  { flags }: OutcomesFlagsArguments,
  app: App,
): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const counts = await closing(await app.channelRules(config), (rules) => rules.counts());
  if (config.settings.json) await out.json({ schema_version: 1, flags: counts });
  else if (counts.length === 0) out.note("No channel is closed.");
  else await out.data(`${flagLines(counts).join("\n")}\n`);
  return 0;
}

function flagLines(counts: readonly NoticeCount[]): string[] {
  return textTable(
    [
      ["source", "channel", "reason", "closed", "lifted"],
      ...counts.map(({ source, channel, reason, closed, lifted }) => [
        ...[source, channel, reason],
        ...[count(closed), count(lifted)],
      ]),
    ],
    "",
  );
}
