interface WrapOptions {
  /** Characters that stand before the text on its first line. */
  taken: number;
  /** Before every further line. */
  indent: string;
}

const lineWidth = 80;

/** Breaks at blanks, so that no line is wider than a terminal of 80 columns. */
export function wrapText(text: string, { taken, indent }: WrapOptions): string {
  const own = text.slice(0, text.length - text.trimStart().length);
  const lines: string[] = [];
  let line = "";
  for (const word of text.trimStart().split(" ")) {
    const before = lines.length === 0 ? taken + own.length : indent.length;
    if (line !== "" && before + line.length + 1 + word.length > lineWidth) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return own + [...lines, line].join(`\n${indent}`);
}
