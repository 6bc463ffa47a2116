import { ServiceError } from "../../model/errors.ts";
import type { SubjectText } from "../../normalize/keys/subject-keys.ts";
import type { ErasureWorld } from "./look-around.ts";
import type { Place, PlaceBytes } from "./places.ts";
import { type Traces, tracesLeft } from "./traces.ts";

/** @param known values by which they have just been suppressed */
export async function erasePlaces(
  places: readonly Place[],
  npis: readonly string[],
  known: readonly SubjectText[],
): Promise<void> {
  // Of whom nothing is on file, nothing is to be erased.
  if (npis.length === 0) return;
  for (const place of places) await place.erase(npis, known);
}

/**
 * Asks every place again, and looks at the bytes of its files. Throws where anything is left: nobody
 * is told then that they are deleted.
 */
export async function readBack(
  { places, publicRecords }: Pick<ErasureWorld, "places" | "publicRecords">,
  npis: readonly string[],
  traces: readonly Traces[],
): Promise<void> {
  for (const { where, bytes, look } of places) {
    const left = (await look(npis)).filter(
      ({ public_record }) => publicRecords === "erase" || !public_record,
    );
    if (left.length > 0) throw found(where);
    if (bytes === undefined || publicRecords !== "erase") continue;
    const theirs = traces.find((one) => one.where === where)?.bytes ?? [];
    if (!(await isGone(bytes, theirs))) throw found(where);
  }
}

/** Rows that moved to another page may have left their bytes behind: the file is written anew then. */
async function isGone(bytes: PlaceBytes, traces: readonly string[]): Promise<boolean> {
  if ((await tracesLeft(bytes, traces)) === 0) return true;
  await bytes.compact();
  return (await tracesLeft(bytes, traces)) === 0;
}

function found(where: string): ServiceError {
  return new ServiceError(
    "erasure_incomplete",
    `Something of the person is still in ${where}: the request is not answered.`,
    "Stop whatever reads or writes there, such as `heartbeat serve`, and run the same command again.",
  );
}
