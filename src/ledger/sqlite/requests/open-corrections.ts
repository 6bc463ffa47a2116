import { type Corrections, noCorrections } from "../../../model/corrections.ts";
import { openLateStore } from "../../late-store.ts";
import type { LedgerFile } from "../ledger-file.ts";
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
  const late = await openLateStore(async () => {
    const ledger = await open();
    return ledger === undefined ? undefined : createCorrectionStore(ledger);
  });
  return {
    correctionsOf: async (npis) => ((await late.get()) ?? noCorrections).correctionsOf(npis),
    close: late.close,
  };
}
