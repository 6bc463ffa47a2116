import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRequestStore } from "../../src/ledger/sqlite/requests/sqlite-request-store.ts";
import { type Ran, run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { openLedgerIn } from "../ledger/full-ledger.ts";

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder("heartbeat-letters");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const dsar = (args: readonly string[], stdin?: string): Promise<Ran> =>
  run(["dsar", ...args], { cwd: folder, ...(stdin === undefined ? {} : { stdin }) });

async function opened(type: string, received = "2026-01-05"): Promise<string> {
  const terms = ["--type", type, "--received", received, "--channel", "email", "--person", "-"];
  const person = "full_name: Wilma <b>Roe</b>\nstate: TX\nemail: wilma@example.com";
  const ran = await dsar(["open", ...terms], person);
  expect(ran.code).toBe(0);
  return JSON.parse(ran.stdout).id;
}

async function chain(id: string): Promise<string> {
  const place = join(folder, ".local/share/heartbeat");
  const store = createRequestStore(await openLedgerIn(place));
  const events = await store.eventsOf(id);
  await store.close();
  return JSON.stringify(events);
}

describe("a request from its receipt to its close", () => {
  it("is acknowledged, denied, told so by letters, and closed", async () => {
    const id = await opened("delete");
    const early = await dsar(["letter", "--id", id]);
    expect(early).toMatchObject({ code: 6, stdout: "" });
    expect(early.stderr).toContain("[letter_incomplete]");
    expect(early.stderr).toContain("heartbeat dsar ack");

    const ack = await dsar(["ack", "--id", id]);
    expect(ack).toMatchObject({ code: 0, stdout: "" });
    expect(ack.stderr).toContain("Acknowledged on 2026-01-20.");
    expect(ack.stderr).toMatch(/calendar "california" end on 2026-01-20: in time/);
    const again = JSON.parse((await dsar(["ack", "--id", id, "--json"])).stdout);
    expect(again).toMatchObject({ schema_version: 1, again: true, in_time: true });

    const printed = await dsar(["letter", "--id", id]);
    expect(printed.code).toBe(0);
    expect(printed.stdout).toContain("\nDear Wilma <b>Roe</b>,\n");
    const page = await dsar(["letter", "--id", id, "--html"]);
    expect(page.stdout).toContain("<p>Dear Wilma &lt;b&gt;Roe&lt;/b&gt;,</p>");

    expect((await dsar(["close", "--id", id])).code).toBe(6);
    const soon = await dsar(["deny", "--id", id, "--basis", "not-verifiable"]);
    expect(soon).toMatchObject({ code: 6 });
    expect(soon.stderr).toContain("[verification_not_tried]");
    const bare = await dsar(["deny", "--id", id, "--basis", "exempt"]);
    expect(bare.stderr).toContain("[grounds_missing]");
    const grounds = ["deny", "--id", id, "--basis", "exempt", "--grounds-file", "-"];
    const denied = await dsar(grounds, "We must keep your invoices.\n\nThe tax law says so.\n");
    expect(denied).toMatchObject({ code: 0 });
    expect(denied.stderr).toContain(`Next: heartbeat dsar letter --id ${id}`);

    const wrote = await dsar(["letter", "--id", id, "-o", "out/letters", "--json"]);
    const { files, letter, sha256 } = JSON.parse(wrote.stdout);
    expect(letter).toBe("denial-delete");
    expect(files).toEqual([
      `${join(folder, "out/letters", id)}-denial-delete.txt`,
      `${join(folder, "out/letters", id)}-denial-delete.html`,
    ]);
    const modes = await Promise.all(
      [...files, join(folder, "out/letters")].map(async (file) => (await stat(file)).mode & 0o777),
    );
    expect(modes).toEqual([0o600, 0o600, 0o700]);
    const text = await readFile(files[0], "utf8");
    expect(text).toContain("\nWe must keep your invoices.\n\nThe tax law says so.\n");
    expect(text).toContain("www.heartbeat.ai/Optout");
    expect(
      JSON.parse((await dsar(["letter", "--id", id, "-o", "out/letters", "--json"])).stdout),
    ).toEqual({
      schema_version: 1,
      ...{ id, letter, sha256, files },
    });

    await writeFile(files[1], "edited by hand");
    const clash = await dsar(["letter", "--id", id, "-o", "out/letters"]);
    expect(clash).toMatchObject({ code: 2 });
    expect(clash.stderr).toContain("[output_exists]");
    expect((await dsar(["letter", "--id", id, "-o", "out/letters", "--force"])).code).toBe(0);
    expect(await readFile(files[1], "utf8")).toContain("<!doctype html>");

    const closed = await dsar(["close", "--id", id]);
    expect(closed).toMatchObject({ code: 0, stdout: "" });
    expect(closed.stderr).not.toContain("No letter");
    expect((await dsar(["note", "--id", id, "--from", "-"], "Wilma called.")).code).toBe(0);
    const events = await chain(id);
    expect(events.split('"letter":"acknowledgement"').length).toBe(2);
    expect(events.split('"letter":"denial-delete"').length).toBe(2);
    expect(events).not.toMatch(/Wilma|invoices/);
  });

  it("says so where it is closed without a letter, or acknowledged too late", async () => {
    const id = await opened("delete", "2026-01-02");
    const ack = await dsar(["ack", "--id", id]);
    expect(ack.code).toBe(0);
    expect(ack.stderr).toContain("end on 2026-01-16: too late");
    await dsar(["deny", "--id", id, "--basis", "not-consumer"]);
    const closed = await dsar(["close", "--id", id, "--json"]);
    expect(closed.code).toBe(0);
    expect(JSON.parse(closed.stdout)).toMatchObject({ state: "closed", letter_made: false });
    expect(closed.stderr).toContain("No letter was made since the answer");
  });
});

describe("what is called wrongly", () => {
  let id: string;
  beforeAll(async () => {
    id = await opened("opt-out");
    await dsar(["ack", "--id", id]);
    await mkdir(join(folder, "mine"));
  });

  it("takes letters of one's own, and refuses one that says too little: exit 2", async () => {
    const name = "acknowledgement.txt";
    const ours = await readFile(new URL(`../../letters/${name}`, import.meta.url), "utf8");
    const letter = ["letter", "--id", id, "--letters", "mine"];
    await writeFile(join(folder, "mine", name), ours.replace("We confirm this", "Confirmed"));
    expect((await dsar(letter)).stdout).toContain("Confirmed on January 20, 2026.");
    await writeFile(join(folder, "mine", name), ours.replace("{{received}}", "then"));
    const short = await dsar(letter);
    expect(short).toMatchObject({ code: 2, stdout: "" });
    expect(short.stderr).toContain(
      "lacks {{received}} in its element [receipt]. [letter_template]",
    );
    await writeFile(join(folder, "heartbeat.json"), '{"letters": "mine"}');
    expect((await dsar(["letter", "--id", id])).code).toBe(2);
    await rm(join(folder, "heartbeat.json"));
  });

  const rows: [string, string[], number, string][] = [
    [
      "a letter for another type",
      ["letter", "--kind", "denial-delete"],
      6,
      "letter_of_another_type",
    ],
    ["a letter that there is not", ["letter", "--kind", "greeting"], 2, "usage"],
    ["--json beside a printed letter", ["letter", "--json"], 2, "usage"],
    ["a basis that there is not", ["deny", "--basis", "whim"], 2, "usage"],
    [
      "grounds that are not there",
      ["deny", "--basis", "other", "--grounds-file", "x"],
      3,
      "text_unreadable",
    ],
    ["an empty note", ["note", "--from", "-"], 2, "text_empty"],
    [
      "R26: an opt-out as not verifiable",
      ["deny", "--basis", "not-verifiable"],
      6,
      "verification_not_needed",
    ],
  ];
  it.each(rows)("%s", async (_, [step = "", ...args], exit, code) => {
    const ran = await dsar([step, "--id", id, ...args], "\n");
    expect(ran).toMatchObject({ code: exit, stdout: "" });
    expect(ran.stderr).toContain(`[${code}]`);
  });

  it("a request that there is not, and a note that is no text", async () => {
    expect((await dsar(["ack", "--id", "R-22222222"])).stderr).toContain("[request_unknown]");
    await writeFile(join(folder, "note.bin"), Buffer.from([0xff, 0xfe, 0x00]));
    const ran = await dsar(["note", "--id", id, "--from", "note.bin"]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("[text_invalid]");
  });
});
