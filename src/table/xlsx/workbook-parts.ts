import {
  attribute,
  isTrue,
  type ReadOptions,
  readXml,
  relationId,
  type XmlElement,
} from "./parse-xml.ts";
import { damaged } from "./workbook-errors.ts";
import type { Member } from "./zip-members.ts";

/** A sheet with cells, in the order of the tabs. */
export interface SheetPart {
  name: string;
  hidden: boolean;
  member: Member;
}

/** What a workbook says about itself. */
export interface Workbook {
  sheets: readonly SheetPart[];
  sharedStrings: Member | undefined;
  styles: Member | undefined;
  /** Days are counted from 1904-01-01, as Excel for Mac once did. */
  date1904: boolean;
  /** Its program asks for formulas to be calculated on opening: their results may be stale. */
  recalculate: boolean;
}

export type Members = ReadonlyMap<string, Member>;

interface Relation {
  id: string;
  /** Last word of its type: `worksheet`, `chartsheet`, `styles`. */
  type: string;
  /** Path in the ZIP, lower case; undefined where it leads outside. */
  path: string | undefined;
}

/** Reads names, order and state of the sheets, and which parts belong to them. */
export async function readWorkbook(
  members: Members,
  workbookPath: string,
  options: ReadOptions,
): Promise<Workbook> {
  const { file } = options;
  const relations = await readRelations(members, workbookPath, options);
  const byId = new Map(relations.map((relation) => [relation.id, relation]));
  const sheets: SheetPart[] = [];
  let date1904 = false;
  let recalculate = false;
  const takeSheet = (element: XmlElement): void => {
    const name = attribute(element, "name");
    const relation = byId.get(relationId(element) ?? "");
    if (name === undefined || relation === undefined) {
      throw damaged(file, "it names a sheet that it does not have");
    }
    if (relation.type !== "worksheet") return;
    const member = partAt(members, relation.path, file);
    if (sheets.some((sheet) => sheet.member === member || sheet.name === name)) {
      throw damaged(file, "two of its sheets are one");
    }
    const state = attribute(element, "state") ?? "visible";
    sheets.push({ name, hidden: state !== "visible", member });
  };
  await readXml(
    partAt(members, workbookPath, file),
    (element, path) => {
      const at = `${path.slice(1).join("/")}/${element.name}`;
      if (at === "/workbookPr") date1904 = isTrue(attribute(element, "date1904"));
      else if (at === "/calcPr") recalculate = isTrue(attribute(element, "fullCalcOnLoad"));
      else if (at === "sheets/sheet") takeSheet(element);
    },
    options,
  );
  const single = (type: string): Member | undefined => {
    const found = relations.filter((relation) => relation.type === type);
    if (found.length > 1) throw damaged(file, "it has two parts where one belongs");
    return found[0] === undefined ? undefined : partAt(members, found[0].path, file);
  };
  return {
    sheets,
    sharedStrings: single("sharedStrings"),
    styles: single("styles"),
    date1904,
    recalculate,
  };
}

/** Where the main part is, lower case; undefined in a ZIP that names none. */
export async function findMainPart(
  members: Members,
  options: ReadOptions,
): Promise<string | undefined> {
  if (!members.has("_rels/.rels")) {
    return members.has("xl/workbook.xml") ? "xl/workbook.xml" : undefined;
  }
  const relations = await readRelations(members, "", options);
  return relations.find(({ type }) => type === "officeDocument")?.path;
}

async function readRelations(
  members: Members,
  source: string,
  options: ReadOptions,
): Promise<Relation[]> {
  const slash = source.lastIndexOf("/") + 1;
  const folder = source.slice(0, slash);
  const member = members.get(`${folder}_rels/${source.slice(slash)}.rels`);
  if (member === undefined) throw damaged(options.file, "the list of its parts is missing");
  const relations: Relation[] = [];
  await readXml(
    member,
    (element) => {
      if (element.name !== "Relationship") return;
      const target = attribute(element, "Target") ?? "";
      const outside = attribute(element, "TargetMode") === "External";
      relations.push({
        id: attribute(element, "Id") ?? "",
        type: (attribute(element, "Type") ?? "").split("/").at(-1) as string,
        path: outside ? undefined : resolvePath(folder, target),
      });
    },
    options,
  );
  if (new Set(relations.map(({ id }) => id)).size < relations.length) {
    throw damaged(options.file, "two of its parts have one number");
  }
  return relations;
}

/** Targets are relative to the part's folder, or absolute with a leading slash. */
function resolvePath(folder: string, target: string): string {
  const parts: string[] = [];
  const whole = target.startsWith("/") ? target : folder + target;
  for (const part of whole.replaceAll("\\", "/").split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/").toLowerCase();
}

function partAt(members: Members, path: string | undefined, file: string): Member {
  const member = path === undefined ? undefined : members.get(path);
  if (member === undefined) throw damaged(file, "a part that it names is missing");
  return member;
}
