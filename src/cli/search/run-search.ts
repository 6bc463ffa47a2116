import type { Config, Flags } from "../../config.ts";
import type { ChannelRules } from "../../model/channel-rules.ts";
import { type Disclosures, localRecipient } from "../../model/disclosures.ts";
import { UsageError } from "../../model/errors.ts";
import {
  type SearchAnswer,
  type SearchHit,
  type SearchQuery,
  USUAL_PAGE,
} from "../../model/search.ts";
import { type Suppressions, suppressionKeysOfProfile } from "../../model/suppressions.ts";
import { respectChannels } from "../../normalize/contacts/respect-channels.ts";
import type { SearchService } from "../../service/search-service.ts";
import { formatOfName } from "../../table/output-format.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { recordedFirst } from "../enrich/recording-writer.ts";
import { checkOutputs, pathIn } from "../files/output-path.ts";
import { createOutput, type Output } from "../screen/output.ts";
import { count } from "../screen/progress.ts";
import { withDisclosures } from "../services/with-disclosures.ts";
import { wholeNumber } from "../typed/whole-number.ts";
import { openSearchOutput } from "./search-output.ts";
import { searchPages } from "./search-pages.ts";
import { readQuery, type SearchOptions, typedQuery } from "./search-query.ts";
import { createSearchWriter, type SearchFormat, searchFormats } from "./search-writers.ts";

export interface SearchArguments {
  filters: SearchOptions;
  query: string | undefined;
  limit: string | undefined;
  all: boolean;
  cursor: string | undefined;
  format: string | undefined;
  output: string | undefined;
  force: boolean;
  flags: Flags;
}

const mostLimit = 10_000_000;

type Asking = NonNullable<SearchService["search"]>;

interface Search {
  query: SearchQuery;
  /** Results wanted at most. */
  most: number;
  app: App;
  out: Output;
  suppressions: Suppressions;
  channels: ChannelRules;
  /** undefined where a service elsewhere keeps its own. */
  disclosures: Disclosures | undefined;
}

/** What a run came to, page by page. */
interface Shown {
  release: string;
  fit: number;
  shown: number;
  next: string | undefined;
}

/** Nobody who fits is an answer too: exit 0. */
export async function runSearch(given: SearchArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const output = pathIn(app.io.cwd, given.output ?? "-");
  const format = formatOf(given, output, app);
  refuseBesideJson(given, config);
  refuseTwoLimits(given);
  const query = await queryOf(given, app);
  await checkOutputs("-", [{ flag: "--output", path: output }], given.force);
  const most = given.all ? mostLimit : limitOf(given.limit, query.limit);
  const suppressions = await app.suppressions(config);
  return closing(await app.channelRules(config), async (channels) =>
    closing(await app.openService(config), (service) =>
      withDisclosures(app, config, service, async (disclosures) => {
        const search = { query, most, app, out, suppressions, channels, disclosures };
        const pages = tellablePages(search, searchOf(service));
        if (config.settings.json) await printJson(pages, search);
        else await write(pages, search, service, { format, output, force: given.force });
        return 0;
      }),
    ),
  );
}

function formatOf({ format }: SearchArguments, output: string, { io }: App): SearchFormat {
  const isShown = output === "-" && io.stdout.isTTY === true;
  const asked = format ?? (isShown ? "table" : (formatOfName(output) ?? "csv"));
  const known = searchFormats.find((one) => one === asked);
  if (known !== undefined) return known;
  throw new UsageError(
    "usage",
    "A search is written as table, csv or ndjson.",
    "Say so with --format, or name --output so; for a workbook, open the CSV in a spreadsheet.",
  );
}

function refuseBesideJson({ format, output }: SearchArguments, { settings }: Config): void {
  if (!settings.json || (format ?? output) === undefined) return;
  throw new UsageError(
    "usage",
    "--json prints the answer as it is: it goes with neither --format nor --output.",
    "Leave --json away, or write --format ndjson for one line a result.",
  );
}

function refuseTwoLimits({ all, limit }: SearchArguments): void {
  if (!all || limit === undefined) return;
  throw new UsageError("usage", "--all and --limit contradict each other.", "Leave one away.");
}

