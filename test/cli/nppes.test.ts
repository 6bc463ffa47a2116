import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Suppressions } from "../../src/model/suppressions.ts";
import { type NppesServer, startNppesServer } from "../helpers/nppes-server.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { type Ran, run } from "../helpers/run.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const winifred = person({
  npi: npiOf(1),
  first: "WINIFRED",
  last: "QUILLFEATHER",
  credential: "M.D.",
  phone: "2175550142",
});
const people = [
  winifred,
  person({ npi: npiOf(2), first: "ROBERT", last: "ZELLERBAUM" }),
  person({
    npi: npiOf(3),
    first: "LEOPOLD",
    last: "VANTRESS",
    city: "AUSTIN",
    state: "TX",
    zip: "78701",
  }),
  person({
    npi: npiOf(4),
    first: "LEOPOLD",
    last: "VANTRESS",
    city: "DAYTON",
    state: "OH",
    zip: "45402",
  }),
  person({ npi: npiOf(5), first: "GWENDOLYN", last: "ASHCOMBE", active: false }),
];

const leads = [
  `,Winifred Quillfeather,Springfield,IL,62701`,
  `,Bob Zellerbaum,Springfield,IL,62701`,
  `,Leopold Vantress,,,`,
  `${npiOf(2)},Winifred Quillfeather,Springfield,IL,62701`,
  `${npiOf(5)},,,,`,
  `,Isidora Nobodyson,Springfield,IL,62701`,
];

let folder: string;
let server: NppesServer;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-nppes");
  await writeFile(join(folder, "leads.csv"), `NPI,Name,City,State,Zip\n${leads.join("\n")}\n`);
  server = await startNppesServer(people);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** A clock on which a second passes with each look, so that nobody waits for the pace. */
function heartbeat(argv: readonly string[], suppressions?: Suppressions): Promise<Ran> {
  let now = 0;
  return run([...argv, "--service", `nppes:${server.url}`], {
    cwd: folder,
    now: () => {
      now += 1000;
      return now;
    },
    ...(suppressions === undefined ? {} : { suppressions }),
  });
}

/** Cells of one column, by the header's name. */
function column(csv: string, name: string): string[] {
  const [header = "", ...rows] = csv.trim().split("\n");
  const at = header.split(",").indexOf(name);
  return rows.map((row) => row.match(/("[^"]*"|[^,]*)(?:,|$)/g)?.[at]?.replace(/,$/, "") ?? "");
}

describe("enrich without any set-up", () => {
  it("fills a list from the public API", async () => {
    const ran = await heartbeat([
      "enrich",
      "leads.csv",
      "--fields",
      "default,hb_source",
      "--force",
    ]);
    expect(ran.stderr).not.toContain("could not");
    expect(ran.code).toBe(0);
    const output = await readFile(join(folder, "leads.enriched.csv"), "utf8");
    expect(column(output, "hb_status")).toEqual([
      "matched",
      "matched",
      "ambiguous",
      "conflict",
      "no_match",
      "no_match",
    ]);
    expect(column(output, "hb_npi").slice(0, 2)).toEqual([npiOf(1), npiOf(2)]);
    expect(column(output, "hb_source")[0]).toBe("nppes_api");
    expect(column(output, "hb_phone")[0]).toBe("2175550142");
    for (const confidence of column(output, "hb_confidence")) {
      expect(Number(confidence)).toBeLessThanOrEqual(0.97);
    }
    expect(output).toContain("it was deactivated or never given out");
  });

  it("gives the same bytes again", async () => {
    const outputs: string[] = [];
    for (const concurrency of ["1", "8"]) {
      await heartbeat([
        "enrich",
        "leads.csv",
        "-o",
        "again.csv",
        "--concurrency",
        concurrency,
        "--force",
      ]);
      outputs.push(await readFile(join(folder, "again.csv"), "utf8"));
    }
    expect(outputs[0]).toBe(outputs[1]);
  });

  it("never asks about somebody suppressed, and never tells of one", async () => {
    const before = server.asked.length;
    await writeFile(join(folder, "one.csv"), `NPI\n${npiOf(2)}\n`);
    const suppressions = fakeSuppressions(({ npi }) => npi === npiOf(2));
    const ran = await heartbeat(["enrich", "one.csv", "--force"], suppressions);
    expect(ran.code).toBe(0);
    const numbers = server.asked.slice(before).map((query) => query.get("number"));
    expect(numbers).not.toContain(npiOf(2));
    expect(await readFile(join(folder, "one.enriched.csv"), "utf8")).toContain("suppressed,");
  });

  it("refuses to promise a precision", async () => {
    const ran = await heartbeat(["enrich", "leads.csv", "--target-precision", "0.99", "--force"]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("[target_precision_out_of_reach]");
  });

  it("matches nobody by name where more is wanted than can be known", async () => {
    const sure = ["--min-confidence", "0.98", "--force", "-o", "sure.csv"];
    await heartbeat(["enrich", "leads.csv", ...sure]);
    const output = await readFile(join(folder, "sure.csv"), "utf8");
    expect(column(output, "hb_status")).not.toContain("matched");
  });
});

describe("the other commands", () => {
  it("explain shows the evidence", async () => {
    const { code, stdout } = await heartbeat(["explain", "leads.csv", "--row", "1"]);
    expect(code).toBe(0);
    expect(stdout).toContain(npiOf(1));
    expect(stdout).toContain("nppes-2.1");
  });

  it("show prints a profile with its source, and an unknown NPI is an answer", async () => {
    const known = await heartbeat(["show", npiOf(1)]);
    expect(known).toMatchObject({ code: 0 });
    expect(known.stdout).toContain("WINIFRED QUILLFEATHER, M.D.");
    expect(known.stdout).toMatch(/Record +NPPES API v2\.1/);
    const unknown = await heartbeat(["show", npiOf(900)]);
    expect(unknown).toMatchObject({ code: 0, stdout: "" });
  });

  it("ping asks about nobody", async () => {
    const before = server.asked.length;
    const { code, stdout } = await heartbeat(["ping"]);
    expect(code).toBe(0);
    expect(
      stdout.replace(/127\.0\.0\.1:\d+/, "HOST").replace(/[\d.]+ ms/g, "… ms"),
    ).toMatchInlineSnapshot(`
      "Service   public NPPES API at HOST
      Reached   yes, in … ms
      API key   none sent
      Release   nppes-2.1
      Latency   … ms median, … ms worst of 5 calls
      Limits    up to 20 calls a lead, 3 calls a second
      "
    `);
    for (const query of server.asked.slice(before)) expect(query.toString()).toBe("version=2.1");
  });
});

describe("an API that is not there", () => {
  it("ends the run at once, and nothing is written", async () => {
    const { port } = new URL(server.url);
    const argv = [
      "enrich",
      "leads.csv",
      "-o",
      "none.csv",
      "--service",
      "nppes:http://127.0.0.1:1/api/",
    ];
    const ran = await run(argv, { cwd: folder });
    expect(ran.code).toBe(4);
    expect(ran.stderr).toContain("[service_unreachable]");
    expect(ran.stderr).not.toContain(port);
    await expect(readFile(join(folder, "none.csv"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});
