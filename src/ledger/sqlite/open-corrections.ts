import { type Corrections, noCorrections } from "../../model/corrections.ts";
import type { CorrectionStore } from "../correction-store.ts";
import type { LedgerFile } from "./ledger-file.ts";
import { createCorrectionStore } from "./sqlite-correction-store.ts";

/**
 * The corrections for whoever only asks: none before there is a ledger. One that comes while somebody
 * asks is noticed.
 *
 * @param open undefined where there is none; to be closed by the caller
 */
export async function openCorrections(
  open: () => Promise<LedgerFile | undefined>,
): Promise<Corrections & { close(): Promise<void> }> {
  let store: CorrectionStore | undefined;
  let opening: Promise<CorrectionStore | undefined> | undefined;

  async function opened(): Promise<CorrectionStore | undefined> {
    if (store !== undefined) return store;
    opening ??= open()
      .then((ledger) => {
        store = ledger === undefined ? undefined : createCorrectionStore(ledger);
        return store;
      })
      .finally(() => {
        opening = undefined;
      });
    return opening;
  }

  await opened();
  return {
    correctionsOf: async (npis) => ((await opened()) ?? noCorrections).correctionsOf(npis),
    async close() {
      await opening?.catch(() => undefined);
      await store?.close();
    },
  };
}
