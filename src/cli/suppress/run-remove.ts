import type { Flags } from "../../config.ts";
import type { SuppressionReason, SuppressionStore } from "../../ledger/suppression-store.ts";
import { RefusedError } from "../../model/errors.ts";
import type { SubjectKey } from "../../normalize/keys/subject-keys.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { bringRegistryUpToDate } from "../registry/bring-registry-up-to-date.ts";
import { createOutput } from "../screen/output.ts";
import { counted } from "../screen/progress.ts";
import { type NamedPerson, namedKeys } from "./named-person.ts";
import { readReason } from "./suppression-terms.ts";

export interface SuppressRemoveArguments extends NamedPerson {
  reason: string | undefined;
  flags: Flags;
}

/**
 * Nobody to lift is an answer: exit 0. What is for good stays, and a minor's unless that is named;
 * then nothing is lifted: exit 6.
 */
export async function runSuppressRemove(given: SuppressRemoveArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const reason = given.reason === undefined ? undefined : readReason(given.reason);
  const { keys, ghosts } = await namedKeys(given, config, app.io);
  // A name at a place may be a namesake's too: it lifts only where it is all that is said.
  const asked = keys.length > 0 ? keys : ghosts;
  const store = await app.existingSuppressions(config);
  const done =
    store === undefined
      ? { lifted: 0, kept: 0 }
      : await closing(store, () => remove(store, asked, reason));
  if (done.kept > 0) {
    throw new RefusedError(
      "suppression_irreversible",
      `Nothing was lifted: ${counted(done.kept, "suppression")} of this person ${done.kept === 1 ? "is" : "are"} for good.`,
      "Whoever was deleted comes back by no command.",
    );
  }
  out.note(
    done.lifted === 0
      ? "Nobody is suppressed by these: nothing has changed"
      : `Lifted ${counted(done.lifted, "suppression")}`,
  );
  if (done.lifted > 0) await bringRegistryUpToDate(app, config, out);
  if (config.settings.json) await out.json({ schema_version: 1, ...done });
  return 0;
}

async function remove(
  store: SuppressionStore,
  keys: readonly SubjectKey[],
  reason: SuppressionReason | undefined,
): Promise<{ lifted: number; kept: number }> {
  const theirs = reason === undefined ? await store.named(keys) : [];
  const isForGood = theirs.some(({ reversible }) => !reversible);
  if (!isForGood && theirs.some((one) => one.reason === "minor")) {
    throw new RefusedError(
      "suppression_of_minor",
      "Nothing was lifted: there is a sign that this person is under 16.",
      "Once their opt-in, or a parent's, is on record: --reason minor",
    );
  }
  return store.remove(keys, reason);
}
