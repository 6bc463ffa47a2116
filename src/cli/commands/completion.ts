import { Argument, type Command } from "commander";
import type { App } from "../app.ts";
import { completionScript, type Shell, shells } from "../completion-script.ts";

/** Prints a script; the shell's own start-up file reads it. */
export function completionCommand(program: Command, app: App): void {
  program
    .command("completion")
    .summary("print a completion script for your shell")
    .description(
      "Print a script that teaches your shell to complete heartbeat's commands and options.",
    )
    .addArgument(new Argument("<shell>", "your shell").choices(shells))
    .addHelpText("after", examples)
    .action((shell: Shell) => {
      app.io.stdout.write(completionScript(program, shell));
    });
}

const examples = `
Examples:
  heartbeat completion bash > ~/.local/share/bash-completion/completions/heartbeat
  heartbeat completion zsh > "\${fpath[1]}/_heartbeat"
  heartbeat completion fish > ~/.config/fish/completions/heartbeat.fish`;
