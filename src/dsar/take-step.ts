import type { RequestStep, RequestStore } from "../ledger/request-store.ts";
import type { ShreddedClass } from "../ledger/sealed-store.ts";
import { RefusedError, UsageError } from "../model/errors.ts";
import { californiaDay } from "./california-day.ts";
import { overdueNotes } from "./clock/overdue-notes.ts";
import { foldRequest } from "./fold-request.ts";
import type { RightsRequest } from "./request.ts";
import { openSteps, type Step, type WrongStep, wrongStep } from "./steps.ts";
import { shredServed } from "./verify/shred-served.ts";

export interface RightsWorld {
  store: RequestStore;
  now: () => Date;
}

export interface StepWork {
  request: RightsRequest;
  /** California's. */
  today: string;
  /** Writes steps down, all or none; may be called again for the next part of the work. */
  record(...steps: RequestStep[]): Promise<void>;
  /** An event of the request that another store has written for this step is no stranger's. */
  passOver(kind: string): Promise<void>;
  /** Overwrites what is sealed of the request in that class, where there is anything. */
  shred(sealedClass: ShreddedClass): Promise<void>;
}

/** Throws UsageError where there is no such request. */
export async function findRequest(store: RequestStore, id: string): Promise<RightsRequest> {
  const request = foldRequest(await store.eventsOf(id));
  if (request !== undefined) return request;
  throw new UsageError(
    "request_unknown",
    "The ledger has no request with this id.",
    "See which there are: heartbeat dsar list",
  );
}

/**
 * Takes one step of a request, where its type and state allow it. What is refused, here or in `work`
 * by a RefusedError, is recorded as such and changes nothing else.
 */
export async function takeStep<T>(
  { store, now }: RightsWorld,
  id: string,
  step: Step,
  work: (given: StepWork) => Promise<T>,
): Promise<T> {
  await shredServed(store, id);
  const request = await findRequest(store, id);
  let { last } = request;
  const today = californiaDay(now());
  const record = async (...steps: RequestStep[]) => {
    last = await store.record(id, last, [...overdueNotes(request, steps, today), ...steps]);
  };
  const passOver = async (kind: string) => {
    const since = (await store.eventsOf(id)).filter(({ seq }) => seq > last);
    if (since.every((event) => event.kind === kind)) last = since.at(-1)?.seq ?? last;
  };
  const shred = async (sealedClass: ShreddedClass) => {
    if (!(await store.shred(id, sealedClass))) return;
    last = (await store.eventsOf(id)).at(-1)?.seq ?? last;
  };
  try {
    const code = wrongStep(request, step);
    if (code !== undefined) throw refused(code, step, request);
    const result = await work({ request, today, record, passOver, shred });
    await shredServed(store, id);
    return result;
  } catch (error) {
    if (error instanceof RefusedError) {
      await record({ kind: "step_refused", body: { step, code: error.code } });
    }
    throw error;
  }
}

function refused(code: WrongStep, step: Step, request: RightsRequest): RefusedError {
  const next = openSteps(request).join(", ");
  return new RefusedError(code, wordsOf(code, step, request), `Steps that are open: ${next}.`);
}

function wordsOf(code: WrongStep, step: Step, { type, state }: RightsRequest): string {
  switch (code) {
    case "step_of_another_type":
      return `\`${step}\` is no step of a request of type ${type}.`;
    case "step_out_of_turn":
      return `\`${step}\` is not open to a request that is ${state}.`;
    case "takes_no_claims":
      return `Nobody has to prove who they are for ${type}: nothing of the kind may be asked.`;
    case "fraud_suspected":
      return `\`${step}\` is not open to a request that is held: it is believed to be fraudulent.`;
    case "identity_without_suspicion":
      return "A copy of an identification credential is asked for under suspicion of fraud alone.";
  }
}
