import type { Letter } from "./compose-letter.ts";

const width = 76;

/** As it goes into an e-mail. */
export function letterText({ subject, parts }: Letter): string {
  let text = `Subject: ${subject}\n`;
  let before = "";
  for (const { kind, text: words } of parts) {
    const follows = kind === "item" && before === "item";
    text += `${follows ? "" : "\n"}${wrapped(words, kind)}\n`;
    before = kind;
  }
  return text;
}

function wrapped(words: string, kind: string): string {
  const [first, further] = kind === "item" ? ["- ", "  "] : ["", ""];
  const lines: string[] = [];
  let line = first;
  for (const word of words.split(" ")) {
    const isBegun = line !== first && line !== further;
    if (isBegun && line.length + 1 + word.length > width) {
      lines.push(line);
      line = further;
    }
    line += line === first || line === further ? word : ` ${word}`;
  }
  const text = [...lines, line].join("\n");
  return kind === "heading" ? `${text}\n${"-".repeat(Math.min(line.length, width))}` : text;
}
