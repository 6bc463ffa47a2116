import { parseXml, type ReadOptions, type XmlElement } from "./parse-xml.ts";
import { createTextReader, decodeEscapes } from "./read-text.ts";
import { createTextStore } from "./text-store.ts";
import { damaged, tooLarge, unsupported } from "./workbook-errors.ts";
import type { Member } from "./zip-members.ts";

/** The texts that cells name by number. */
export interface SharedStrings {
  get(index: number): string | undefined;
}

const mostTexts = 2 ** 24;

export async function readSharedStrings(
  member: Member | undefined,
  options: ReadOptions,
): Promise<SharedStrings> {
  const { file } = options;
  const store = createTextStore();
  const reader = createTextReader();
  let depth = 0;
  let texts = 0;
  const addText = (): void => {
    if (++texts > mostTexts) throw tooLarge(file, "it has more than 16 million different texts");
    store.add(reader.take());
  };
  const handlers = {
    open(element: XmlElement): void {
      depth++;
      const { name } = element;
      if (depth === 1 && name !== "sst") throw damaged(file, "its texts are none");
      if (depth === 2 && name !== "si" && name !== "extLst") {
        throw unsupported(file, "an unknown element among its texts");
      }
      if (depth < 2 || (depth === 2 && name === "si")) return;
      if (!reader.open(element)) throw unsupported(file, "an unknown element in a text");
    },
    text(text: string): void {
      reader.text(text);
      if (reader.isTooLong()) throw tooLarge(file, "a cell has more than 100,000 characters");
    },
    close(name: string): void {
      if (depth === 2 && name === "si") addText();
      else if (depth >= 2) reader.close(name);
      depth--;
    },
  };
  if (member === undefined) return { get: () => undefined };
  for await (const _ of parseXml(member, handlers, options)) void _;
  return {
    get(index) {
      const text = store.get(index);
      return text === undefined ? undefined : decodeEscapes(text);
    },
  };
}
