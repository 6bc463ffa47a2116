import type { RequestStore } from "../../ledger/request-store.ts";
import { RefusedError } from "../../model/errors.ts";
import { personOf, type RequestPerson } from "../person.ts";
import type { RightsRequest } from "../request.ts";
import { collectedElsewhere } from "./categories.ts";

/** Throws RefusedError where nothing may be told, or not everything is known yet. */
export function requireExportable(request: RightsRequest): void {
  const { type, subject, verified, collected } = request;
  const isEnough =
    verified !== undefined && (type !== "know-specific" || verified.degree !== "reasonable");
  if (!isEnough) {
    throw new RefusedError(
      "not_verified",
      "Who asks is not verified to the degree that this request needs.",
      "Verify further: heartbeat dsar verify --id ID",
    );
  }
  const missing = collectedElsewhere(subject).filter((code) => !collected.has(code));
  if (missing.length === 0) return;
  throw new RefusedError(
    "categories_missing",
    `It is not known what other systems hold of the person: ${missing.join(", ")}.`,
    "For each: heartbeat dsar collect --id ID --category C4 --from FILE, or --none",
  );
}

/** Whose bundle it is. R19: one profile's; a user has none. */
export async function personOfBundle(
  store: Pick<RequestStore, "partsOf">,
  { id, subject }: RightsRequest,
): Promise<RequestPerson> {
  const person = await personOf(store, id);
  if (person === undefined) {
    throw new RefusedError(
      "person_shredded",
      "Whom the request is about is not kept any more.",
      "The person asks again: heartbeat dsar open",
    );
  }
  if (subject === "user" || person.npis.length === 1) return person;
  throw new RefusedError(
    "profile_unclear",
    "It is not settled which profile is the person's: one of somebody else is never told.",
    "Verify the request against one profile, or deny it: heartbeat dsar deny --id ID",
  );
}
