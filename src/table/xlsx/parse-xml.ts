import type { Buffer } from "node:buffer";
import { type SaxesAttributeNS, SaxesParser } from "saxes";
import { HeartbeatError } from "../../model/errors.ts";
import { unpackMember } from "./unpack-member.ts";
import { damaged, tooLarge, unsupported } from "./workbook-errors.ts";
import type { Member } from "./zip-members.ts";

export interface XmlElement {
  /** Without its prefix; `?name` when it is of no namespace that workbooks are made of. */
  name: string;
  attributes: Readonly<Record<string, SaxesAttributeNS>>;
}

export interface XmlHandlers {
  open(element: XmlElement): void;
  /** Characters with entities resolved; CDATA too. */
  text(text: string): void;
  close(name: string): void;
}

export interface ReadOptions {
  /** As the user named it, for messages. */
  file: string;
  signal: AbortSignal;
}

/** Transitional and strict, each with the namespace of relations. */
const namespaces: ReadonlySet<string> = new Set([
  "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  "http://purl.oclc.org/ooxml/spreadsheetml/main",
  "http://schemas.openxmlformats.org/package/2006/relationships",
]);
const relationNamespaces: ReadonlySet<string> = new Set([
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
  "http://purl.oclc.org/ooxml/officeDocument/relationships",
]);

/** Excel's longest cell has 32,767 characters; nothing between two tags comes near this. */
const silentBytes = 4 << 20;
/** Small, because a few bytes may name a long text and a slice is parsed before anybody may act. */
const sliceBytes = 32 << 10;
const deepest = 100;
const smallPartBytes = 32 << 20;

/**
 * Runs over a part's XML from its beginning to its end. Yields after each chunk, so that the caller
 * takes what the handlers collected. Throws `xlsx_damaged` where the XML is not well-formed.
 */
export async function* parseXml(
  member: Member,
  handlers: XmlHandlers,
  { file, signal }: ReadOptions,
): AsyncGenerator<void, void> {
  let silent = 0;
  const parser = createParser(file, {
    open(element) {
      silent = 0;
      handlers.open(element);
    },
    text(text) {
      silent = 0;
      handlers.text(text);
    },
    close: (name) => handlers.close(name),
  });
  const decode = createXmlDecoding(file);
  for await (const chunk of unpackMember(member, file, signal)) {
    silent += chunk.length;
    if (silent > silentBytes) throw tooLarge(file, "a cell holds more than 4 MB");
    for (let at = 0; at < chunk.length; at += sliceBytes) {
      parser.write(decode(chunk.subarray(at, at + sliceBytes)));
      yield;
    }
  }
  parser.write(decode());
  parser.close();
  yield;
}

/** For small parts, of which nothing is needed before their end. */
export async function readXml(
  member: Member,
  open: (element: XmlElement, path: readonly string[]) => void,
  options: ReadOptions,
): Promise<void> {
  if (member.size > smallPartBytes) throw tooLarge(options.file, "its description has over 32 MB");
  const path: string[] = [];
  const handlers: XmlHandlers = {
    open(element) {
      open(element, path);
      path.push(element.name);
    },
    text: () => undefined,
    close: () => path.pop(),
  };
  for await (const _ of parseXml(member, handlers, options)) void _;
}

/** An attribute without prefix. */
export function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes[name]?.value;
}

/** `r:id`, whatever the prefix is called. */
export function relationId({ attributes }: XmlElement): string | undefined {
  return Object.values(attributes).find(
    ({ local, uri }) => local === "id" && relationNamespaces.has(uri),
  )?.value;
}

export function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

function createParser(file: string, handlers: XmlHandlers): SaxesParser<{ xmlns: true }> {
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on("error", () => {
    throw damaged(file, "the XML of a part is cut short or broken");
  });
  parser.on("doctype", () => {
    throw unsupported(file, "a document type in its XML");
  });
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding === undefined || /^(?:utf-?(?:8|16(?:le|be)?)|us-ascii)$/i.test(encoding)) return;
    throw unsupported(file, "XML in another encoding than UTF-8");
  });
  const nameOf = ({ local, uri }: { local: string; uri: string }): string =>
    namespaces.has(uri) ? local : `?${local}`;
  let depth = 0;
  parser.on("opentag", (tag) => {
    depth++;
    if (depth > deepest) throw damaged(file, "its XML is nested without end");
    handlers.open({ name: nameOf(tag), attributes: tag.attributes });
  });
  parser.on("text", (text) => handlers.text(text));
  parser.on("cdata", (text) => handlers.text(text));
  parser.on("closetag", (tag) => {
    depth--;
    handlers.close(nameOf(tag));
  });
  return parser;
}

/** Characters may be cut between chunks; what is no UTF-8 (or UTF-16 with a BOM) is refused. */
function createXmlDecoding(file: string): (chunk?: Buffer) => string {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  return (chunk) => {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (error) {
      if (error instanceof HeartbeatError) throw error;
      throw damaged(file, "a part holds bytes that are no text");
    }
  };
}

function encodingOf(chunk: Buffer | undefined): string {
  if (chunk?.[0] === 0xff && chunk[1] === 0xfe) return "utf-16le";
  if (chunk?.[0] === 0xfe && chunk[1] === 0xff) return "utf-16be";
  return "utf-8";
}
