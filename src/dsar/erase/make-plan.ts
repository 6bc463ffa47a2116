import { RefusedError } from "../../model/errors.ts";
import { type RightsWorld, takeStep } from "../take-step.ts";
import { type DeletionPlan, planBytes, planHash } from "./deletion-plan.ts";
import { whoIsDeleted } from "./gate.ts";
import { sortRecords, type ToldRecord } from "./kept-records.ts";
import { type ErasureWorld, lookAround, npisOf } from "./look-around.ts";

interface PlanGiven {
  /** Records of other systems. */
  told: readonly ToldRecord[];
  /** Rows of lists that have any of the NPIs. */
  lists(npis: readonly string[]): Promise<DeletionPlan["lists"]>;
}

interface MadePlan {
  plan: DeletionPlan;
  bytes: Buffer;
  /** Hex. */
  sha256: string;
}

/**
 * What a deletion will do. The file is handed out before the step is recorded: a plan that nobody has
 * binds nobody.
 */
export async function makePlan(
  world: RightsWorld & ErasureWorld,
  id: string,
  given: PlanGiven,
  write: (made: MadePlan) => Promise<void>,
): Promise<MadePlan> {
  const { store, registry } = world;
  return takeStep(world, id, "plan", async ({ request, record }) => {
    const person = await whoIsDeleted(request, store);
    if (request.done.has("fulfilment_begun")) throw begun(id);
    const { kept, erased } = sortRecords(given.told);
    const plan: DeletionPlan = {
      schema_version: 1,
      ...(await lookAround(request, person, store.ledger, world)),
      elsewhere: { kept, erased },
      lists: await given.lists(await npisOf(person, registry)),
    };
    const bytes = planBytes(plan);
    const made = { plan, bytes, sha256: planHash(bytes) };
    await write(made);
    const fields = plan.erased.flatMap((place) => place.fields);
    await record({
      kind: "plan_made",
      body: {
        plan: made.sha256,
        erased: fields.reduce((sum, { count }) => sum + count, 0),
        kept: plan.kept.length + plan.elsewhere.kept.length,
        recipients: plan.notify.length,
      },
    });
    return made;
  });
}

function begun(id: string): RefusedError {
  return new RefusedError(
    "deletion_begun",
    "The deletion has begun by its plan already.",
    `Go on with it: heartbeat dsar delete --id ${id} --plan FILE`,
  );
}
