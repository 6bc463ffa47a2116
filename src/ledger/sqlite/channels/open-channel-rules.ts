import { stat } from "node:fs/promises";
import { noChannelRules } from "../../../model/channel-rules.ts";
import { ServiceError, systemErrorCode } from "../../../model/errors.ts";
import type { ChannelStore, NoticeCounts, StatedChannelRules } from "../../channel-store.ts";
import { openLateStore } from "../../late-store.ts";
import { type ChannelStoreOptions, channelFile, openChannelStore } from "./sqlite-channel-store.ts";

/** Codes of a file that nobody has made yet. */
const absent: readonly string[] = ["ENOENT", "ENOTDIR"];

/**
 * The flags of channels for whoever only asks: nothing is made where there are none. A file that is
 * there and cannot be used is refused at once; one that comes while somebody asks is noticed.
 *
 * @param folder of the ledger, there or not; to be closed by the caller
 */
export async function openChannelRules(
  folder: string,
  options: ChannelStoreOptions,
): Promise<StatedChannelRules & NoticeCounts & { close(): Promise<void> }> {
  const late = await openLateStore(async (): Promise<ChannelStore | undefined> => {
    return (await isThere(channelFile(folder))) ? openChannelStore(folder, options) : undefined;
  });
  return {
    flagsOf: async (batch) => ((await late.get()) ?? noChannelRules).flagsOf(batch),
    state: async () => (await late.get())?.state() ?? "no notices",
    counts: async () => (await late.get())?.counts() ?? [],
    close: late.close,
  };
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    if (absent.includes(code)) return false;
    throw new ServiceError(
      "ledger_unreadable",
      `The ledger file ${path} cannot be looked at (${code}).`,
      "Check who owns its folder.",
    );
  }
}
