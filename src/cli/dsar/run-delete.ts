import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Flags } from "../../config.ts";
import { deletePerson } from "../../dsar/erase/delete-person.ts";
import { InputError, systemErrorCode } from "../../model/errors.ts";
import { makeFolders } from "../../table/files/make-folders.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { pathIn } from "../files/output-path.ts";
import { writePrivate } from "../files/write-private.ts";
import { createOutput } from "../screen/output.ts";
import { counted } from "../screen/progress.ts";
import { withErasureWorld } from "./erasure-world.ts";

export interface DsarDeleteArguments {
  id: string;
  plan: string;
  out?: string;
  flags: Flags;
}

export async function runDsarDelete(given: DsarDeleteArguments, app: App): Promise<number> {
  const { io } = app;
  const { id } = given;
  const config = await app.configure(given.flags);
  const out = createOutput(io, config.settings);
  const bytes = await readPlanFile(pathIn(io.cwd, given.plan));
  const folder = pathIn(io.cwd, given.out ?? `${id}.deletion`);
  const write = async (name: string, text: string) => {
    await makeFolders(folder, 0o700);
    await writePrivate(join(folder, name), text, io);
  };
  const { response, notices } = await closing(await app.openSuppressions(config), (suppressions) =>
    withErasureWorld(app, config, (world) =>
      deletePerson({ ...world, suppressions, write }, id, bytes),
    ),
  );
  out.note(
    response === "complied"
      ? "Erased, looked for again, and nothing found: complied"
      : "Erased but for what an exception keeps: partly",
  );
  out.note(`Receipt and ${counted(notices, "notice")} to send: ${folder}`);
  out.note(`Next: heartbeat dsar letter --id ${id}`);
  if (config.settings.json) await out.json({ schema_version: 1, response, notices, folder });
  return 0;
}

async function readPlanFile(path: string): Promise<Buffer> {
  return readFile(path).catch((error: unknown) => {
    throw new InputError(
      "plan_unreadable",
      `The plan ${path} cannot be read (${systemErrorCode(error) ?? "unknown error"}).`,
      "Name the file that heartbeat dsar plan has written.",
    );
  });
}
