import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixtureRegistry } from "../helpers/fixture-registry.ts";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { heartbeatCalls } from "./command-tree.ts";
import { codeLines, sectionOf } from "./markdown.ts";
import { manual, page, root } from "./pages.ts";

const text = page("docs/dsar.md");
const everything = manual();

/** The commands of sections, a way each time up to `dsar close`. */
function waysOf(...headings: string[]): string[][][] {
  const calls = headings
    .flatMap((heading) => codeLines(sectionOf(text, heading), "sh"))
    .flatMap(heartbeatCalls);
  const ends = calls.flatMap((words, i) => (words[1] === "close" ? [i + 1] : []));
  return ends.map((end, i) => calls.slice(ends[i - 1] ?? 0, end));
}

const harlowe = "full_name: Jonathan Harlowe\nnpi: 1000777775\nemail: jon.harlowe@example.com\n";
const thornquist = "npi: 1001924483\n";
const fuentez = "npi: 1001217904\n";
const hoevel = "full_name: Hans Van Der Hoevel\ncity: Grand Rapids\nstate: MI\n";

const [deletion] = waysOf("## Enter it", "## Delete");
const [know] = waysOf("## Know");
const [correct] = waysOf("## Correct");
const [optOut, optIn] = waysOf("## Opt out, limit, opt in");

describe("the ways of requests", () => {
  let folder: string;
  beforeAll(async () => {
    folder = temporaryFolder("heartbeat-docs-dsar");
    const registry = join(folder, ".local/share/heartbeat/registry");
    await mkdir(dirname(registry), { recursive: true });
    await fixtureRegistry(registry);
    for (const name of ["leads.csv", "contacts.csv"]) {
      await cp(join(root, "fixtures", name), join(folder, name));
    }
    const contacts = ["registry", "import", "contacts.csv", "--source", "crm"];
    await run([...contacts, "--as-of", "2025-12-31"], { cwd: folder });
    const statement = "under penalty of perjury under the laws of the State of California";
    await writeFile(
      join(folder, "declaration.txt"),
      `I declare ${statement}\nthat I am who asks.\nDate: 2026-01-15\nSignature: Beth Thornquist\n`,
    );
    await writeFile(join(folder, "right.txt"), "title: Nurse Practitioner\n");
    await writeFile(join(folder, "grounds.txt"), "Their contract says so.\n");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ["delete", deletion, harlowe, "email: jon.harlowe@example.com\nnpi: 1000777775\n"],
    [
      ...["know", know, thornquist],
      "email: beth.thornquist@example.org\nphone: 612-555-7150\nnpi: 1001924483\n",
    ],
    ["correct", correct, fuentez, "mobile: 210-555-7155\nnpi: 1001217904\n"],
    ["opt out", optOut, hoevel, ""],
    ["opt in", optIn, hoevel, ""],
  ] as [string, string[][], string, string][])(
    "%s: the commands that stand there lead to its end",
    async (_, way, person, claims) => {
      await writeFile(join(folder, "person.txt"), person);
      await writeFile(join(folder, "claims.txt"), claims);
      let id = "";
      for (const words of way) {
        const argv = words.map((word) => (word === "R-7K3M9QXD" ? id : word));
        const ran = await run(argv, { cwd: folder, date: "2026-01-20T20:00:00Z" });
        expect({ argv, code: ran.code, stderr: ran.stderr }).toMatchObject({ argv, code: 0 });
        if (argv[1] === "open") id = JSON.parse(ran.stdout).id;
      }
      const shown = JSON.parse(
        (await run(["dsar", "show", "--id", id, "--json"], { cwd: folder })).stdout,
      );
      expect(shown).toMatchObject({ state: "closed" });
      const kinds: string[] = shown.events.map(({ kind }: { kind: string }) => kind);
      expect(kinds.length).toBeGreaterThan(3);
      expect(kinds.filter((kind) => !everything.includes(`\`${kind}\``))).toEqual([]);
    },
  );
});
