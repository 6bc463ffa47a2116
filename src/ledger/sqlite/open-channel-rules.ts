import { stat } from "node:fs/promises";
import { type ChannelRules, noChannelRules } from "../../model/channel-rules.ts";
import { ServiceError, systemErrorCode } from "../../model/errors.ts";
import type { ChannelStore, NoticeCounts } from "../channel-store.ts";
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
): Promise<ChannelRules & NoticeCounts & { close(): Promise<void> }> {
  let store: ChannelStore | undefined;
  let opening: Promise<ChannelStore | undefined> | undefined;

  async function open(): Promise<ChannelStore | undefined> {
    if (!(await isThere(channelFile(folder)))) return undefined;
    store = await openChannelStore(folder, options);
    return store;
  }

  /** Of those who ask at the same time one opens it; who asks after a failure tries again. */
  async function opened(): Promise<ChannelStore | undefined> {
    if (store !== undefined) return store;
    opening ??= open().finally(() => {
      opening = undefined;
    });
    return opening;
  }

  await opened();
  return {
    flagsOf: async (batch) => ((await opened()) ?? noChannelRules).flagsOf(batch),
    counts: async () => (await opened())?.counts() ?? [],
    async close() {
      await opening?.catch(() => undefined);
      await store?.close();
    },
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
