import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ReceiptFile } from "../../src/enrich/receipt/receipt-file.ts";
import { noSuppressions } from "../../src/model/suppressions.ts";
import { npidata, personRow } from "../helpers/nppes.ts";
import { npiOf } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let home: string;
let folder: string;
beforeAll(async () => {
  home = temporaryFolder("heartbeat-receipt");
  await writeFile(join(home, "npidata.csv"), npidata([personRow(npiOf(1))]));
  const argv = ["registry", "import", "npidata.csv", "--registry", "registry"];
  const built = await run(argv, { cwd: home });
  expect(built.code, built.stderr).toBe(0);
});
afterAll(() => rm(home, { recursive: true, force: true }));

const list = `Name,City\n\nArabella Quillfeather,Exampleville\nTorn "quote,x\nNobody Atall\n`;
const output = "leads.enriched.csv";
const receiptFile = "leads.enriched.csv.receipt.json";

/** A folder with a list in it, and nothing else. */
beforeEach(async () => {
  folder = temporaryFolder("run", home);
  await writeFile(join(folder, "leads.csv"), list);
});

/** The files of a folder that was also a home, without what the program keeps for itself. */
async function listed(path: string): Promise<string[]> {
  return (await readdir(path)).filter((name) => name !== ".local");
}

type Options = Partial<Parameters<typeof run>[1]>;

function enrich(options: Options = {}, ...argv: string[]): Promise<Ran> {
  const env = { HEARTBEAT_REGISTRY: join(home, "registry") };
  return run(["enrich", "leads.csv", ...argv], { cwd: folder, env, ...options });
}

async function receiptAt(name: string): Promise<ReceiptFile> {
  return JSON.parse(await readFile(join(folder, name), "utf8"));
}

async function sha256(name: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(join(folder, name)))
    .digest("hex");
}

/** What a run meets in its middle: the question for suppressed people comes before the answers. */
function meanwhile(act: () => Promise<void>): Options {
  return {
    suppressions: {
      ...noSuppressions,
      async areSuppressed(keys) {
        await act();
        return keys.map(() => false);
      },
    },
  };
}

describe("every run writes its receipt", () => {
  it("beside the output, for its owner alone, and the end screen names it", async () => {
    const { code, stderr } = await enrich();
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`\nreceipt: ${join(folder, receiptFile)}\n`);
    expect((await stat(join(folder, receiptFile))).mode & 0o777).toBe(0o600);
    expect(await listed(folder)).toEqual(["leads.csv", output, receiptFile]);
  });

  it("says what was read, what was written and how", async () => {
    await enrich({}, "--fields", "identity", "--min-confidence", "0.9");
    expect(await receiptAt(receiptFile)).toMatchObject({
      started_at: "2026-01-20T09:30:00.000Z",
      finished_at: "2026-01-20T09:30:00.000Z",
      input: {
        ...{ name: "leads.csv", format: "csv" },
        ...{ sha256: await sha256("leads.csv"), bytes: Buffer.byteLength(list) },
      },
      output: { name: output, format: "csv", sha256: await sha256(output) },
      ...{ rows_in: 3, rows_out: 3, rejected: 1, blank_lines: 1, duplicate_rows: 0 },
      statuses: expect.objectContaining({ invalid_input: 1, not_attempted: 0 }),
      header_line: 1,
      dialect: { delimiter: ",", encoding: "utf-8", bom: false, line_ending: "\n" },
      columns: expect.objectContaining({ list: 2, extra: 0, dropped: [] }),
      context_from: { name_order: "default", prior: "default", name_columns: "default" },
      settings: { fields: "identity", min_confidence: 0.9 },
      layout: expect.objectContaining({ cells: { 1: "3" }, rejected: "2" }),
    });
  });

  it("differs between equal runs in nothing but time", async () => {
    await enrich();
    const first = await receiptAt(receiptFile);
    await enrich({}, "--force", "--batch-size", "1", "--concurrency", "1");
    expect(await receiptAt(receiptFile)).toEqual(first);
  });

  it("goes where --receipt says", async () => {
    const ran = await enrich({}, "--receipt", "run.json");
    expect(ran.code, ran.stderr).toBe(0);
    expect(await listed(folder)).toEqual(["leads.csv", output, "run.json"]);
    expect((await receiptAt("run.json")).output.sha256).toBe(await sha256(output));
  });

  it("is not written with --no-receipt, nor by a dry run", async () => {
    await enrich({}, "--dry-run");
    expect(await listed(folder)).toEqual(["leads.csv"]);
    const { code, stderr } = await enrich({}, "--no-receipt");
    expect(code).toBe(0);
    expect(stderr).not.toContain("receipt:");
    expect(await listed(folder)).toEqual(["leads.csv", output]);
  });

  it("of a list on standard output is written only where it is told to", async () => {
    const without = await enrich({}, "-o", "-");
    expect(without.code).toBe(0);
    expect(await listed(folder)).toEqual(["leads.csv"]);
    const { stdout } = await enrich({}, "-o", "-", "--receipt", "run.json");
    expect(stdout).toBe(without.stdout);
    expect((await receiptAt("run.json")).output).toEqual({
      ...{ name: "-", format: "csv" },
      sha256: createHash("sha256").update(stdout).digest("hex"),
    });
  });

  it("has no place beside a device", async () => {
    const ran = await enrich({}, "-o", "/dev/null", "--force");
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).not.toContain("receipt:");
  });

  it.each([
    [["--receipt", "-"], "usage"],
    [["--receipt", ""], "usage"],
    [["--receipt", "leads.csv"], "output_is_input"],
    [["--receipt", output], "output_is_input"],
    [["--receipt", "no/such/run.json"], "output_not_writable"],
  ])("%j is refused before anything is read", async (argv, error) => {
    const ran = await enrich({}, ...argv);
    expect(ran.stderr).toContain(`[${error}]`);
    expect(await listed(folder)).toEqual(["leads.csv"]);
    expect(await readFile(join(folder, "leads.csv"), "utf8")).toBe(list);
  });
});

