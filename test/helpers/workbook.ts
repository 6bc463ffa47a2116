import { zipOf } from "./zip.ts";

/** A workbook by its parts; each part as XML, so that a test can write what no program would. */
export interface WorkbookParts {
  /** Inside of `<sheetData>` by sheet name; or of the whole worksheet when it starts with `<`. */
  sheets: Readonly<Record<string, string>>;
  /** `hidden` or `veryHidden` by sheet name. */
  states?: Readonly<Record<string, string>>;
  /** `<si>` elements. */
  strings?: string;
  /** Number formats of the styles 1, 2, …; style 0 is the general one. */
  formats?: readonly string[];
  /** Further elements of the workbook: `<workbookPr date1904="1"/>`. */
  properties?: string;
  /** Further parts, or others in place of these. */
  parts?: Readonly<Record<string, string | Uint8Array>>;
  /** Parts to leave out. */
  without?: readonly string[];
  /** Prefix of all elements: `x:`. */
  prefix?: string;
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export function workbookParts(given: WorkbookParts): Record<string, string | Uint8Array> {
  const { sheets, states = {}, strings, formats = [], properties = "", prefix = "" } = given;
  const xmlns = prefix === "" ? `xmlns="${main}"` : `xmlns:${prefix.slice(0, -1)}="${main}"`;
  const names = Object.keys(sheets);
  const tag = (name: string, inner: string, attributes = "") =>
    `<${prefix}${name}${attributes === "" ? "" : ` ${attributes}`}>${inner}</${prefix}${name}>`;
  const list = names.map((name, i) => {
    const state = states[name] === undefined ? "" : ` state="${states[name]}"`;
    return `<${prefix}sheet name="${escapeXml(name)}" sheetId="${i + 1}"${state} r:id="rId${i + 1}"/>`;
  });
  const links = names.map((_, i) =>
    relation(`rId${i + 1}`, "worksheet", `worksheets/sheet${i + 1}.xml`),
  );
  if (strings !== undefined) links.push(relation("rId901", "sharedStrings", "sharedStrings.xml"));
  links.push(relation("rId902", "styles", "styles.xml"));
  const parts: Record<string, string | Uint8Array> = {
    "[Content_Types].xml": `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": relationships([relation("rId1", "officeDocument", "xl/workbook.xml")]),
    "xl/workbook.xml":
      declaration +
      tag("workbook", properties + tag("sheets", list.join("")), `${xmlns} xmlns:r="${relations}"`),
    "xl/_rels/workbook.xml.rels": relationships(links),
    "xl/styles.xml": declaration + tag("styleSheet", styles(formats, prefix), xmlns),
  };
  if (strings !== undefined)
    parts["xl/sharedStrings.xml"] = declaration + tag("sst", strings, xmlns);
  names.forEach((name, i) => {
    const inner = sheets[name] as string;
    const whole = inner.startsWith("<sheetData") || inner.startsWith(`<${prefix}sheetData`);
    parts[`xl/worksheets/sheet${i + 1}.xml`] =
      declaration + tag("worksheet", whole ? inner : tag("sheetData", inner), xmlns);
  });
  const all: Record<string, string | Uint8Array> = { ...parts, ...given.parts };
  for (const path of given.without ?? []) delete all[path];
  return all;
}

export function workbookOf(given: WorkbookParts): Buffer {
  return zipOf(workbookParts(given));
}

/** Rows of inline strings, from row 1 on. */
export function textRows(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells, r) =>
      rowOf(
        r + 1,
        cells.map((text, c) => inlineCell(`${letter(c)}${r + 1}`, text)),
      ),
    )
    .join("");
}

export function rowOf(number: number, cells: readonly string[]): string {
  return `<row r="${number}">${cells.join("")}</row>`;
}

export function inlineCell(ref: string, text: string): string {
  return `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

function letter(column: number): string {
  return String.fromCharCode(65 + column);
}

function styles(formats: readonly string[], prefix: string): string {
  const list = formats.map(
    (code, i) => `<${prefix}numFmt numFmtId="${164 + i}" formatCode="${escapeXml(code)}"/>`,
  );
  const xfs = formats.map((_, i) => `<${prefix}xf numFmtId="${164 + i}"/>`);
  return (
    `<${prefix}numFmts>${list.join("")}</${prefix}numFmts>` +
    `<${prefix}cellStyleXfs><${prefix}xf numFmtId="14"/></${prefix}cellStyleXfs>` +
    `<${prefix}cellXfs><${prefix}xf numFmtId="0"/>${xfs.join("")}</${prefix}cellXfs>`
  );
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
}

function relationships(list: readonly string[]): string {
  return `${declaration}<Relationships xmlns="${packageRelations}">${list.join("")}</Relationships>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
