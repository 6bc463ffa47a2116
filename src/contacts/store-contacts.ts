import type { NpiLines } from "../import/npi-lines.ts";
import type { AddedSource, ContactUpdater } from "../registry/contact-store.ts";
import type { ReleaseInfo } from "../registry/registry.ts";
import { decodeRow } from "./row-line.ts";
import { uniteValues } from "./unite-values.ts";

interface StoreOptions {
  source: AddedSource;
  signal: AbortSignal;
  onBytes: (done: number, total: number) => void;
}

/** Puts a list's values in the place of what its source gave before: all or nothing. */
export async function storeContacts(
  lines: Pick<NpiLines, "groups">,
  updater: ContactUpdater,
  { source, signal, onBytes }: StoreOptions,
): Promise<ReleaseInfo> {
  try {
    updater.remove(source.name);
    for await (const batch of lines.groups(onBytes)) {
      signal.throwIfAborted();
      updater.addContacts(
        batch.map((group) => ({
          npi: Number(group.npi),
          values: uniteValues(group.lines.map(decodeRow)),
        })),
      );
    }
    signal.throwIfAborted();
    return await updater.commit(source);
  } catch (error) {
    await updater.rollback();
    throw error;
  }
}
