import type { Config } from "../../config.ts";
import type { ChannelNotice, ChannelStore } from "../../ledger/channel-store.ts";
import type { App } from "../app.ts";

/** Where a list's opt-outs go: the ledger, which is not made for a list that has none. */
export interface OptOutSink {
  /** Returns how many of them said something new. */
  add(notices: readonly ChannelNotice[]): Promise<number>;
  close(): Promise<void>;
}

export function openOptOuts(app: App, config: Config): OptOutSink {
  let store: ChannelStore | undefined;
  return {
    async add(notices) {
      store ??= await app.openChannels(config);
      return store.add(notices);
    },
    close: async () => store?.close(),
  };
}
