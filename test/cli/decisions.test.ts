import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseDecisions } from "../../src/enrich/decisions/decisions-file.ts";
import { run } from "../helpers/run.ts";
import { fakeSuppressions } from "../helpers/suppressions.ts";
import { leads, quillfeather, reviewedWorld, vantressQ, zellerbaum } from "./reviewed-world.ts";

let folder: string;
beforeAll(async () => {
  folder = await reviewedWorld();
  await heartbeat("decisions", "add", "all.ndjson", ...row(1), "--choose", vantressQ, "--by", "jd");
  await heartbeat("decisions", "add", "all.ndjson", ...row(2), "--choose", quillfeather);
  await heartbeat("decisions", "add", "all.ndjson", ...row(3), "--choose", "none");
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => cp(join(folder, "all.ndjson"), join(folder, "d.ndjson"), { force: true }));

type Given = Partial<Parameters<typeof run>[1]>;
const env = { HEARTBEAT_REGISTRY: "registry" };
const row = (number: number) => ["--list", "leads.enriched.csv", "--row", String(number)];

function given(options: Given, ...argv: string[]) {
  return run(argv, { cwd: folder, env, ...options });
}
const heartbeat = (...argv: string[]) => given({}, ...argv);

let made = 0;
async function enriched(options: Given, ...argv: string[]) {
  const output = `out-${++made}.csv`;
  const ran = await given(options, "enrich", "leads.csv", "--json", "-o", output, ...argv);
  const text = await readFile(join(folder, output), "utf8").catch(() => "");
  return { ...ran, output, text, summary: ran.stdout === "" ? undefined : JSON.parse(ran.stdout) };
}

/** Status, reason code and NPI of each row. */
function answers(text: string) {
  const [header = "", ...lines] = text.trimEnd().split("\n");
  const at = header.split(",").indexOf("hb_status") - 4;
  return lines.map((line) => {
    const cells = line
      .replace(/^"[^"]*",/, "x,")
      .split(",")
      .slice(4 + at);
    const npi = /,(1\d{9}),/.exec(line.slice(line.indexOf(cells[0] ?? "")))?.[1] ?? "";
    return [cells[0], cells[2]?.replace(/^"|:.*/g, ""), cells[0] === "matched" ? npi : ""]
      .join(" ")
      .trim();
  });
}

describe("enrich --decisions", () => {
  it("answers rows as somebody decided, also those that are the same lead", async () => {
    const { text, summary, code } = await enriched({}, "--decisions", "d.ndjson");
    expect(code).toBe(0);
    expect(answers(text)).toEqual([
      `matched decided ${vantressQ}`,
      `matched decided ${quillfeather}`,
      "no_match decided",
      `matched decided ${vantressQ}`,
      `matched name_city ${zellerbaum}`,
    ]);
    expect(text).toContain("decided: a person decided so on 2026-01-20,decision,");
    expect(summary.decisions).toMatchObject({ decisions: 3, applied: 3, expired: 0, unused: 0 });
  });

  it("is in the receipt, as counts and the hash of the file", async () => {
    const { output } = await enriched({}, "--decisions", "d.ndjson");
    const receipt = JSON.parse(await readFile(join(folder, `${output}.receipt.json`), "utf8"));
    expect(receipt.decisions).toEqual({
      applied: 3,
      expired: 0,
      withheld: 0,
      unclear: 0,
      unused: 0,
    });
    expect(receipt.settings.decisions).toMatch(/^[0-9a-f]{64}$/);
    expect((await heartbeat("verify", output, "--against", "leads.csv")).code).toBe(0);
  });

  it("says what expired, and what is of other lists", async () => {
    const moved = { env: { HEARTBEAT_REGISTRY: "registry-moved" } };
    const { text, stderr, summary } = await enriched(moved, "--decisions", "d.ndjson");
    expect(answers(text)[1]).not.toContain("decided");
    expect(summary.decisions).toMatchObject({ applied: 2, expired: 1 });
    expect(stderr).toContain("decisions: 2 applied; 1 expired: what is on file has changed");
    await writeFile(
      join(folder, "other.csv"),
      "Name,City,State\nArabella Quillfeather,Springfield,IL\n",
    );
    const other = await given({}, "enrich", "other.csv", "--decisions", "d.ndjson");
    expect(other.stderr).toContain("decisions: 1 applied; 2 not in this list");
  });

  it("gives way to a suppression, which it does not tell from an unknown NPI", async () => {
    const suppressions = fakeSuppressions(({ npi }) => npi === quillfeather);
    const { text, stderr, code } = await enriched({ suppressions }, "--decisions", "d.ndjson");
    expect(code).toBe(0);
    expect(answers(text)[1]).toBe("suppressed withheld");
    expect(text + stderr).not.toContain(quillfeather);
  });

  it("says the same of several lists, each for itself", async () => {
    await writeFile(join(folder, "one.csv"), leads);
    await writeFile(join(folder, "two.csv"), leads.replace("Springfield,IL", "Fairview,TX"));
    await mkdir(join(folder, "both"), { recursive: true });
    const { stdout, code } = await given(
      {},
      "enrich",
      "one.csv",
      "two.csv",
      "-o",
      "both",
      "--json",
      "--decisions",
      "d.ndjson",
    );
    expect(code).toBe(0);
    expect(
      JSON.parse(stdout).runs.map(
        ({ decisions }: { decisions: { applied: number } }) => decisions.applied,
      ),
    ).toEqual([3, 2]);
  });

  it("takes a list from standard input", async () => {
    const { stdout } = await given({ stdin: leads }, "enrich", "-", "--decisions", "d.ndjson");
    expect(stdout.match(/decided: a person/g)).toHaveLength(4);
  });

  it("writes the same bytes however the list is asked about", async () => {
    const one = await enriched({}, "--decisions", "d.ndjson");
    const other = await enriched(
      {},
      "--decisions",
      "d.ndjson",
      "--batch-size",
      "1",
      "--concurrency",
      "1",
    );
    expect(other.text).toBe(one.text);
  });

  it("is refused before anything is asked", async () => {
    const refused = async (...argv: string[]) => {
      const { code, stderr, text } = await enriched({}, ...argv);
      return { code, told: stderr.match(/\[(\w+)\]/)?.[1], text };
    };
    await writeFile(join(folder, "merged.ndjson"), '{"heartbeat_decisions":1}\n<<<<<<< HEAD\n');
    expect(await refused("--decisions", "missing.ndjson")).toEqual({
      code: 3,
      told: "decisions_unreadable",
      text: "",
    });
    expect(await refused("--decisions", "registry")).toEqual({
      code: 3,
      told: "decisions_unreadable",
      text: "",
    });
    expect(await refused("--decisions", "/dev/zero")).toEqual({
      code: 3,
      told: "decisions_unreadable",
      text: "",
    });
    expect(await refused("--decisions", "leads.csv")).toEqual({
      code: 3,
      told: "decisions_invalid",
      text: "",
    });
    expect(await refused("--decisions", "merged.ndjson")).toEqual({
      code: 3,
      told: "decisions_unmerged",
      text: "",
    });
    expect(await refused("--decisions", "-")).toEqual({ code: 2, told: "usage", text: "" });
    expect(await refused("--decisions", "")).toEqual({ code: 2, told: "usage", text: "" });
  });

  it("never writes over its decisions", async () => {
    const before = await readFile(join(folder, "d.ndjson"), "utf8");
    const { code } = await heartbeat(
      "enrich",
      "leads.csv",
      "--decisions",
      "d.ndjson",
      "-o",
      "d.ndjson",
      "--force",
    );
    expect(code).toBe(2);
    expect(await readFile(join(folder, "d.ndjson"), "utf8")).toBe(before);
  });

  it("is asked again for rows without an answer", async () => {
    const { output } = await enriched({}, "--max-requests", "1");
    const retried = await heartbeat(
      "enrich",
      output,
      "--retry-errors",
      "--decisions",
      "d.ndjson",
      "--json",
    );
    expect(retried.code, retried.stderr).toBe(0);
    const [name] = output.split(".");
    const text = await readFile(join(folder, `${name}.retried.csv`), "utf8");
    expect(answers(text)[1]).toBe(`matched decided ${quillfeather}`);
    expect(answers(text)[0], "what was answered stays").toMatch(/^ambiguous/);
  });
});

describe("namesakes at one place", () => {
  const list = (...phones: string[]) =>
    writeFile(
      join(folder, "twins.csv"),
      `Name,City,State,Phone\n${phones.map((phone) => `Arabella Quillfeather,Springfield,IL,${phone}\n`).join("")}`,
    );
  const said = async () =>
    (await heartbeat("enrich", "twins.csv", "--force", "--decisions", "twins.ndjson")).stderr;

  it("are decided one by one, and never taken for each other", async () => {
    await list("312-555-0101", "312-555-0102");
    await heartbeat("enrich", "twins.csv");
    const twin = ["--list", "twins.enriched.csv", "--row", "2", "--choose", "none"];
    await heartbeat("decisions", "add", "twins.ndjson", ...twin);
    expect(await said()).toContain("decisions: 1 applied");
    await list("(312) 555-0102", "312-555-0101");
    expect(await said(), "moved").toContain("decisions: 1 applied");
    await list("312-555-0101");
    expect(await said(), "the other one alone").toContain("decisions: 0 applied; 1 unclear");
    const { stdout } = await heartbeat("review", "twins.enriched.csv", "--json");
    expect(JSON.parse(stdout).open).toHaveLength(1);
  });
});

describe("decisions list", () => {
  it("says what holds against the registry of today", async () => {
    const { stdout, stderr } = await heartbeat("decisions", "list", "d.ndjson");
    expect(stdout.match(/holds/g)).toHaveLength(3);
    expect(stderr).toContain("3 decisions, 0 expired, 0 withheld");
    const moved = { env: { HEARTBEAT_REGISTRY: "registry-moved" } };
    expect((await given(moved, "decisions", "list", "d.ndjson")).stdout).toMatch(/expired/);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("does not name somebody who is withheld, nor tell that from an unknown NPI", async () => {
    const suppressions = fakeSuppressions(({ npi }) => npi === quillfeather);
    const { stdout } = await given({ suppressions }, "decisions", "list", "d.ndjson", "--json");
    expect(stdout).not.toContain(quillfeather);
    const states = JSON.parse(stdout).decisions.map(({ state }: { state: string }) => state);
    expect(states.filter((state: string) => state === "withheld")).toHaveLength(1);
    const plain = await given({ suppressions }, "decisions", "list", "d.ndjson");
    expect(plain.stdout).not.toContain(quillfeather);
    // As of somebody who is on file nowhere.
    const unknown = (await readFile(join(folder, "d.ndjson"), "utf8")).replaceAll(
      quillfeather,
      "1999999992",
    );
    await writeFile(join(folder, "unknown.ndjson"), unknown);
    const other = await heartbeat("decisions", "list", "unknown.ndjson");
    expect(other.stdout).toBe(plain.stdout);
  });

  it("of none says so", async () => {
    await writeFile(join(folder, "empty.ndjson"), '{"heartbeat_decisions":1}\n');
    const { stdout, stderr, code } = await heartbeat("decisions", "list", "empty.ndjson");
    expect({ stdout, code }).toEqual({ stdout: "", code: 0 });
    expect(stderr).toContain("holds no decision");
  });
});

describe("decisions explain", () => {
  it("says what was decided about a row, and to which rows that applies", async () => {
    const { stdout } = await heartbeat(
      "decisions",
      "explain",
      "d.ndjson",
      "--list",
      "leads.csv",
      "--row",
      "4",
    );
    expect(stdout).toMatch(new RegExp(`choice +NPI ${vantressQ}`));
    expect(stdout).toMatch(/by +jd\nstate +holds\nrows +1, 4/);
    const [{ lead = "" } = {}] = parseDecisions(
      await readFile(join(folder, "d.ndjson"), "utf8"),
      "d",
    );
    const byLead = await heartbeat(
      "decisions",
      "explain",
      "d.ndjson",
      lead.slice(0, 8).toUpperCase(),
    );
    expect(byLead.stdout).toContain(lead);
  });

  it("names the record that has changed", async () => {
    const moved = { env: { HEARTBEAT_REGISTRY: "registry-moved" } };
    const { stdout } = await given(moved, "decisions", "explain", "d.ndjson", ...row(2));
    expect(stdout).toContain("state       expired");
    expect(stdout).toContain(`record of ${quillfeather}`);
  });

  it("refuses what names no decision", async () => {
    const told = async (...argv: string[]) => {
      const { code, stderr } = await heartbeat("decisions", "explain", "d.ndjson", ...argv);
      return [code, stderr.match(/\[(\w+)\]/)?.[1]];
    };
    expect(await told()).toEqual([2, "usage"]);
    expect(await told("abc")).toEqual([2, "usage"]);
    expect(await told("zzzz")).toEqual([2, "usage"]);
    expect(await told("00000000")).toEqual([2, "decision_unknown"]);
    expect(await told("--row", "1")).toEqual([2, "usage"]);
    expect(await told("abcd", ...row(1))).toEqual([2, "usage"]);
    expect(await told(...row(5))).toEqual([2, "decision_unknown"]);
    expect(await told(...row(99))).toEqual([2, "decision_unknown"]);
  });
});

describe("decisions revoke", () => {
  const kept = async () =>
    parseDecisions(await readFile(join(folder, "d.ndjson"), "utf8"), "d").map(({ lead }) => lead);

  it("takes out what is named, by lead or by row", async () => {
    const [first = "", , third = ""] = await kept();
    const { stderr } = await heartbeat("decisions", "revoke", "d.ndjson", first.slice(0, 6), third);
    expect(stderr).toContain("2 decisions revoked, 1 left");
    expect(await kept()).toHaveLength(1);
    await cp(join(folder, "all.ndjson"), join(folder, "d.ndjson"), { force: true });
    await heartbeat("decisions", "revoke", "d.ndjson", ...row(4));
    expect(await kept()).toHaveLength(2);
  });

  it("takes out nothing where one of them is not there", async () => {
    const [first = ""] = await kept();
    const { code } = await heartbeat("decisions", "revoke", "d.ndjson", first, "00000000");
    expect(code).toBe(2);
    expect(await kept()).toHaveLength(3);
  });
});

describe("decisions add", () => {
  const add = (...argv: string[]) => heartbeat("decisions", "add", "d.ndjson", ...argv);

  it("replaces what was decided about the same lead", async () => {
    expect((await add(...row(4), "--choose", "none", "--note", "asked the practice")).code).toBe(0);
    const all = parseDecisions(await readFile(join(folder, "d.ndjson"), "utf8"), "d");
    expect(all).toHaveLength(3);
    expect(all.find(({ note }) => note === "asked the practice")?.choice).toBe("none");
  });

  it("takes somebody whom the lead does not lead to, but nobody who may not be told", async () => {
    expect((await add(...row(1), "--choose", zellerbaum)).code).toBe(0);
    const suppressions = fakeSuppressions(({ npi }) => npi === zellerbaum);
    const argv = ["decisions", "add", "d.ndjson", ...row(1), "--choose"] as const;
    const withheld = await given({ suppressions }, ...argv, zellerbaum);
    const unknown = await given({ suppressions }, ...argv, "1999999992");
    expect(withheld).toEqual(unknown);
    expect(withheld.code).toBe(2);
  });

  it("refuses a row that nobody may decide about", async () => {
    expect((await add(...row(9), "--choose", "none")).stderr).toContain("[row_not_reviewable]");
    const suppressions = fakeSuppressions(() => true);
    const argv = ["decisions", "add", "d.ndjson", ...row(2), "--choose", "none"] as const;
    expect((await given({ suppressions }, ...argv)).stderr).toContain("[row_not_reviewable]");
    expect((await add(...row(1), "--choose", "1234567890")).stderr).toContain("[npi_invalid]");
    expect((await add(...row(1), "--choose", "none", "--note", "a\u001b[2J")).code).toBe(2);
  });
});
