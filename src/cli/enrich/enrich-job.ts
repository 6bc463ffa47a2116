import type { Config, Flags } from "../../config.ts";
import type { DedupeMode } from "../../enrich/dedupe/dedupe-outcome.ts";
import type { Survivors } from "../../enrich/dedupe/survivors.ts";
import type { Journal } from "../../enrich/journal/journal.ts";
import type { SettledContext, Survey } from "../../enrich/receipt/receipt.ts";
import type { AnswerTerms } from "../../enrich/refresh/answer-terms.ts";
import type { KnownList } from "../../enrich/rows/survey.ts";
import type { WritePlan } from "../../enrich/write/plan-writing.ts";
import type { WriteMode } from "../../enrich/write/write-mode.ts";
import type { StatedChannelRules } from "../../ledger/channel-store.ts";
import type { CanaryOutcome } from "../../list/canaries/canary.ts";
import type { Disclosures } from "../../model/disclosures.ts";
import type { OutputFormat } from "../../table/output-format.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";
import type { CheckArguments } from "../checks/check-options.ts";
import type { NotableRows } from "../checks/notable-rows.ts";
import type { RunChecks } from "../checks/run-checks.ts";
import type { LoadedDecisions } from "../decisions/load-decisions.ts";
import type { Earlier } from "../input/earlier-terms.ts";
import type { ReceiptPlace } from "../input/receipt-place.ts";
import type { Claim } from "../runs/claim-outputs.ts";
import type { WrittenFiles } from "../runs/written-files.ts";
import type { Output } from "../screen/output.ts";
import type { RunTeller } from "./run-teller.ts";

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
  /** Asks about all rows of an enriched list once more; undefined for any other run. */
  refresh?: RefreshArguments | undefined;
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

interface RefreshArguments {
  /** Where the changed cells go. */
  changes: string | undefined;
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
  changes: string | undefined;
  saveMap: string | undefined;
  junit: string | undefined;
  /** Page about the run. */
  report: string | undefined;
  receipt: ReceiptPlace;
  dedupe: DedupeJob | undefined;
  checks: RunChecks;
  /** What people decided, of whatever list. */
  decisions: LoadedDecisions | undefined;
  tell: RunTeller;
  /** Of several lists: what has to wait until all of them are done. */
  afterAll?: (work: () => Promise<void>) => void;
  /** Whether what is in the way may be replaced. */
  force: boolean;
  /** Of a dry run that is to be planned: writes the plan, instead of saying what would be done. */
  toPlan?: (table: Table, list: PlannedList, job: PlannedJob) => Promise<void>;
  /** Of a run that was planned. */
  planned?: PlanCheck;
  /** undefined for a dry run. */
  claim?: Claim;
  started: number;
  startedAt: Date;
}

/** A list as a plan tells of it; its context where it was settled without asking elsewhere. */
export type PlannedList = KnownList & Partial<SettledContext>;

/** What of a job a plan tells. */
export type PlannedJob = Pick<OpenJob, "config" | "given" | "format" | "fieldsSaid" | "output"> &
  Pick<ReadJob, "minConfidence" | "targetPrecision" | "writePlan">;

/** Throws where a run is not what was planned. */
export interface PlanCheck {
  /** Before anybody is asked. */
  requireList(table: Table, list: KnownList, job: Omit<PlannedJob, "writePlan">): void;
  requireContext(survey: Survey, writePlan: WritePlan | undefined): void;
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
  channels: StatedChannelRules;
}

/** What only the reading of the list can tell, too. */
export interface ReadJob extends SettledJob {
  /** Undefined where the list's own cells stay as they are. */
  writePlan: WritePlan | undefined;
}

/** What is kept of a run while it is under way. */
export interface KeptJob extends ReadJob {
  /** What its answers hang on; undefined where that is not known. */
  answerTerms: AnswerTerms | undefined;
  /** undefined where it cannot be resumed. */
  journal: Journal | undefined;
  record: WrittenFiles | undefined;
  /** What came back of the canaries; undefined where there are none. */
  canaries: CanaryOutcome | undefined;
  notable: NotableRows;
}
