import { describe, expect, it } from "vitest";
import type { App } from "../../src/cli/app.ts";
import { applyCommand } from "../../src/cli/commands/apply.ts";
import { configCommand } from "../../src/cli/commands/config.ts";
import { enrichCommand } from "../../src/cli/commands/enrich.ts";
import { evaluateCommand } from "../../src/cli/commands/evaluate.ts";
import { explainCommand } from "../../src/cli/commands/explain.ts";
import { pingCommand } from "../../src/cli/commands/ping.ts";
import { planCommand } from "../../src/cli/commands/plan.ts";
import { registryCommand } from "../../src/cli/commands/registry.ts";
import { showCommand } from "../../src/cli/commands/show.ts";
import { createBareProgram } from "../../src/cli/program.ts";

/** What each command understood, with the work replaced. */
async function understood(line: string): Promise<unknown> {
  let seen: unknown;
  const see = async (given: unknown) => {
    seen = given;
    return 0;
  };
  const stream = { write: () => true };
  const app = { io: { stdout: stream, stderr: stream }, finish: () => undefined };
  const program = createBareProgram(app as unknown as App);
  const to = app as unknown as App;
  enrichCommand(program, to, see);
  planCommand(program, to, see);
  applyCommand(program, to, see);
  evaluateCommand(program, to, see);
  showCommand(program, to, see);
  explainCommand(program, to, see);
  configCommand(program, to, see);
  pingCommand(program, to, see);
  registryCommand(program, to, {
    ...{ import: see, importContacts: see, remove: see },
    ...{ status: see, calibrate: see },
  });
  await program.parseAsync(line.split(" "), { from: "user" });
  return seen;
}

const plainEnrich = {
  files: ["leads.csv"],
  output: undefined,
  rejects: undefined,
  saveMap: undefined,
  dryRun: false,
  force: false,
  replaceHb: false,
  retryErrors: false,
  dedupeAgainst: [],
  fresh: false,
  checks: {},
  flags: {},
};

const plainExplain = { file: "leads.csv", row: 17, saveMap: undefined, force: false, flags: {} };

describe("argv to options", () => {
  it.each<[string, unknown]>([
    ["enrich leads.csv", plainEnrich],
    ["enrich leads.csv -o out.csv --force", { ...plainEnrich, output: "out.csv", force: true }],
    ["enrich - --output -", { ...plainEnrich, files: ["-"], output: "-" }],
    [
      "enrich leads.csv --dry-run --rejects r.csv --replace-hb",
      { ...plainEnrich, dryRun: true, rejects: "r.csv", replaceHb: true },
    ],
    ["enrich leads.csv --report page.html", { ...plainEnrich, checks: { report: "page.html" } }],
    [
      "plan leads.csv --write fill -o plan.json --prior 0.5",
      {
        file: "leads.csv",
        output: "plan.json",
        force: false,
        call: {
          ...{ write: { mode: "fill" }, dedupeAgainst: [], replaceHb: false, fresh: false },
          ...{ retryErrors: false, checks: {}, flags: { prior: "0.5" } },
        },
      },
    ],
    [
      "apply plan.json --no-receipt -f",
      {
        ...{ plan: "plan.json", force: true, receipt: false, fresh: false },
        ...{ checks: {}, flags: {} },
      },
    ],
    ["enrich leads.csv --write append", plainEnrich],
    ["enrich --write fill leads.csv", { ...plainEnrich, write: { mode: "fill" } }],
    [
      "enrich leads.csv --write overwrite Phone Email --force",
      { ...plainEnrich, write: { mode: "overwrite", columns: ["Phone", "Email"] }, force: true },
    ],
    [
      "enrich leads.csv --map npi=Id --map zip=Post=Code",
      { ...plainEnrich, flags: { map: { npi: "Id", zip: "Post=Code" } } },
    ],
    [
      "enrich leads.csv --fail-if rows<1 --canaries known.csv --junit x.xml --fail-if error>0",
      {
        ...plainEnrich,
        checks: { canaries: "known.csv", junit: "x.xml" },
        flags: { fail_if: ["rows<1", "error>0"] },
      },
    ],
    ["enrich leads.csv --map phone=", { ...plainEnrich, flags: { map: { phone: "" } } }],
    [
      "enrich leads.csv --min-confidence 0.9 --batch-size 7 --concurrency 2 --fields identity",
      {
        ...plainEnrich,
        flags: { min_confidence: "0.9", batch_size: "7", concurrency: "2", fields: "identity" },
      },
    ],
    [
      "enrich leads.csv --name-order last_first --prior 0.5 --delimiter tab",
      { ...plainEnrich, flags: { name_order: "last_first", prior: "0.5", delimiter: "tab" } },
    ],
    [
      "evaluate out.csv --truth t.csv",
      {
        file: "out.csv",
        truth: "t.csv",
        options: { id: undefined, truthId: undefined, npi: "npi", inRegistry: undefined, by: [] },
        flags: {},
      },
    ],
    [
      "evaluate - --truth t.csv --id a --truth-id b --npi c --in-registry d --by e --by f --json",
      {
        file: "-",
        truth: "t.csv",
        options: { id: "a", truthId: "b", npi: "c", inRegistry: "d", by: ["e", "f"] },
        flags: { json: true },
      },
    ],
    ["show 1234567893", { npi: "1234567893", flags: {} }],
    ["explain leads.csv --row 17", plainExplain],
    [
      "explain leads.csv --row 17 --min-confidence 0.99",
      { ...plainExplain, flags: { min_confidence: "0.99" } },
    ],
    [
      "explain leads.csv --row 17 --map-file old.json --save-map new.json -f",
      { ...plainExplain, saveMap: "new.json", force: true, flags: { map_file: "old.json" } },
    ],
    ["registry import a.csv b.zip", { files: ["a.csv", "b.zip"], flags: {} }],
    ["registry status", { flags: {} }],
    ["registry calibrate", { sample: undefined, flags: {} }],
    ["registry calibrate --sample 2000", { sample: 2000, flags: {} }],
    [
      "enrich leads.csv --target-precision .995",
      { ...plainEnrich, flags: { target_precision: ".995" } },
    ],
    [
      "ping --service https://search.example --api-key-file key.txt",
      { flags: { service: "https://search.example", api_key_file: "key.txt" } },
    ],
    ["config show --origin", { origin: true, flags: {} }],
  ])("%s", async (line, expected) => {
    expect(await understood(line)).toEqual(expected);
  });

  it.each([
    "--registry reg enrich leads.csv",
    "enrich --registry reg leads.csv",
    "enrich leads.csv --registry reg",
  ])("takes a global option anywhere: %s", async (line) => {
    expect(await understood(line)).toEqual({ ...plainEnrich, flags: { registry: "reg" } });
  });

  it("takes every global option after a command of a command", async () => {
    const line =
      "registry status --registry r --service s --ledger l --ledger-key-file k --json --quiet --verbose --progress plain --no-input --yes --no-color";
    expect(await understood(line)).toEqual({
      flags: {
        registry: "r",
        service: "s",
        ledger: "l",
        ledger_key_file: "k",
        json: true,
        quiet: true,
        verbose: true,
        progress: "plain",
        no_input: true,
        yes: true,
        no_color: true,
      },
    });
  });
});
