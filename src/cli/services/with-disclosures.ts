import type { Config } from "../../config.ts";
import type { Disclosures } from "../../model/disclosures.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";

/**
 * Work with the record of who was told about whom, where answers are given in this process; a
 * service elsewhere keeps its own. It is open before anything is asked: a run that cannot record
 * tells nothing.
 */
export async function withDisclosures<R>(
  app: App,
  config: Config,
  { traits }: Pick<SearchService, "traits">,
  work: (disclosures: Disclosures | undefined) => Promise<R>,
): Promise<R> {
  return traits.local ? closing(await app.openDisclosures(config), work) : work(undefined);
}
