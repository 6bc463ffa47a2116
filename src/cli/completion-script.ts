import type { Command, Option } from "commander";

export const shells = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof shells)[number];

/** One command of the tree, flattened: all a shell has to know. */
interface Node {
  /** Words after `heartbeat`: [], ["enrich"], ["registry", "import"]. */
  path: readonly string[];
  commands: readonly { name: string; summary: string }[];
  options: readonly Option[];
  /** Values of its argument when they are a closed list. */
  choices: readonly string[];
}

/** A script for one shell over commander's own tree, so that it cannot fall behind the commands. */
export function completionScript(program: Command, shell: Shell): string {
  const nodes = flatten(program, [], program.options);
  const write = { bash: bashScript, zsh: zshScript, fish: fishScript } satisfies Record<
    Shell,
    (nodes: readonly Node[]) => string
  >;
  return write[shell](nodes);
}

function flatten(command: Command, path: readonly string[], global: readonly Option[]): Node[] {
  const children = command.commands.filter((child) => child.name() !== "help");
  const own = path.length === 0 ? [] : command.options;
  const node: Node = {
    path,
    commands: children.map((child) => ({ name: child.name(), summary: child.summary() })),
    options: [...own, ...global],
    choices: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
  };
  return [node, ...children.flatMap((child) => flatten(child, [...path, child.name()], global))];
}

function namesOf(option: Option): string[] {
  return [option.short, option.long].filter((name) => name !== undefined);
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

/** Every word that swallows the next one, whichever command it belongs to. */
function valueOptions(nodes: readonly Node[]): string[] {
  const names = nodes.flatMap((node) => node.options.filter(takesValue).flatMap(namesOf));
  return [...new Set(names)].sort();
}

function wordsOf(node: Node): string[] {
  return [...node.commands.map((command) => command.name), ...node.choices];
}

/** Where a word leads: ` registry` + `import` → ` registry import`; a leading blank keeps it simple. */
function steps(nodes: readonly Node[]): string[] {
  return nodes.filter((node) => node.path.length > 0).map(pathText);
}

function pathText(node: Node): string {
  return node.path.map((word) => ` ${word}`).join("");
}

function bashScript(nodes: readonly Node[]): string {
  const cases = nodes.map(
    (node) => `    "${pathText(node)}")
      words="${wordsOf(node).join(" ")}"
      options="${node.options.flatMap(namesOf).join(" ")} --help"
      ;;`,
  );
  return `# bash completion for heartbeat
_heartbeat() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"
  local at="" words="" options="" i
  COMPREPLY=()
  case "$prev" in
    ${valueOptions(nodes).join("|")}) return ;;
  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
      ${steps(nodes)
        .map((step) => `"${step}"`)
        .join("|")}) at="$at \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at" in
${cases.join("\n")}
  esac
  if [[ "$cur" == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$cur"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  fi
}
complete -o default -F _heartbeat heartbeat
`;
}

/** `words` and `options` are zsh's own: neither may be a local name. */
function zshScript(nodes: readonly Node[]): string {
  const cases = nodes.map((node) => {
    const commands = node.commands.map(({ name, summary }) => quote(`${name}:${summary}`));
    const choices = node.choices.map(quote);
    const options = node.options.flatMap((option) =>
      namesOf(option).map((name) => quote(`${name}:${option.description}`)),
    );
    return `    "${pathText(node)}")
      here=(${[...commands, ...choices].join(" ")})
      flags=(${[...options, quote("--help:print help")].join(" ")})
      ;;`;
  });
  return `#compdef heartbeat
_heartbeat() {
  local at="" word
  local -a before flags here
  before=("\${(@)words[2,CURRENT-1]}")
  case "\${words[CURRENT-1]}" in
    ${valueOptions(nodes).join("|")}) _files; return ;;
  esac
  for word in "\${before[@]}"; do
    case "$at $word" in
      ${steps(nodes)
        .map((step) => `"${step}"`)
        .join("|")}) at="$at $word" ;;
    esac
  done
  case "$at" in
${cases.join("\n")}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then
    _describe option flags
  elif (( \${#here} )); then
    _describe command here
  else
    _files
  fi
}
if [ "\${funcstack[1]}" = "_heartbeat" ]; then
  _heartbeat "$@"
else
  compdef _heartbeat heartbeat
fi
`;
}

function fishScript(nodes: readonly Node[]): string {
  const lines = nodes.flatMap((node) => {
    const here = fishCondition("__heartbeat_at", node);
    const exactlyHere = fishCondition("__heartbeat_is", node);
    return [
      ...node.commands.map(
        ({ name, summary }) =>
          `complete -c heartbeat -f -n ${exactlyHere} -a ${name} -d ${quote(summary)}`,
      ),
      ...node.choices.map((choice) => `complete -c heartbeat -f -n ${exactlyHere} -a ${choice}`),
      ...(node.path.length === 0 ? [] : node.options.map((option) => fishOption(option, here))),
    ];
  });
  return `# fish completion for heartbeat
function __heartbeat_plain
  set -l words (commandline -opc)
  for word in $words[2..-1]
    string match -q -- "-*" $word; or echo $word
  end
end
function __heartbeat_at
  set -l plain (__heartbeat_plain)
  test (count $plain) -ge (count $argv); or return 1
  for i in (seq (count $argv))
    test $plain[$i] = $argv[$i]; or return 1
  end
end
function __heartbeat_is
  test (count (__heartbeat_plain)) -eq (count $argv); and __heartbeat_at $argv
end
${lines.join("\n")}
`;
}

function fishCondition(test: string, node: Node): string {
  return quote([test, ...node.path].join(" "));
}

function fishOption(option: Option, here: string): string {
  const short = option.short === undefined ? "" : ` -s ${option.short.slice(1)}`;
  const long = option.long === undefined ? "" : ` -l ${option.long.slice(2)}`;
  const value = takesValue(option) ? " -r" : "";
  return `complete -c heartbeat -n ${here}${short}${long}${value} -d ${quote(option.description)}`;
}

/** One word for every shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