async function queryOf(
  { filters, query, cursor }: SearchArguments,
  app: App,
): Promise<SearchQuery> {
  if (query !== undefined && Object.keys(filters).length > 0) {
    throw new UsageError(
      "usage",
      "--query stands in the place of a name and of filters.",
      "Put them into the file, or leave --query away.",
    );
  }
  const asked =
    query === undefined
      ? typedQuery(filters)
      : await readQuery(query === "-" ? query : pathIn(app.io.cwd, query), app.io);
  return cursor === undefined ? asked : { ...asked, cursor };
}

function limitOf(typed: string | undefined, asked = USUAL_PAGE): number {
  return typed === undefined ? asked : wholeNumber("--limit", typed, 1, mostLimit);
}

function searchOf(service: SearchService): Asking {
  if (service.search !== undefined) return service.search.bind(service);
  throw new UsageError(
    "search_not_offered",
    `${service.label} answers leads one by one and cannot be searched.`,
    "Search a registry of your own, or a heartbeat service.",
  );
}

/**
 * Pages without those of whom nothing may be told, who do not count either; the others are recorded,
 * and come without what may not be used.
 */
async function* tellablePages(
  { query, most, app, suppressions, channels, disclosures }: Search,
  search: Asking,
): AsyncGenerator<SearchAnswer> {
  let withheld = 0;
  for await (const page of searchPages(query, most, search, app.io.signal)) {
    const keys = page.results.map(({ profile }) => suppressionKeysOfProfile(profile));
    const hidden = await suppressions.areSuppressed(keys);
    const shown = page.results.filter((_, i) => hidden[i] === false);
    withheld += page.results.length - shown.length;
    const profiles = await respectChannels(
      shown.map(({ profile }) => profile),
      channels,
    );
    const results = shown.map((hit, i) => ({ ...hit, profile: profiles[i] ?? hit.profile }));
    const told = results.map(({ npi }) => npi);
    disclosures?.record(localRecipient, "profile", told);
    yield { ...page, count: page.count - withheld, results };
  }
}

async function printJson(
  pages: AsyncIterable<SearchAnswer>,
  { out, disclosures }: Search,
): Promise<void> {
  const results: SearchHit[] = [];
  let last: SearchAnswer | undefined;
  for await (const page of pages) {
    results.push(...page.results);
    last = page;
  }
  const { release, count: fit, next_cursor } = last as SearchAnswer;
  await disclosures?.flush();
  await out.json({ schema_version: 1, release, count: fit, results, next_cursor });
}

async function write(
  pages: AsyncIterable<SearchAnswer>,
  { query, app, out, disclosures }: Search,
  service: SearchService,
  { format, output, force }: { format: SearchFormat; output: string; force: boolean },
): Promise<void> {
  const info = await service.info();
  const isNamed = query.name !== undefined;
  const writer = createSearchWriter(format, { service, info, isNamed });
  const opened = await openSearchOutput(output, { out, io: app.io, force });
  const to = await recordedFirst(opened, output, disclosures);
  let shown: Shown | undefined;
  try {
    for await (const page of pages) {
      if (shown === undefined) await to.write(writer.begin());
      await to.write(await writer.page(page.results));
      shown = {
        release: page.release,
        fit: page.count,
        shown: (shown?.shown ?? 0) + page.results.length,
        next: page.next_cursor,
      };
    }
    await to.finish();
  } catch (error) {
    await to.abort();
    throw error;
  }
  if (shown !== undefined) sayWhatIsLeft(shown, output, out);
}

function sayWhatIsLeft({ fit, shown, next }: Shown, output: string, out: Output): void {
  const where = output === "-" ? "" : ` in ${output}`;
  if (fit === 0) out.note("Nobody fits.");
  else out.note(`${count(fit)} ${fit === 1 ? "fits" : "fit"}; ${count(shown)} shown${where}.`);
  if (next === undefined) return;
  out.note("More: the same command with --all or a larger --limit, or from here on with");
  out.note(`--cursor ${next}`);
}
