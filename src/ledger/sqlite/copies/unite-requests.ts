import type { SqliteDatabase } from "../../../store/sqlite.ts";
import type { EventBody } from "../chain/event-rows.ts";
import type { LedgerFile } from "../ledger-file.ts";

/** Events that tell of rows: whoever brings the rows writes them anew. */
const ofRows: readonly string[] = [
  ...["sealed", "shredded", "evidence_lost", "corrected", "corrections_erased"],
  ...["suppressed", "lifted", "restored"],
];

interface ToldStep {
  at: string;
  actor: string;
  kind: string;
  body: EventBody;
}

export interface UnitedRequests {
  /** Steps that were brought. */
  steps: number;
  /** Ids of requests that went on otherwise here: the steps that they took there are not brought. */
  parted: string[];
}

/**
 * Adds the steps of requests that another ledger with the same secret has gone further with, as events
 * of their own that say when, and by whom, they were taken; within a transaction. Where a request went
 * on in both, what was done here stands: nobody can say in which order it would have been.
 */
export function uniteRequests(ours: LedgerFile, theirs: LedgerFile): UnitedRequests {
  const here = stepsOf(ours.db);
  let steps = 0;
  const parted: string[] = [];
  for (const [request, there] of stepsOf(theirs.db)) {
    if (!there.some(({ kind }) => kind === "request_opened")) continue;
    const known = (here.get(request) ?? []).map(textOf);
    const told = there.map(textOf);
    if (known.some((text, i) => i < told.length && text !== told[i])) {
      if (told.some((text) => !known.includes(text))) parted.push(request);
      continue;
    }
    for (const { at, actor, kind, body } of there.slice(known.length)) {
      ours.chain.append({ kind, request, body: { told_at: at, told_by: actor, ...body } });
      steps++;
    }
  }
  return { steps, parted };
}

function stepsOf(db: SqliteDatabase): Map<string, ToldStep[]> {
  const rows = db
    .prepare(
      `SELECT request, at, actor, kind, body FROM event
       WHERE request <> '' AND kind NOT IN (SELECT value FROM json_each(?)) ORDER BY seq`,
    )
    .all(JSON.stringify(ofRows));
  const found = new Map<string, ToldStep[]>();
  for (const [request, at, actor, kind, body] of rows.map((row) => row.map(String))) {
    const step = { at, actor, kind, body: JSON.parse(body ?? "{}") } as ToldStep;
    const steps = found.get(String(request));
    if (steps === undefined) found.set(String(request), [step]);
    else steps.push(step);
  }
  return found;
}

/** A step that was brought is the one that it was. */
function textOf({ kind, body: { told_at: _at, told_by: _by, ...body } }: ToldStep): string {
  return JSON.stringify([kind, body]);
}
