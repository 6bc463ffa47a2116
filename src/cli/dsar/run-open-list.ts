import { randomBytes } from "node:crypto";
import type { Config, Flags } from "../../config.ts";
import { countOccurrences, type Occurrences } from "../../contacts/occurrences.ts";
import { createRejectList, writeRejects } from "../../contacts/reject-list.ts";
import { californiaDay } from "../../dsar/california-day.ts";
import { intakeColumns } from "../../dsar/intake/intake-columns.ts";
import { openList as enterList, type ListedRequests } from "../../dsar/intake/open-list.ts";
import { intakeProblems, readIntake } from "../../dsar/intake/read-intake.ts";
import { InterruptedError } from "../../model/errors.ts";
import { createRowReader } from "../../suppress/read-rows.ts";
import type { Table } from "../../table/table.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { occurrenceLines } from "../contacts/contacts-screen.ts";
import { checkOutputs, pathIn } from "../files/output-path.ts";
import { openList } from "../input/list.ts";
import { createOutput, type Output } from "../screen/output.ts";
import { count, counted } from "../screen/progress.ts";
import { nameContext, settleSuppressionColumns } from "../suppress/suppression-columns.ts";
import { readBusinessCalendar } from "./business-calendar.ts";
import { keepMinorOutNow } from "./keep-minor-out-now.ts";
import { knowAnsweredWords, othersData } from "./others-screen.ts";
import { openPeopleOnFile } from "./people-on-file.ts";

export interface DsarOpenListArguments {
  from: string;
  rejects?: string;
  force?: true;
  flags: Flags;
}

/** Many requests from a list: each row is entered, known already, or rejected with its number. */
export async function runDsarOpenList(given: DsarOpenListArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const file = pathIn(app.io.cwd, given.from);
  const rejects = given.rejects === undefined ? undefined : pathIn(app.io.cwd, given.rejects);
  if (rejects !== undefined) {
    await checkOutputs(file, [{ flag: "--rejects", path: rejects }], given.force === true);
  }
  const table = await openList(app, config, file, "drop");
  return closing(table, async () => {
    const { done, problems } = await enter(table, rejects, { app, config, out });
    for (const line of endLines(done, problems, rejects)) out.note(line);
    if (config.settings.json) await out.json({ schema_version: 1, ...toJson(done), problems });
    else if (done.entered.length > 0) await out.data(lines(done));
    return 0;
  });
}

async function enter(
  table: Table,
  rejects: string | undefined,
  { app, config, out }: { app: App; config: Config; out: Output },
): Promise<{ done: ListedRequests; problems: Record<string, Occurrences> }> {
  const { signal, unfinished, date } = app.io;
  const columns = intakeColumns(table.columns);
  const person = withoutColumns(table, new Set(columns.values()));
  const read = createRowReader(await settleSuppressionColumns(person, [], { app, config, out }));
  const calendar = await readBusinessCalendar(config);
  const rules = { columns, read, calendar, today: californiaDay(date()) };
  const list = createRejectList();
  const problems = countOccurrences();
  const people = await openPeopleOnFile(app, config);
  try {
    const done = await closing(await app.openRequests(config), (store) =>
      enterList(table, {
        ...{ store, now: date, random: randomBytes, people, signal },
        context: nameContext(config),
        read: (row) => readIntake(row, rules),
        onReject(row, problem) {
          list.add(row, `${problem}: ${intakeProblems[problem]}`);
          problems.add(problem, row.number);
        },
        onMinor: (id) => keepMinorOutNow(id, app, config, out),
        onProgress: (rows) => out.detail(counted(rows, "row")),
      }),
    ).catch((error: unknown) => {
      throw signal.aborted
        ? new InterruptedError("The same command enters the rest, and nobody twice.")
        : error;
    });
    if (rejects !== undefined && list.length > 0) {
      await writeRejects(rejects, table, list, { signal, unfinished });
    }
    return { done, problems: problems.counts() };
  } finally {
    await people?.close();
  }
}

/** A list as if these columns said nothing: no day and no type is taken for something of a person. */
function withoutColumns(table: Table, left: ReadonlySet<number>): Table {
  const blank = (cells: readonly string[]) => cells.map((cell, i) => (left.has(i) ? "" : cell));
  return {
    ...table,
    columns: blank(table.columns),
    async *rows(options) {
      for await (const rows of table.rows(options)) {
        yield rows.map((row) => ({ ...row, cells: blank(row.cells) }));
      }
    },
    sha256: () => table.sha256(),
    close: () => table.close(),
  };
}

function lines({ entered }: ListedRequests): string {
  const rows = entered.map(({ row, id, due, alsoOpen }) => [row, id, due, alsoOpen.join(" ")]);
  return `${["row,request,due,also_open", ...rows].join("\n")}\n`;
}

function toJson({ entered, ...counts }: ListedRequests) {
  const rows = entered.map(({ row, id, due, ...others }) => ({
    ...{ row, id, due },
    ...othersData(others),
  }));
  return { ...counts, entered: rows };
}

/** Which rows that are is in `also_open`; what is theirs to be told again, by row. */
function othersOfRows(entered: ListedRequests["entered"]): string[] {
  const twice = entered.filter(({ alsoOpen }) => alsoOpen.length > 0).length;
  const told = entered.flatMap(({ row, ...others }) => {
    const words = knowAnsweredWords(others);
    return words === undefined ? [] : [`Row ${row}, requests to know that were answered: ${words}`];
  });
  return [
    ...(twice === 0
      ? []
      : [
          `Also open: ${counted(twice, "row")} of somebody who has another open request of that type, by what was said.`,
          "Each keeps its day of receipt and has its own answer; its work is done once.",
        ]),
    ...told,
  ];
}

function endLines(
  { rows, entered, known, rejected }: ListedRequests,
  problems: Record<string, Occurrences>,
  rejects: string | undefined,
): string[] {
  const line = (name: string, n: number) => `  ${name.padEnd(17)}  ${count(n).padStart(9)}`;
  return [
    ...["", line("entered", entered.length), line("known already", known)],
    ...[line("rejected", rejected), line("rows", rows)],
    ...othersOfRows(entered),
    ...occurrenceLines("Rejected:", problems, intakeProblems),
    ...(rejected === 0
      ? []
      : [
          rejects === undefined
            ? "To mend what was not entered: the same command with --rejects FILE"
            : `${counted(rejected, "row")} to mend in ${rejects}`,
        ]),
  ];
}
