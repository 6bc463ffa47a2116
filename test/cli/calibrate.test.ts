import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shippedCalibration } from "../../src/match/shipped-calibration.ts";
import type { Calibration } from "../../src/model/calibration.ts";
import { crowdRows, inventCrowd } from "../helpers/crowd.ts";
import { fixtureRegistry } from "../helpers/fixture-registry.ts";
import { npidata } from "../helpers/nppes.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = temporaryFolder("heartbeat-calibrate");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function heartbeat(...words: string[]): Promise<Ran> {
  return run(words, { cwd: folder });
}

async function json(...words: string[]) {
  const { code, stdout, stderr } = await heartbeat(...words, "--json");
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe("a registry that is large enough", () => {
  let built: { release: string; info: { calibration: Calibration } };
  let said: string;

  beforeAll(async () => {
    await writeFile(join(folder, "npidata.csv"), npidata(crowdRows(inventCrowd(5000))));
    const { code, stderr } = await heartbeat(
      "registry",
      "import",
      "npidata.csv",
      "--registry",
      "r",
    );
    expect(code, stderr).toBe(0);
    said = stderr;
    built = await json("registry", "status", "--registry", "r");
  });

  it("is fitted on itself when it is built, and says so", async () => {
    expect(built.info.calibration.leads).toBe(1000);
    expect(said).toContain("confidence fitted on 1,000 people of this registry");
    const { stdout } = await heartbeat("registry", "status", "--registry", "r");
    expect(stdout).toMatch(/^Confidence +fitted on 1,000 people of this registry$/m);
  });

  it("is as it was when it is fitted once more", async () => {
    const { stderr } = await heartbeat("registry", "calibrate", "--registry", "r");
    expect(stderr).toContain(`Release ${built.release.slice(0, 12)} is as it was`);
    expect(await json("registry", "status", "--registry", "r")).toEqual(built);
  });

  it("is fitted again with a sample of another size, and is another release then", async () => {
    const words = ["registry", "calibrate", "--registry", "r", "--sample", "500"];
    const refitted = await json(...words);
    expect(Object.keys(refitted)).toEqual(
      "schema_version registry release changed duration_ms calibration error classes".split(" "),
    );
    expect(refitted).toMatchObject({ changed: true, calibration: { leads: 500 } });
    expect(refitted.release).not.toBe(built.release);
    const status = await json("registry", "status", "--registry", "r");
    expect(status).toMatchObject({
      release: refitted.release,
      info: { calibration: refitted.calibration },
    });

    const again = await heartbeat(...words);
    expect(await json("registry", "status", "--registry", "r")).toEqual(status);
    const releases = await readdir(join(folder, "r", "releases"));
    expect(releases).toEqual([`${built.release}.db`]);
    expect(again.stderr).toContain(`Release ${refitted.release.slice(0, 12)} is as it was`);
    expect(again.stdout).toMatch(/^evidence +leads +intercept +slope +error raw +calibrated$/m);
    expect(again.stdout).toMatch(/^name and state +\d+ /m);
    expect(again.stdout).toMatch(/^0\.9 +0\.\d{4}$/m);
    expect(again.stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("lends its own thresholds to --target-precision", async () => {
    await writeFile(join(folder, "leads.csv"), "Name,State\nWinifred Quillingmere,OH\n");
    const { info } = await json("registry", "status", "--registry", "r");
    const { precision, confidence } = info.calibration.thresholds[0];
    const enriched = await json(
      ...["enrich", "leads.csv", "--registry", "r", "-q"],
      ...["--target-precision", String(precision)],
    );
    expect(enriched).toMatchObject({ min_confidence: confidence, target_precision: precision });
  });
});

describe("registry calibrate", () => {
  beforeAll(async () => {
    await fixtureRegistry(join(folder, "small"));
  });

  it.each<[string, string[], string, RegExp]>([
    ["a registry that is too small", ["--registry", "small"], "[registry_too_small]", /shipped/],
    [
      "a source file",
      ["--registry", join(fixtures, "npidata.csv")],
      "[registry_no_folder]",
      /Name one with --registry/,
    ],
    ["nothing", ["--registry", "nowhere"], "[registry_missing]", /import FILE/],
    ["a sample of nobody", ["--sample", "0"], "error: option", /500 to 100000/],
    ["a sample of some", ["--sample", "some"], "error: option", /500 to 100000/],
  ])("refuses %s", async (_, options, said, hint) => {
    const { stderr, code: exit } = await heartbeat("registry", "calibrate", ...options);
    expect(exit).not.toBe(0);
    expect(stderr).toContain(said);
    expect(stderr).toMatch(hint);
  });

  it("leaves the registry as it was when it is interrupted", async () => {
    const before = await json("registry", "status", "--registry", "r");
    const stop = new AbortController();
    stop.abort();
    const words = ["registry", "calibrate", "--registry", "r", "--sample", "600"];
    const { code } = await run(words, { cwd: folder, signal: stop.signal });
    expect(code).toBe(130);
    const { release, info } = await json("registry", "status", "--registry", "r");
    expect({ release, info }).toEqual({ release: before.release, info: before.info });
  });
});

describe("--target-precision", () => {
  const list = join(fixtures, "leads.csv");
  const over = ["enrich", list, "--registry", "fixtures", "-f", "-o", "o.csv"];
  beforeAll(() => fixtureRegistry(join(folder, "fixtures")));
  const confidenceFor = (wanted: number) =>
    shippedCalibration.thresholds.find(({ precision }) => precision >= wanted)?.confidence;

  it.each([0.5, 0.9, 0.985, 0.99, 0.999])(
    "%d takes the entry that is not laxer",
    async (wanted) => {
      const { min_confidence, target_precision } = await json(
        ...[...over, "--target-precision", String(wanted)],
      );
      expect({ min_confidence, target_precision }).toEqual({
        min_confidence: confidenceFor(wanted),
        target_precision: wanted,
      });
    },
  );

  it("is the same as that confidence, and says which, also to explain", async () => {
    const confidence = String(confidenceFor(0.998));
    const { stderr } = await heartbeat(...over, "--target-precision", "0.998");
    expect(stderr).toContain(
      `matched means confidence ${confidence} or more, for a precision of 0.998`,
    );
    expect(stderr).toMatch(new RegExp(`heartbeat explain .*--min-confidence ${confidence}`));
    const precise = await json(...over, "--target-precision", "0.998");
    const plain = await json(...over, "--min-confidence", confidence);
    expect(plain.target_precision).toBeNull();
    expect(precise.statuses).toEqual(plain.statuses);
    expect(precise.receipt).toEqual(plain.receipt);
  });

  it("says what is possible when it is not", async () => {
    const { code, stderr } = await heartbeat(...over, "--target-precision", "0.99995");
    expect(code).toBe(2);
    expect(stderr).toContain("[target_precision_out_of_reach]");
    const highest = shippedCalibration.thresholds.at(-1)?.precision;
    expect(stderr).toContain(`The highest precision that it reaches is ${highest}.`);
  });
});
