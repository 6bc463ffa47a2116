import type { Severity } from "../../list/doctor/finding-kinds.ts";

/** What GitHub shows beside a line of a file. It may be public: no value of any cell. */
export interface Annotation {
  severity: Severity;
  file: string;
  /** Physical line; without one the file as a whole is meant. */
  line?: number;
  title: string;
  text: string;
}

/** Some of them, and how many more of each severity there are. */
export interface Annotations {
  annotations: readonly Annotation[];
  further: Partial<Record<Severity, number>>;
}

/** GitHub drops every further one of a kind without a word; the last place tells how many. */
export const maxOfKind = 9;

const commands = [
  ["error", "error", "errors"],
  ["warning", "warning", "warnings"],
  ["note", "notice", "notices"],
] as const;

/** Workflow commands for a step's log: at most nine of a kind, and a tenth with what is left out. */
export function annotationLines(
  annotations: readonly Annotation[],
  further: Annotations["further"] = {},
): string[] {
  return commands.flatMap(([severity, command, many]) => {
    const all = annotations.filter((one) => one.severity === severity);
    const left = all.length + (further[severity] ?? 0) - maxOfKind;
    const lines = all.slice(0, maxOfKind).map((one) => annotationLine(command, one));
    if (left <= 0) return lines;
    return [...lines, `::${command}::and ${left} more ${left === 1 ? command : many}`];
  });
}

function annotationLine(command: string, { file, line, title, text }: Annotation): string {
  const properties = [
    ...(file === "-" ? [] : [["file", file]]),
    ...(line === undefined ? [] : [["line", String(line)]]),
    ["title", title],
  ].map(
    ([name, value = ""]) => `${name}=${escaped(value).replace(/:/g, "%3A").replace(/,/g, "%2C")}`,
  );
  return `::${command} ${properties.join(",")}::${escaped(text)}`;
}

function escaped(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