describe("a receipt never lies beside an output it does not belong to", () => {
  beforeEach(async () => {
    await writeFile(join(folder, output), "old output");
    await writeFile(join(folder, receiptFile), "old receipt");
  });

  async function expectOldPair(): Promise<void> {
    expect(await listed(folder)).toEqual(["leads.csv", output, receiptFile]);
    expect(await readFile(join(folder, output), "utf8")).toBe("old output");
    expect(await readFile(join(folder, receiptFile), "utf8")).toBe("old receipt");
  }

  it("is replaced with its output", async () => {
    expect((await enrich({}, "--force")).code).toBe(0);
    expect((await receiptAt(receiptFile)).output.sha256).toBe(await sha256(output));
  });

  it.each([[["--no-receipt"]], [["--receipt", "run.json"]]])(
    "goes when its output is replaced with %j",
    async (argv) => {
      expect((await enrich({}, "--force", ...argv)).code).toBe(0);
      expect(await listed(folder)).not.toContain(receiptFile);
    },
  );

  it.each([[[]], [["--no-receipt"]], [["--receipt", "run.json"]]])(
    "stays where its output is gone, until --force: %j",
    async (argv) => {
      await rm(join(folder, output));
      const ran = await enrich({}, ...argv);
      expect(ran.code).toBe(2);
      expect(ran.stderr).toContain("[output_exists]");
      expect(await listed(folder)).toEqual(["leads.csv", receiptFile]);
    },
  );

  it("stays with its output when a run is refused, breaks or is interrupted", async () => {
    expect((await enrich()).code).toBe(2);
    await expectOldPair();
    const broken = meanwhile(() => Promise.reject(new Error("broken")));
    expect((await enrich(broken, "--force")).code).toBe(1);
    await expectOldPair();
    const stop = new AbortController();
    const interrupted = meanwhile(async () => stop.abort());
    expect((await enrich({ ...interrupted, signal: stop.signal }, "--force")).code).toBe(130);
    await expectOldPair();
  });

  it("stays with its output when the new receipt cannot be written", async () => {
    await mkdir(join(folder, "place"));
    const gone = meanwhile(() => rm(join(folder, "place"), { recursive: true, force: true }));
    const ran = await enrich(gone, "--force", "--receipt", "place/run.json");
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain("[output_not_writable]");
    await expectOldPair();
  });
});

it("an output that cannot finish leaves no receipt", async () => {
  const blocked = meanwhile(async () => {
    await mkdir(join(folder, output, "in the way"), { recursive: true });
  });
  const ran = await enrich(blocked);
  expect(ran.code, ran.stderr).toBe(3);
  expect(await listed(folder)).toEqual(["leads.csv", output]);
});
