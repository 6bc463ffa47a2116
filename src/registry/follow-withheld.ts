import type { Registry } from "./registry.ts";
import type { WithheldNpis } from "./withheld-store.ts";

interface Followed {
  /** A cheap look: the file of the release that is current. */
  currentFile(): Promise<string>;
  open(file: string): Promise<Registry>;
}

/** Who is withheld by the release that is current, whichever that is: for whoever outlives releases. */
export function followWithheld({
  currentFile,
  open,
}: Followed): Pick<Registry, "withheld" | "close"> {
  let opened: { file: string; registry: Promise<Registry> } | undefined;

  async function leave(former: typeof opened): Promise<void> {
    if (opened === former) opened = undefined;
    const registry = await former?.registry.catch(() => undefined);
    await registry?.close();
  }

  async function withheld(): Promise<WithheldNpis> {
    const file = await currentFile();
    if (opened !== undefined && opened.file !== file) await leave(opened);
    opened ??= { file, registry: open(file) };
    const asked = opened;
    try {
      return await (await asked.registry).withheld();
    } catch (error) {
      // Also one that was updated in its place: the next look is at what it is now.
      await leave(asked);
      throw error;
    }
  }

  return {
    withheld: () => withheld().catch(withheld),
    close: () => leave(opened),
  };
}
