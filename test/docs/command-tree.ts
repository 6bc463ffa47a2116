import { tmpdir } from "node:os";
import { PassThrough } from "node:stream";
import type { Command } from "commander";
import { createApp } from "../../src/cli/app.ts";
import { createProgram } from "../../src/cli/program.ts";
import { createSpeech } from "../../src/cli/screen/speech.ts";

interface CommandNode {
  /** `registry import`; "" for the program itself. */
  path: string;
  /** As help writes it: `heartbeat registry import <file...>`. */
  usage: string;
  /** As help writes them: `-o, --output <file>`. */
  options: string[];
  /** What help says is taken where an option is not given, by its flags. */
  defaults: ReadonlyMap<string, string>;
  /** A command that only holds others. */
  isGroup: boolean;
}

interface Parsed {
  code: number;
  said: string;
}

/** The program as it is, but no command does anything. */
function createIdleProgram(said: (text: string) => void): Command {
  const output = new PassThrough();
  output.on("data", (text: Buffer) => said(text.toString()));
  const world = {
    stdin: new PassThrough(),
    stdout: output,
    stderr: output,
    env: {},
    cwd: tmpdir(),
    signal: new AbortController().signal,
    now: () => 0,
    date: () => new Date(0),
    unfinished: new Set<string>(),
  };
  const io = { ...world, speech: createSpeech([], world) };
  const program = createProgram(createApp(io, () => undefined));
  for (const command of commandsBelow(program)) {
    if (command.commands.length === 0) command.action(() => undefined);
  }
  return program;
}

function commandsBelow(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...commandsBelow(child)]);
}

/** Every command with its options, the program itself first; `help` left out. */
export function commandTree(): CommandNode[] {
  const walk = (command: Command, path: readonly string[]): CommandNode[] => [
    {
      path: path.join(" "),
      usage: ["heartbeat", ...path, ...command.registeredArguments.map(argumentText)].join(" "),
      options: command.options.map(({ flags }) => flags),
      defaults: new Map(
        command.options.flatMap(({ flags, description }) => {
          const [, said] = /\(default: ([^)]*)\)/.exec(description) ?? [];
          return said === undefined ? [] : [[flags, said] as const];
        }),
      ),
      isGroup: command.commands.length > 0,
    },
    ...command.commands
      .filter((child) => child.name() !== "help")
      .flatMap((child) => walk(child, [...path, child.name()])),
  ];
  return walk(
    createIdleProgram(() => undefined),
    [],
  );
}

function argumentText(argument: Command["registeredArguments"][number]): string {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

/** Whether the program takes these words; nothing is run. */
export async function parse(words: readonly string[]): Promise<Parsed> {
  let said = "";
  const program = createIdleProgram((text) => {
    said += text;
  });
  try {
    await program.parseAsync([...words], { from: "user" });
    return { code: 0, said };
  } catch (error) {
    return { code: (error as { exitCode?: number }).exitCode ?? 2, said: `${said}${error}` };
  }
}

/** Words of the `heartbeat` calls in a shell line: `cat x | heartbeat enrich - > y` has one. */
export function heartbeatCalls(line: string): string[][] {
  return shellParts(line)
    .map((words) => {
      const at = words.indexOf("heartbeat");
      const before = words.slice(0, Math.max(0, at));
      const calls = at !== -1 && before.every((word) => word === "npx" || /^[A-Z_]+=/.test(word));
      return calls ? words.slice(at + 1) : undefined;
    })
    .filter((words) => words !== undefined);
}

/** A line cut at `|`, `&&` and `;`, each part into words; redirections and comments left out. */
function shellParts(line: string): string[][] {
  const parts: string[][] = [[]];
  let isTarget = false;
  for (const [token] of line.matchAll(/&&|[|;]|>{1,2}|(?:"[^"]*"|'[^']*'|[^\s|;>"'])+/g)) {
    if (token.startsWith("#")) break;
    if (token === "&&" || token === "|" || token === ";") parts.push([]);
    else if (token.startsWith(">")) isTarget = true;
    else if (isTarget) isTarget = false;
    else parts.at(-1)?.push(token.replace(/["']/g, ""));
  }
  return parts;
}
