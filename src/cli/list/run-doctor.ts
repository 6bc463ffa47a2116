import type { Config, Flags } from "../../config.ts";
import { type Examination, examine } from "../../list/doctor/examine.ts";
import { HeartbeatError, InterruptedError, UsageError } from "../../model/errors.ts";
import { parseMapOption } from "../../table/columns/map-option.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { pathIn } from "../files/output-path.ts";
import { listOverrides, openList, overridesOf } from "../input/list.ts";
import { type Annotation, annotationLines } from "../screen/annotations.ts";
import { createOutput } from "../screen/output.ts";
import { createProgress } from "../screen/progress.ts";
import { reportError } from "../screen/report-error.ts";
import { examinationText, findingAnnotation } from "./doctor-screen.ts";

export interface DoctorArguments {
  /** `-` for standard input. */
  files: readonly string[];
  strict: boolean;
  flags: Flags;
}

/** A list that cannot be read, among others. */
interface Unread {
  file: string;
  error: { code: string; message: string };
}

/** One list after the other; one that cannot be read does not keep the next from being looked at. */
export async function runDoctor(given: DoctorArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  if (given.files.filter((file) => file === "-").length > 1) {
    throw new UsageError("stdin_twice", "Standard input is named twice.", "Name it once.");
  }
  parseMapOption(overridesOf(config));
  const files: (Examination | Unread)[] = [];
  const annotations: Annotation[] = [];
  let code = 0;
  for (const file of given.files.map((name) => pathIn(app.io.cwd, name))) {
    try {
      const examined = await examineFile(file, app, config);
      files.push(examined);
      annotations.push(...examined.findings.map((one) => findingAnnotation(file, one)));
      if (!config.settings.json) {
        await out.data(
          `${files.length > 1 ? "\n" : ""}${examinationText(examined, out.dataPaint)}`,
        );
      }
    } catch (error) {
      if (!(error instanceof HeartbeatError) || error instanceof InterruptedError) throw error;
      code = Math.max(code, reportError(error, app.io, config.settings.no_color));
      const { code: name, message } = error;
      files.push({ file, error: { code: name, message } });
      annotations.push({ severity: "error", file, title: name, text: message });
    }
  }
  if (config.settings.json) await out.json({ schema_version: 1, files: files.map(toJson) });
  if (app.io.env.GITHUB_ACTIONS === "true") {
    for (const line of annotationLines(annotations)) out.note(line);
  }
  const unsound = files.filter((file) => "findings" in file && isUnsound(file)).length;
  if (code !== 0 || !given.strict || unsound === 0) return code;
  out.note(
    `--strict: ${unsound === 1 ? "1 list has" : `${unsound} lists have`} errors or warnings.`,
  );
  return 7;
}

async function examineFile(file: string, app: App, config: Config): Promise<Examination> {
  const { io } = app;
  const table = await openList(app, config, file, "keep");
  return closing(table, async () => {
    const progress = await createProgress(io, config.settings);
    try {
      return await examine(table, await listOverrides(config, table.columns), {
        signal: io.signal,
        onProgress: ({ rows }) => progress.update({ step: "Examining", done: rows, unit: "rows" }),
      });
    } finally {
      progress.stop();
    }
  });
}

function isUnsound({ findings }: Examination): boolean {
  return findings.some(({ severity }) => severity !== "note");
}

function toJson(file: Examination | Unread) {
  if (!("findings" in file)) return file;
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of file.findings) counts[severity]++;
  const { findings, ...list } = file;
  return { ...list, errors: counts.error, warnings: counts.warning, notes: counts.note, findings };
}
