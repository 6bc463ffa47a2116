import type { RequestStep } from "../../ledger/request-store.ts";
import type { SuppressionStore } from "../../ledger/suppression-store.ts";
import { RefusedError } from "../../model/errors.ts";
import type { SubjectText } from "../../normalize/keys/subject-keys.ts";
import { californiaDay } from "../california-day.ts";
import type { RequestPerson } from "../person.ts";
import type { RightsRequest } from "../request.ts";
import { type RightsWorld, type StepWork, takeStep } from "../take-step.ts";
import { type DeletionPlan, planHash, readPlan } from "./deletion-plan.ts";
import { beginErasing, type Erasing, erasingOf } from "./erasing.ts";
import { whoIsDeleted } from "./gate.ts";
import { type ErasureWorld, lookAround, npisOf } from "./look-around.ts";
import { noticesFor } from "./notices.ts";
import { erasePlaces, readBack } from "./places-erased.ts";
import { receiptOf, receiptText } from "./receipt.ts";
import { requireSuppressed, suppressPerson } from "./suppress-person.ts";

export interface DeletionWorld extends RightsWorld, ErasureWorld {
  suppressions: Pick<SuppressionStore, "add" | "find" | "number">;
  /** A file for the operator, whole or not at all; nobody else may read it. */
  write(name: string, text: string): Promise<void>;
}

export interface Deletion {
  response: "complied" | "partly";
  receipt: ReturnType<typeof receiptOf>;
  notices: number;
}

/**
 * Carries out a plan: suppress, erase, look again, tell who was told, answer. Each part may be done
 * again and is recorded when it is done, so that whoever was interrupted goes on where they were;
 * nobody is erased who is not suppressed.
 *
 * @param bytes the plan, as it was made
 */
export async function deletePerson(
  world: DeletionWorld,
  id: string,
  bytes: Uint8Array,
): Promise<Deletion> {
  const { store } = world;
  return takeStep(world, id, "delete", async (step) => {
    const { request, today, record } = step;
    const person = await whoIsDeleted(request, store);
    const sha256 = planHash(bytes);
    if (request.plan !== sha256) throw otherPlan(id);
    const plan = readPlan(bytes);
    const isDone = (kind: string) => request.done.has(kind);

    if (!isDone("fulfilment_begun")) {
      await requireFresh(plan, request, person, world);
      const parts = [await beginErasing(world, person)];
      await record({ kind: "fulfilment_begun", body: { day: today }, parts });
    }
    const erasing = await erasingOf(store, id);
    const npis = erasing?.npis ?? (await npisOf(person, world.registry));
    let known: readonly SubjectText[] = [];
    if (!isDone("profile_suppressed")) {
      const { values, ...done } = await suppressPerson(world, { id, person, npis, today });
      await record({ kind: "profile_suppressed", body: done });
      known = values;
    }
    await erase(step, world, { id, npis, known, erasing });
    const notices = noticesFor(plan, npis, today);
    if (!isDone("notices_made")) {
      for (const { name, text } of notices) await world.write(name, text);
      await record({ kind: "notices_made", body: { recipients: notices.length } });
    }
    return answer(step, world, { plan, sha256, notices: notices.length });
  });
}

interface Erased {
  id: string;
  npis: readonly string[];
  /** Values by which they have just been suppressed. */
  known: readonly SubjectText[];
  erasing: Erasing | undefined;
}

/** Erased, and looked for again: as long as anything is found, it is erased again. */
async function erase(
  { request, today, record, shred }: StepWork,
  world: DeletionWorld,
  { id, npis, known, erasing }: Erased,
): Promise<void> {
  if (!request.done.has("erasure_read_back")) {
    await requireSuppressed(world.suppressions, { id, npis });
    await erasePlaces(world.places, npis, known);
    if (!request.done.has("profile_erased")) {
      await record({ kind: "profile_erased", body: { places: world.places.length } });
    }
    await readBack(world, npis, erasing?.traces ?? []);
    await record({ kind: "erasure_read_back", body: { day: today } });
  }
  await shred("evidence");
}

/** The receipt first: whoever is answered has one. */
async function answer(
  { request, today, record }: StepWork,
  { store, write }: DeletionWorld,
  { plan, sha256, notices }: { plan: DeletionPlan; sha256: string; notices: number },
): Promise<Deletion> {
  const days = await daysOf(store, request.id);
  const kept = [...plan.kept, ...plan.elsewhere.kept];
  const partial = kept.filter((one) => one.partial);
  const response = partial.length === 0 ? "complied" : "partly";
  const receipt = receiptOf({ plan, sha256, received: request.received, ...days, response });
  await write("receipt.json", `${JSON.stringify(receipt, undefined, 2)}\n`);
  await write("receipt.txt", receiptText(receipt));
  const named = [...new Set(kept.flatMap(({ exceptions }) => exceptions))].sort().join(",");
  const steps: RequestStep[] = [
    { kind: "records_kept", body: { exceptions: named, records: kept.length } },
    {
      kind: "request_answered",
      body: { day: today, response, ...(response === "partly" ? { basis: "exempt" } : {}) },
    },
  ];
  await record(...steps);
  return { response, receipt, notices };
}

/** When each part was done: the days of their events. */
async function daysOf(store: DeletionWorld["store"], id: string) {
  const events = await store.eventsOf(id);
  const dayOf = (kind: string) =>
    californiaDay(new Date(events.findLast((event) => event.kind === kind)?.at ?? 0));
  return {
    suppressed: dayOf("profile_suppressed"),
    erased: dayOf("profile_erased"),
    readBack: dayOf("erasure_read_back"),
  };
}

/** What is held, kept and told may have changed since the plan: nobody has looked at that. */
async function requireFresh(
  plan: DeletionPlan,
  request: RightsRequest,
  person: RequestPerson,
  world: DeletionWorld,
): Promise<void> {
  const now = await lookAround(request, person, world.store.ledger, world);
  const planned = Object.entries(now).every(
    ([name, value]) => JSON.stringify(plan[name as keyof typeof now]) === JSON.stringify(value),
  );
  if (planned) return;
  throw new RefusedError(
    "plan_stale",
    "What is held of the person has changed since the plan was made: nothing was done.",
    `Plan again: heartbeat dsar plan --id ${request.id} -o FILE`,
  );
}

function otherPlan(id: string): RefusedError {
  return new RefusedError(
    "plan_other",
    "The plan is not the one that was made last for this request, or was changed since.",
    `Name that file, or plan again: heartbeat dsar plan --id ${id} -o FILE`,
  );
}
