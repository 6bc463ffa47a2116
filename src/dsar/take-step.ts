import type { RequestStep, RequestStore } from "../ledger/request-store.ts";
import type { ShreddedClass } from "../ledger/sealed-store.ts";
import { RefusedError, UsageError } from "../model/errors.ts";
import { californiaDay } from "./california-day.ts";
import { foldRequest } from "./fold-request.ts";
import type { RightsRequest } from "./request.ts";
import { openSteps, type Step, wrongStep } from "./steps.ts";

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
  const request = await findRequest(store, id);
  let { last } = request;
  const record = async (...steps: RequestStep[]) => {
    last = await store.record(id, last, steps);
  };
  const shred = async (sealedClass: ShreddedClass) => {
    if (!(await store.shred(id, sealedClass))) return;
    last = (await store.eventsOf(id)).at(-1)?.seq ?? last;
  };
  try {
    const code = wrongStep(request, step);
    if (code !== undefined) throw refused(code, step, request);
    return await work({ request, today: californiaDay(now()), record, shred });
  } catch (error) {
    if (error instanceof RefusedError) {
      await record({ kind: "step_refused", body: { step, code: error.code } });
    }
    throw error;
  }
}

function refused(code: string, step: Step, request: RightsRequest): RefusedError {
  const next = openSteps(request).join(", ");
  return new RefusedError(
    code,
    code === "step_of_another_type"
      ? `\`${step}\` is no step of a request of type ${request.type}.`
      : `\`${step}\` is not open to a request that is ${request.state}.`,
    `Steps that are: ${next}.`,
  );
}
