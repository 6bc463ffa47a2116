import type { Flags } from "../../config.ts";
import { type CorrectGiven, correct, correctionDecisions } from "../../dsar/correct/correct.ts";
import { readCorrectedValues } from "../../dsar/correct/read-corrected-values.ts";
import { UsageError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import { readKeptFile } from "../files/read-kept-file.ts";
import { readPersonText } from "../files/read-person-text.ts";
import type { Io } from "../io.ts";
import { createOutput } from "../screen/output.ts";
import { counted } from "../screen/progress.ts";
import { nextLetter, recipientLines } from "./choice-screen.ts";
import { withChoices } from "./with-choices.ts";

export interface DsarCorrectArguments {
  id: string;
  decision: string;
  groundsFile: string;
  documents?: string;
  from?: string;
  flags: Flags;
}

export async function runDsarCorrect(given: DsarCorrectArguments, app: App): Promise<number> {
  const { id } = given;
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const asked = await readCorrection(given, app.io);
  const done = await withChoices(app, config, out, (world) => correct(world, id, asked));
  if (asked.decision === "deny") out.note("Denied: nothing of the profile has changed");
  else {
    out.note(`Put right, for good: ${counted(done.fields.length, "field")}`);
    for (const line of recipientLines(done.recipients, "before")) out.note(line);
  }
  nextLetter(out, id);
  if (config.settings.json) await out.json({ schema_version: 1, id, ...done });
  return 0;
}

async function readCorrection(
  { decision: typed, groundsFile, documents: sent, from }: DsarCorrectArguments,
  io: Io,
): Promise<CorrectGiven> {
  const decision = correctionDecisions.find((one) => one === typed.trim().toLowerCase());
  if (decision === undefined) {
    throw new UsageError(
      "usage",
      "--decision is none of those there are.",
      `One of: ${correctionDecisions.join(", ")}.`,
    );
  }
  if (decision === "deny" && from !== undefined) {
    throw new UsageError("usage", "What is denied has no right values.", "Leave --from away.");
  }
  const grounds = (await readKeptFile(groundsFile, "--grounds-file", io)) ?? new Uint8Array();
  const documents = await readKeptFile(sent, "--documents", io);
  if (decision === "deny") return { decision, grounds, documents, values: [] };
  const text = await readPersonText(from ?? "-", io, {
    ask: "Say what is right: lines like `practice.phone: 614-555-0101`, then Ctrl-D.",
    example: "practice.phone: 614-555-0101",
  });
  return { decision, grounds, documents, values: readCorrectedValues(text) };
}
