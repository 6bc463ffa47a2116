import { request } from "undici";
import type { MatchBatch, MatchResponse, MatchResult } from "../../src/model/contract.ts";
import { matchAnswerSchema } from "../../src/model/wire.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import { fakeService } from "../helpers/service.ts";
import type { ClientOptions } from "./run-through-faults.ts";

/** How a client may go wrong; one that does nothing of it gets through a fault here and there. */
export interface Bugs {
  /** Repeats what failed as often as that, whatever else failed. */
  attempts?: number;
  /** Reads whatever it cannot use as "nobody". */
  readsNonsenseAsNobody?: true;
  /** Repeats a question so that it looks like another one. */
  forgetsRunKey?: true;
  /** Waits for as long as it is told. */
  waitsForEver?: true;
  /** Says for whom it has no answer. */
  repeatsNames?: true;
}

/** A client as it is written in an afternoon: what the harness has to see through. */
export function plantedClient(bugs: Bugs, { url, clock }: ClientOptions): SearchService {
  const { attempts = 3 } = bugs;
  const { signal } = new AbortController();
  const runKey = "0123456789abcdef0123456789abcdef";

  async function ask(batch: MatchBatch): Promise<MatchResult[] | "nonsense"> {
    const { statusCode, headers, body } = await request(new URL("/v1/match", url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(bugs.forgetsRunKey ? batch : { ...batch, run_key: runKey }),
    });
    const text = await body.text();
    const wait = Number(headers["retry-after"] ?? 0);
    if (bugs.waitsForEver && wait > 0) await clock.sleep(wait * 1000, signal);
    if (statusCode !== 200) throw new Error(`HTTP ${statusCode}`);
    try {
      return matchAnswerSchema.parse(JSON.parse(text)).results as MatchResult[];
    } catch {
      if (bugs.readsNonsenseAsNobody) return "nonsense";
      throw new Error("nonsense");
    }
  }

  async function match(batch: MatchBatch): Promise<MatchResponse> {
    const status = (status: "error" | "no_match", reason: string) =>
      batch.requests.map(({ id }): MatchResult => ({ id, status, confidence: 0, reason }));
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const results = await ask(batch).catch(() => undefined);
      if (results === "nonsense")
        return { release: "release-1", results: status("no_match", "nobody: no profile fits") };
      if (results !== undefined) return { release: "release-1", results };
      await clock.sleep(100, signal);
    }
    const whom = bugs.repeatsNames ? JSON.stringify(batch.requests) : "nothing";
    return { release: "release-1", results: status("error", `no_answer: ${whom} came`) };
  }

  return { ...fakeService({ traits: { local: false, counts: true } }), match };
}
