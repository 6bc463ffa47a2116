import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { commandTree } from "../docs/command-tree.ts";
import { run } from "../helpers/run.ts";

async function help(...command: string[]): Promise<string> {
  const { code, stdout, stderr } = await run([...command, "--help"], { cwd: tmpdir() });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

const commands = commandTree().flatMap(({ path }) => (path === "" ? [] : [path]));

describe("help", () => {
  it("groups the commands", async () => {
    const text = await help();
    expect(
      text.slice(text.indexOf("\nLists:"), text.indexOf("\nExamples:")),
    ).toMatchInlineSnapshot(`
      "
      Lists:
        enrich [options] <file...>  add NPI and profile data to a list of clinicians
        plan [options] <file>       write down what \`enrich\` would do, for \`apply\`
        apply [options] <plan>      enrich a list as it was planned, or refuse
        refresh [options] <file>    ask again about an enriched list, and tell what
                                    changed
        review [options] <file>     decide about rows that are left open
        decisions                   what was decided: list, explain, revoke, add
        doctor [options] <file...>  say what is wrong with a list before a run
        verify [options] <file>     check an enriched list against its receipt
        undo [options] <file>       give back the list that was enriched
        evaluate [options] <file>   measure an enriched list whose answers you know
        runs                        unfinished runs: list and remove them

      Look up:
        search [options] [name...]  find everybody who fits a name and filters
        show <npi>                  print the profile of one NPI
        explain [options] <file>    say why a row got its answer

      Data:
        registry                    build the registry, add contacts to it, and look
                                    at it
        outcomes                    take in what came of e-mails and calls, and who
                                    opted out

      Rights:
        dsar                        rights requests: receive, verify, fulfill, prove
        suppress                    people about whom nothing may be returned or kept
        ledger                      make, check, copy and restore the ledger

      Service:
        serve [options]             share the registry over HTTP
        keys                        API keys of a server: make, list and revoke them
        ping                        see whether the search service answers

      Setup:
        config                      show the settings and who said them
        completion <shell>          print a completion script for your shell
        help [command]              print help of a command
      "
    `);
  });

  it.each(commands)("%s has two examples that name it, and fits a terminal", async (command) => {
    const text = await help(...command.split(" "));
    const examples = text.slice(text.indexOf("\nExamples:")).match(/\bheartbeat /g) ?? [];
    expect(examples.length).toBeGreaterThanOrEqual(2);
    expect(text).toContain("Global options:");
    const wide = text
      .split("\n")
      .filter((line) => line.length > 80 && !/^ {2}(\S+ \| )?heartbeat /.test(line));
    expect(wide).toEqual([]);
  });

  it.each<[string[], string]>([
    [["enrch"], "enrich"],
    [["enrich", "x.csv", "--regisrty", "r"], "--registry"],
    [["registry", "imprt"], "import"],
  ])("suggests for %j", async (argv, meant) => {
    const { code, stdout, stderr } = await run(argv, { cwd: tmpdir() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`Did you mean ${meant}?`);
  });

  it("prints the version", async () => {
    const { code, stdout } = await run(["--version"], { cwd: tmpdir() });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
