import type { RequestStore } from "../../ledger/request-store.ts";
import { RefusedError } from "../../model/errors.ts";
import { personOf, type RequestPerson } from "../person.ts";
import type { RightsRequest } from "../request.ts";

/**
 * R13, R20, R21: nothing is planned or erased for whoever is not verified, is believed to deceive, or
 * may be any of several people.
 */
export async function whoIsDeleted(
  request: RightsRequest,
  store: Pick<RequestStore, "partsOf">,
): Promise<RequestPerson> {
  if (request.verified === undefined) {
    throw new RefusedError(
      "not_verified",
      "Nothing is deleted for whoever is not verified.",
      `Verify them first: heartbeat dsar verify --id ${request.id}`,
    );
  }
  if (request.held) {
    throw new RefusedError(
      "fraud_held",
      "The request is held: it is believed to be fraudulent.",
      "Clear the hold, or deny the request.",
    );
  }
  const person = await personOf(store, request.id);
  if (person === undefined) {
    throw new RefusedError(
      "person_shredded",
      "Whom the request is about is not on record any more.",
      "Open a new request.",
    );
  }
  if (person.npis.length > 1) {
    throw new RefusedError(
      "several_profiles",
      "Several people fit what was said: nobody is deleted for looking like somebody else.",
      "Verify the request until one of them is left.",
    );
  }
  return person;
}
