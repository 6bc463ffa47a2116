import type { CorrectionStore } from "../../ledger/correction-store.ts";
import { RefusedError } from "../../model/errors.ts";
import { begun } from "../choices/admit-choice.ts";
import type { ChoiceWorld } from "../choices/choice-world.ts";
import { type Recipient, recipientsOf, recipientsStep } from "../choices/recipients.ts";
import { personOf } from "../person.ts";
import { type StepWork, takeStep } from "../take-step.ts";
import { undisputedPieces } from "./disputed-pieces.ts";
import type { CorrectedValue } from "./read-corrected-values.ts";

/** By the totality of circumstances (§7023): `partly` where some of what was asked for is right. */
export const correctionDecisions = ["accept", "partly", "deny"] as const;

export interface CorrectGiven {
  decision: (typeof correctionDecisions)[number];
  /** Why, in words that whoever asked is told where not all is accepted. */
  grounds: Uint8Array;
  /** What the person sent in, used for this decision and its record alone. */
  documents?: Uint8Array | undefined;
  /** What is accepted; none where it is denied. */
  values: readonly CorrectedValue[];
}

export interface Corrected {
  fields: string[];
  /** Whoever was told of the profile. */
  recipients: Recipient[];
}

type CorrectWorld = Pick<ChoiceWorld, "store" | "now" | "disclosures"> & {
  corrections: Pick<CorrectionStore, "add" | "correctionsOf">;
};

/** Pieces that verify somebody. */
const needed = 2;
/** Whoever was told ever. */
const always = "0000-00-00";

/** Puts values of a profile right, which no import takes back; or says why not. */
export function correct(world: CorrectWorld, id: string, given: CorrectGiven): Promise<Corrected> {
  return takeStep(world, id, "correct", async (step) => {
    const { request, today, record } = step;
    const { decision, grounds, documents } = given;
    const parts = [
      part("grounds", grounds),
      ...(documents === undefined ? [] : [part("documents", documents)]),
    ];
    const decided = { kind: "correction_decided", body: { day: today, decision }, parts };
    const answer = (response: string, basis?: string) => ({
      kind: "request_answered",
      body: { day: today, response, ...(basis === undefined ? {} : { basis }) },
    });
    if (decision === "deny") {
      await record(decided, answer("denied", "other"));
      return { fields: [], recipients: [] };
    }
    const fields = given.values.map(({ field }) => field).sort();
    const npi = await profileOf(step, world);
    await requireOtherPieces(step, world, fields);
    await record(decided, ...begun(request, today));
    await add(npi, step, given.values, world);
    const recipients = await recipientsOf([npi], always, world);
    await record(
      { kind: "corrections_made", body: { fields: fields.join(",") } },
      recipientsStep(recipients),
      decision === "accept" ? answer("complied") : answer("partly", "other"),
    );
    return { fields, recipients };
  });
}

function part(purpose: string, bytes: Uint8Array) {
  return { class: "record", purpose, bytes } as const;
}

/** What a run that was killed has put right already is not added again. */
async function add(
  npi: string,
  { request, today, passOver }: StepWork,
  values: readonly CorrectedValue[],
  { corrections }: CorrectWorld,
): Promise<void> {
  const [known = []] = await corrections.correctionsOf([npi]);
  const isKnown = ({ field, value }: CorrectedValue) =>
    known.some((one) => one.field === field && one.value === value);
  const open = values.filter((one) => !isKnown(one));
  await corrections.add(
    request.id,
    open.map((one) => ({ npi, ...one, date: today })),
  );
  await passOver("corrected");
}

async function profileOf(
  { request }: Pick<StepWork, "request">,
  { store }: CorrectWorld,
): Promise<string> {
  const [npi, ...others] = (await personOf(store, request.id))?.npis ?? [];
  if (npi !== undefined && others.length === 0) return npi;
  throw new RefusedError(
    "profile_unclear",
    npi === undefined
      ? "The registry has no profile of whom the request is about: there is nothing here to put right."
      : "It is not clear which profile the request is about: nothing was put right.",
    "A user's account is put right where accounts are kept; then: heartbeat dsar note",
  );
}

async function requireOtherPieces(
  { request }: Pick<StepWork, "request">,
  { store }: CorrectWorld,
  fields: readonly string[],
): Promise<void> {
  const pieces = undisputedPieces(await store.eventsOf(request.id), fields);
  if (pieces === undefined || pieces >= needed) return;
  throw new RefusedError(
    "verified_by_disputed",
    "The person was verified by what they dispute: nothing was put right.",
    "Enter the request again, and verify them by other pieces: heartbeat dsar open",
  );
}
