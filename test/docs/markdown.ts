/** The lines from a heading to the next one of its level or above, without the heading. */
export function sectionOf(text: string, heading: string): string {
  const lines = text.split("\n");
  const start = lines.indexOf(heading);
  if (start === -1) throw new Error(`there is no heading "${heading}"`);
  const level = heading.indexOf(" ");
  const length = lines
    .slice(start + 1)
    .findIndex((line) => /^#+ /.test(line) && line.indexOf(" ") <= level);
  return lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).join("\n");
}

/** The cells of every table row of a text, headers and rules left out. */
export function tableRows(text: string): string[][] {
  const lines = text.split("\n");
  return lines
    .filter((line, i) => line.startsWith("|") && !isRule(line) && !isRule(lines[i + 1] ?? ""))
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll("\\|", "|")));
}

/** The first cell of every table row, without its code marks. */
export function firstCells(text: string): string[] {
  return tableRows(text).map(([cell = ""]) => cell.replaceAll("`", ""));
}

/** Lines of fenced code blocks in one language; one that goes on in the next is one line. */
export function codeLines(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .flatMap(([, , code = ""]) => code.replaceAll(/\\\n\s*/g, "").split("\n"))
    .filter((line) => line !== "");
}

/** What stands between `<!-- name -->` and `<!-- /name -->`. */
export function blockOf(text: string, name: string): string {
  const found = blockPattern(name).exec(text);
  if (found === null) throw new Error(`there is no block <!-- ${name} -->`);
  return found[2] ?? "";
}

export function withBlock(text: string, name: string, content: string): string {
  return text.replace(blockPattern(name), (_, open, __, close) => `${open}${content}${close}`);
}

function blockPattern(name: string): RegExp {
  return new RegExp(`(<!-- ${name} -->\\n)([\\s\\S]*?)(<!-- /${name} -->)`);
}

function isRule(line: string): boolean {
  return /^\|[-| ]+\|$/.test(line);
}
