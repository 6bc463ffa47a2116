interface WrapOptions {
  /** Characters that stand before the text on its first line. */
  taken: number;
  /** Before every further line. */
  indent: string;
}

const lineWidth = 80;

/** Breaks at blanks, so that no line is wider than a terminal of 80 columns. */
export function wrapText(text: string, { taken, indent }: WrapOptions): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const before = lines.length === 0 ? taken : indent.length;
    if (line !== "" && before + line.length + 1 + word.length > lineWidth) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join(`\n${indent}`);
}
