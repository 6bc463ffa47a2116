import { z } from "zod";
import { InputError, RefusedError } from "../../model/errors.ts";
import { californiaDay } from "../california-day.ts";
import { type RequestType, type RightsRequest, requestTypes } from "../request.ts";

/** Where a user ticks rights; the supplement names it so. */
const sectionName = "Exercising Individual Privacy Rights";

const moment = z.iso.datetime({ offset: true });

/** The four facts of R16, as the account's own system exports them. */
const proofSchema = z.strictObject({
  logged_in_at: moment,
  section: z.literal(sectionName),
  ticked: z.array(z.enum(requestTypes)).min(1),
  saved_at: moment,
});

export interface AccountProof {
  loggedInAt: Date;
  savedAt: Date;
  ticked: readonly RequestType[];
}

/** Throws InputError where one of the four facts is not there. */
export function readAccountProof(bytes: Uint8Array): AccountProof {
  const read = proofSchema.safeParse(jsonOf(bytes));
  if (!read.success) {
    const [first] = read.error.issues;
    const where = first?.path.join(".") || "the whole";
    throw unusable(`\`${where}\` is missing, or not what it has to be`);
  }
  const { logged_in_at, saved_at, ticked } = read.data;
  return { loggedInAt: new Date(logged_in_at), savedAt: new Date(saved_at), ticked };
}

/** Refuses facts that do not authorise this request now. */
export function requireAuthorised(
  { loggedInAt, savedAt, ticked }: AccountProof,
  request: RightsRequest,
  now: Date,
): void {
  if (savedAt < loggedInAt || savedAt > now) {
    throw refused("account_proof_times", "The rights were not saved after the login.");
  }
  if (californiaDay(loggedInAt) < request.received) {
    throw refused("login_too_old", "The login is older than the request.");
  }
  if (ticked.includes(request.type)) return;
  throw refused("right_not_ticked", "The right that this request is about was not ticked.");
}

function refused(code: string, message: string): RefusedError {
  return new RefusedError(
    code,
    message,
    `Ask them to log in again, go to “${sectionName}”, tick the right and save; then give the new proof.`,
  );
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    throw unusable("it is no JSON");
  }
}

function unusable(what: string): InputError {
  return new InputError(
    "account_proof_invalid",
    `The account proof cannot be used: ${what}.`,
    `It has logged_in_at and saved_at (ISO times with their zone), section “${sectionName}”, and ticked: a list of ${requestTypes.join(", ")}.`,
  );
}
