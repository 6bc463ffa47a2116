import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { run } from "../helpers/run.ts";

async function script(shell: string): Promise<string> {
  const { code, stdout } = await run(["completion", shell], { cwd: tmpdir() });
  expect(code).toBe(0);
  return stdout;
}

/** What bash offers when a person presses Tab after `line`. */
async function offered(line: string): Promise<string[]> {
  const words = line.split(" ");
  const ask = `
    COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}
    _heartbeat; echo "\${COMPREPLY[@]}"`;
  const out = execFileSync("bash", ["--norc"], {
    input: (await script("bash")) + ask,
    encoding: "utf8",
  });
  return out.trim().split(" ");
}

describe("completion", () => {
  it.each(["bash", "zsh"])("%s reads its script", async (shell) => {
    // zsh's own syntax is close enough for bash to find a quote or bracket that is left open.
    const input = await script(shell);
    if (shell === "bash") execFileSync("bash", ["-n"], { input });
    expect(input.match(/\bcase\b/g)?.length).toBe(input.match(/\besac\b/g)?.length);
  });

  it.each<[string, string[]]>([
    ["heartbeat e", ["enrich", "evaluate", "explain"]],
    ["heartbeat registry ", ["import", "remove", "status", "calibrate"]],
    ["heartbeat completion ", ["bash", "zsh", "fish"]],
    ["heartbeat enrich --min", ["--min-confidence"]],
    ["heartbeat --quiet registry import --reg", ["--registry"]],
    ["heartbeat config show --or", ["--origin"]],
    ["heartbeat enrich --output e", [""]],
    ["heartbeat enrich le", [""]],
  ])("%s<Tab>", async (line, expected) => {
    expect(await offered(line)).toEqual(expected);
  });

  it("knows every command and option in every shell", async () => {
    for (const shell of ["bash", "zsh", "fish"]) {
      const text = await script(shell);
      for (const word of [
        "enrich",
        "explain",
        "status",
        "min-confidence",
        "replace-hb",
        "origin",
      ]) {
        expect(text, shell).toContain(word);
      }
    }
  });

  it("names the shells it knows", async () => {
    const { code, stderr } = await run(["completion", "tcsh"], { cwd: tmpdir() });
    expect(code).toBe(2);
    expect(stderr).toContain("bash, zsh, fish");
  });
});
