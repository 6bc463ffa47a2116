import type { Config } from "../config.ts";
import type { LateStore } from "../ledger/late-store.ts";
import type { SuppressionStore } from "../ledger/suppression-store.ts";
import { noSuppressions, type Suppressions } from "../model/suppressions.ts";
import type { Registry } from "../registry/registry.ts";
import { nobodyWithheld } from "../registry/withheld-store.ts";

/** The ledger's suppressions, with what the registry that answers knows of them. */
export interface AnsweringSuppressions {
  /** Answers are from this registry from now on; undefined: from none. */
  answerFrom(registry: Pick<Registry, "withheld"> | undefined): void;
  /** Whoever is suppressed; makes no ledger, and notices one that comes. */
  of(config: Config): Promise<Suppressions>;
  /**
   * What answers of that registry hang on: another text after every change. Undefined where there is
   * none, or it does not know of all suppressions.
   */
  state(config: Config): Promise<string | undefined>;
  close(): Promise<void>;
}

/** @param openStore undefined where there is no ledger */
export function createAnsweringSuppressions(
  openStore: (config: Config) => Promise<SuppressionStore | undefined>,
): AnsweringSuppressions {
  let answering: Pick<Registry, "withheld"> | undefined;
  let opened: Promise<LateStore<SuppressionStore>> | undefined;

  async function open(config: Config): Promise<LateStore<SuppressionStore>> {
    const { openLateStore } = await import("../ledger/late-store.ts");
    return openLateStore(() => openStore(config));
  }

  return {
    answerFrom(registry) {
      answering = registry;
    },
    async of(config) {
      opened ??= open(config);
      const { get } = await opened;
      const { knowingWithheld } = await import("../registry/withheld-suppressions.ts");
      const ledger: Suppressions = {
        areSuppressed: async (batch) => ((await get()) ?? noSuppressions).areSuppressed(batch),
        ghostsAt: async (...asked) => ((await get()) ?? noSuppressions).ghostsAt(...asked),
        number: async () => ((await get()) ?? noSuppressions).number(),
      };
      return knowingWithheld(ledger, async () => (await answering?.withheld()) ?? nobodyWithheld);
    },
    async state(config) {
      if (answering === undefined) return undefined;
      opened ??= open(config);
      const ledger = await (await opened).get();
      const { number, event } = (await ledger?.lastChange()) ?? { number: 0, event: "no ledger" };
      const { mark } = await answering.withheld();
      return (mark?.number ?? 0) === number
        ? `${ledger?.ledger ?? ""} ${number} ${event}`
        : undefined;
    },
    async close() {
      await (await opened?.catch(() => undefined))?.close();
    },
  };
}
