import type { Config } from "../../config.ts";
import type { ChoiceWorld } from "../../dsar/choices/choice-world.ts";
import type { CorrectionStore } from "../../ledger/correction-store.ts";
import type { App } from "../app.ts";
import { noLedger } from "../ledger/ledger-folder.ts";
import { bringRegistryUpToDate } from "../registry/bring-registry-up-to-date.ts";
import type { Output } from "../screen/output.ts";
import { nameContext } from "../suppress/suppression-columns.ts";
import { openPeopleOnFile } from "./people-on-file.ts";

type Opened = ChoiceWorld & { corrections: CorrectionStore };

/** Everything that somebody's choice about their data needs, open for as long as `work` takes. */
export async function withChoices<R>(
  app: App,
  config: Config,
  out: Pick<Output, "note">,
  work: (world: Opened) => Promise<R>,
): Promise<R> {
  const open: { close(): Promise<void> }[] = [];
  const kept = <T extends { close(): Promise<void> } | undefined>(resource: T): T => {
    if (resource !== undefined) open.push(resource);
    return resource;
  };
  try {
    const store = kept(await app.existingRequests(config));
    if (store === undefined) throw noLedger(config);
    const suppressions = kept(await app.openSuppressions(config));
    const corrections = kept(await app.openCorrections(config));
    const disclosures = kept(await app.openDisclosures(config));
    const people = kept(await openPeopleOnFile(app, config));
    return await work({
      ...{ store, suppressions, corrections, disclosures, people },
      ...{ now: app.io.date, context: nameContext(config) },
      bringUpToDate: (known) => bringRegistryUpToDate(app, config, out, known),
    });
  } finally {
    for (const resource of open.reverse()) await resource.close();
  }
}
