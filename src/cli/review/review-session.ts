import type { Config, Flags } from "../../config.ts";
import { type Asked, askItem } from "../../list/review/ask-item.ts";
import type { ReviewItem } from "../../list/review/review-item.ts";
import { beginReview, type Deciding } from "../../list/review/review-state.ts";
import { localRecipient } from "../../model/disclosures.ts";
import { InterruptedError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import type { LoadedDecisions } from "../decisions/load-decisions.ts";
import { saveDecisions } from "../decisions/save-decisions.ts";
import { openKeyTerminal } from "../screen/key-terminal.ts";
import type { Output } from "../screen/output.ts";
import { printable } from "../screen/printable.ts";
import { counted } from "../screen/progress.ts";
import { shellWord } from "../typed/shell-word.ts";
import { reviewLoop } from "./review-loop.ts";
import type { ReviewedList } from "./reviewed-list.ts";

interface Session {
  app: App;
  config: Config;
  flags: Flags;
  out: Output;
  /** The enriched list. */
  file: string;
  /** Where decisions are kept, and what was there. */
  place: string;
  loaded: LoadedDecisions | undefined;
  filter: string;
  deciding: Deciding;
  items: readonly ReviewItem[];
}

/** A review on a terminal, from its first screen to what it came to. */
export async function reviewOnTerminal(list: ReviewedList, session: Session): Promise<number> {
  const { app, out, file, place, loaded, filter, deciding, items } = session;
  const { io } = app;
  const { service, suppressions, disclosures, survey, minConfidence } = list;
  const terminal = openKeyTerminal(io, io.env.TERM === "dumb");
  const decided = new Set<string>();
  try {
    await reviewLoop(beginReview(items, loaded?.decisions ?? [], filter), {
      ...{ terminal, paint: out.paint, file, deciding },
      async ask(item) {
        const asked = await askItem(item, {
          ...{ service, suppressions, context: survey.context, minConfidence },
          signal: io.signal,
        });
        disclosures?.record(localRecipient, "profile", npisOf(asked));
        await disclosures?.flush();
        return asked;
      },
      async specialtiesOf(asked) {
        const codes = codesOf(asked);
        const words = codes.length === 0 ? [] : await service.specialtyNames(codes);
        return new Map(codes.map((code, i) => [code, words[i] ?? code]));
      },
      async save(change, others) {
        const saved = await saveDecisions(place, change, { ...io, others });
        if (!saved.isSaved) return saved;
        for (const { lead, detail } of change.remove) decided.delete(`${lead} ${detail}`);
        for (const { lead, detail } of change.add) decided.add(`${lead} ${detail}`);
        return saved;
      },
    });
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    const kept =
      decided.size === 0
        ? "nothing was decided"
        : `${counted(decided.size, "decision")} kept in ${printable(place)}`;
    throw new InterruptedError("The same command goes on.", error.exitCode, 0, kept);
  } finally {
    terminal.close();
  }
  for (const line of endLines(place, file, decided.size, typed(session))) out.note(line);
  return 0;
}

function npisOf(asked: Asked): string[] {
  return asked.kind === "asked" ? asked.candidates.map(({ profile }) => profile.npi) : [];
}

function codesOf(asked: Asked): string[] {
  if (asked.kind !== "asked") return [];
  const all = asked.candidates.flatMap(({ profile }) => profile.taxonomies.map(({ code }) => code));
  return [...new Set(all)];
}

/** Whom to ask, where that was typed. */
function typed({ config: { origin }, flags }: Session): string[] {
  const named = ["registry", "service"] as const;
  return named.flatMap((name) =>
    flags[name] === undefined ? [] : [origin[name], String(flags[name])],
  );
}

function endLines(
  place: string,
  file: string,
  decided: number,
  options: readonly string[],
): string[] {
  if (decided === 0) return ["Nothing was decided."];
  const own = ["--replace-hb", "--decisions", place];
  const command = ["heartbeat", "enrich", file, ...own, ...options];
  return [
    `${counted(decided, "decision")} kept in ${printable(place)}.`,
    `They count from the next run on: ${printable(command.map(shellWord).join(" "))}`,
  ];
}
