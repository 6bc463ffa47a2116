import { type ReadOptions, readXml } from "./parse-xml.ts";
import { unpackWhole } from "./unpack-member.ts";
import { otherFormat } from "./workbook-errors.ts";
import type { Members } from "./workbook-parts.ts";
import type { Member } from "./zip-members.ts";

const ods = "application/vnd.oasis.opendocument.spreadsheet";

const others: readonly {
  code: string;
  has: RegExp;
  what: string;
  hint?: string;
}[] = [
  {
    code: "xlsx_is_xlsb",
    has: /(?:^|\/)workbook\.bin$/,
    what: "is a binary Excel workbook (.xlsb)",
  },
  {
    code: "xlsx_is_numbers",
    has: /^index\/.*\.iwa$|(?:^|\/)index\.zip$/,
    what: "is a Numbers document",
    hint: "In Numbers choose File > Export To > Excel or CSV.",
  },
  { code: "xlsx_not_workbook", has: /^word\//, what: "is a Word document, not a workbook" },
  { code: "xlsx_not_workbook", has: /^ppt\//, what: "is a presentation, not a workbook" },
  {
    code: "xlsx_not_workbook",
    has: /\.(?:csv|tsv|txt|xlsx|xlsm|xls)$/,
    what: "is a ZIP file with a list in it",
    hint: "Unpack it, and give the file that is in it.",
  },
];

/** A ZIP without an .xlsx workbook in it is called by its name. `main` is its main part, if any. */
export async function requireWorkbook(
  members: Members,
  main: string | undefined,
  options: ReadOptions,
): Promise<string> {
  const { file } = options;
  const mimetype = members.get("mimetype");
  if (mimetype !== undefined && mimetype.size < 1000) {
    const type = (await unpackWhole(mimetype, file, options.signal)).toString("latin1");
    throw type.startsWith(ods)
      ? otherFormat(
          file,
          "xlsx_is_ods",
          "is an OpenDocument spreadsheet (.ods)",
          "In LibreOffice choose File > Save As and Excel 2007-365 (.xlsx), or CSV in UTF-8.",
        )
      : otherFormat(file, "xlsx_not_workbook", "is no workbook but another document");
  }
  const member = main === undefined ? undefined : members.get(main);
  if (main?.endsWith(".xml") && member !== undefined && (await isWorkbook(member, options))) {
    return main;
  }
  const paths = [...members.keys()];
  const known = others.find(({ has }) => paths.some((path) => has.test(path))) ?? {
    code: "xlsx_not_workbook",
    what: "is a ZIP file without a workbook in it",
    hint: "Give the workbook itself (.xlsx), or a CSV list.",
  };
  throw otherFormat(file, known.code, known.what, known.hint);
}

async function isWorkbook(member: Member, options: ReadOptions): Promise<boolean> {
  let root: string | undefined;
  await readXml(
    member,
    ({ name }) => {
      root ??= name;
    },
    options,
  );
  return root === "workbook";
}
