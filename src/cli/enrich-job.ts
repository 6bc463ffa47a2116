import type { Config, Flags } from "../config.ts";
import type { DedupeMode } from "../enrich/dedupe/dedupe-outcome.ts";
import type { Survivors } from "../enrich/dedupe/survivors.ts";
import type { Journal } from "../enrich/journal/journal.ts";
import type { WritePlan } from "../enrich/write/plan-writing.ts";
import type { WriteMode } from "../enrich/write/write-mode.ts";
import type { ChannelRules } from "../model/channel-rules.ts";
import type { Disclosures } from "../model/disclosures.ts";
import type { OutputFormat } from "../table/output-format.ts";
import type { App } from "./app.ts";
import type { CheckArguments } from "./check-options.ts";
import type { Claim } from "./claim-outputs.ts";
import type { Earlier } from "./earlier-terms.ts";
import type { LoadedDecisions } from "./load-decisions.ts";
import type { Output } from "./output.ts";
import type { ReceiptPlace } from "./receipt-place.ts";
import type { RunTeller } from "./run-teller.ts";
import type { WrittenFiles } from "./written-files.ts";

/** What was typed, of however many lists. */
export interface EnrichCall extends Omit<EnrichArguments, "file"> {
  files: readonly string[];
}

export interface EnrichArguments {
  /** `-` for standard input. */
  file: string;
  /** `-` for standard output; undefined for `<name>.enriched.<ext>` beside the input. */
  output: string | undefined;
  rejects: string | undefined;
  provenance: string | undefined;
  saveMap: string | undefined;
  /** false for none, undefined for beside the output, or in it where it is a workbook. */
  receipt: string | false | undefined;
  dryRun: boolean;
  force: boolean;
  replaceHb: boolean;
  /** Take up nothing of an earlier run. */
  fresh: boolean;
  /** Asks only about the rows of an enriched list that have no answer. */
  retryErrors: boolean;
  /** Undefined where only `hb_` columns are added. */
  write: WriteMode | undefined;
  /** What becomes of rows that are somebody whom an earlier row names; undefined: not looked for. */
  dedupe: DedupeMode | undefined;
  /** Enriched lists whose people count as seen before. */
  dedupeAgainst: readonly string[];
  /** Where the log of duplicates goes, undefined for beside the output. */
  duplicates: string | undefined;
  checks: CheckArguments;
  flags: Flags;
}

/** Duplicates are looked for. */
interface DedupeJob {
  mode: DedupeMode;
  /** Of all lists of the command. */
  survivors: Survivors;
  /** What the list is called among them. */
  list: string;
  /** Where its log goes; undefined where none is kept. */
  log: string | undefined;
}

/** One run with everything it needs settled before its list is open. */
export interface Job {
  app: App;
  given: EnrichArguments;
  config: Config;
  out: Output;
  input: string;
  output: string;
  rejects: string | undefined;
  provenance: string | undefined;
  saveMap: string | undefined;
  receipt: ReceiptPlace;
  dedupe: DedupeJob | undefined;
  /** What people decided, of whatever list. */
  decisions: LoadedDecisions | undefined;
  tell: RunTeller;
  /** Of several lists: what has to wait until all of them are done. */
  afterAll?: (work: () => Promise<void>) => void;
  /** Whether what is in the way may be replaced. */
  force: boolean;
  /** undefined for a dry run. */
  claim?: Claim;
  started: number;
  startedAt: Date;
}

/** A job whose list is open. */
export interface OpenJob extends Job {
  format: OutputFormat;
  /** Profile columns of the output, and how they were asked for. */
  fields: readonly string[];
  fieldsSaid: string;
  earlier: Earlier | undefined;
}

/** What only the registry can tell, too. */
export interface SettledJob extends OpenJob {
  minConfidence: number;
  /** What it was chosen for. */
  targetPrecision: number | undefined;
  /** undefined for a dry run, and where a service elsewhere keeps its own. */
  disclosures: Disclosures | undefined;
  channels: ChannelRules;
}

/** What only the reading of the list can tell, too. */
export interface ReadJob extends SettledJob {
  /** Undefined where the list's own cells stay as they are. */
  writePlan: WritePlan | undefined;
}

/** What is kept of a run while it is under way. */
export interface KeptJob extends ReadJob {
  /** undefined where it cannot be resumed. */
  journal: Journal | undefined;
  record: WrittenFiles | undefined;
}
