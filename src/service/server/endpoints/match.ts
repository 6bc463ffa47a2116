import type { MatchBatch } from "../../../model/contract.ts";
import { matchAnswerSchema, matchBodySchema } from "../../../model/wire.ts";
import { toldBy } from "../../told-by.ts";
import { asked, type Call, type Endpoint } from "../endpoint.ts";
import type { IdempotencyKeys } from "../idempotency-keys.ts";
import { Problem } from "../problem.ts";
import { invented } from "./examples.ts";

export function matchEndpoint(idempotency: IdempotencyKeys): Endpoint {
  return asked({
    method: "POST",
    path: "/v1/match",
    scope: "match",
    summary: "Match leads",
    description:
      "Finds for each lead the professional it is about. An answer depends on the lead, the context and the release alone, not on the other leads of the request. A lead of one `run_key` is charged once, however often it is sent.",
    body: {
      schema: matchBodySchema,
      itemsOf: ({ requests }) => requests.length,
      example: invented.matchBody,
    },
    answer: { schema: matchAnswerSchema, example: invented.matchAnswer },
    problems: ["release_gone", "idempotency_key_reused", "quota_exhausted"],
    async respond(body, call) {
      // What was checked has no undefined where the contract has none.
      const batch = body as MatchBatch;
      const ids = batch.requests.map(({ id }) => id);
      if (new Set(ids).size < ids.length) {
        throw new Problem("invalid_request", "Two requests have the same id.");
      }
      requireSameLeads(batch, call, idempotency);
      const { service, metrics } = call.deps;
      const answer = await service.match(batch, { signal: call.signal });
      if (batch.release !== undefined && batch.release !== answer.release) {
        throw new Problem("release_gone");
      }
      // Only now: what is not answered is not charged.
      const { run_key } = batch;
      await call.charge({ ids, ...(run_key === undefined ? {} : { run_key }) });
      await call.tell(toldBy(answer.results));
      metrics.answered(answer.results.map(({ status }) => status));
      return answer;
    },
  });
}

function requireSameLeads(
  { run_key = "", requests }: MatchBatch,
  { key, header }: Call,
  idempotency: IdempotencyKeys,
): void {
  const given = header("idempotency-key");
  if (given === undefined) return;
  const operation = `match ${run_key} ${requests.map(({ id }) => id).join(" ")}`;
  if (!idempotency.admits(`${key?.id ?? ""} ${given}`, operation)) {
    throw new Problem("idempotency_key_reused");
  }
}
