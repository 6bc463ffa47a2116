import { Buffer } from "node:buffer";
import { damaged, otherFormat } from "./workbook-errors.ts";

/** What the first bytes of a file are. */
export type Container = "zip" | "ole" | "other";

const zipStarts = ["PK\x03\x04", "PK\x05\x06", "PK\x07\x08"];
const oleStart = Buffer.from("d0cf11e0a1b11ae1", "hex");
const oldOleStart = Buffer.from("d0cf11e0", "hex");

/** `head` is the file's beginning; eight bytes are enough. */
export function containerOf(head: Uint8Array): Container {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(8, head.byteLength));
  if (zipStarts.includes(start.toString("latin1", 0, 4))) return "zip";
  return start.equals(oleStart) || start.subarray(0, 4).equals(oldOleStart) ? "ole" : "other";
}

/**
 * Old Excel workbooks and password-protected new ones are the same container; only the latter have
 * a stream of this name.
 */
export function refuseOle(file: string, bytes: Buffer): never {
  if (bytes.includes(Buffer.from("EncryptedPackage", "utf16le"))) {
    throw otherFormat(
      file,
      "xlsx_password",
      "is protected by a password",
      "Open it in Excel, take the password off (File > Info > Protect Workbook), and save it again.",
    );
  }
  throw otherFormat(
    file,
    "xlsx_legacy",
    "is a file of an old Office program (.xls), not an .xlsx workbook",
    "Open it in your spreadsheet program and save it as .xlsx, or as CSV UTF-8.",
  );
}

const workbookName = /\.(?:xlsx|xlsm|xltx|xltm|xls|xlsb|ods|numbers)$/i;

/**
 * A file called like a workbook that is something else, or a ZIP whose first bytes are damaged; any
 * other file may be a CSV.
 */
export function refuseMisnamed(file: string, head: Uint8Array): void {
  if (
    Buffer.from(head.buffer, head.byteOffset, head.byteLength).includes("PK\x03\x04", 0, "latin1")
  ) {
    throw damaged(file, "it holds parts of a ZIP and does not begin like one");
  }
  const extension = workbookName.exec(file)?.[0];
  if (extension === undefined || head.length === 0) return;
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(512, head.byteLength));
  const text = start.toString("latin1").replace(/^\xef\xbb\xbf|[\0\xff\xfe]/g, "");
  if (/^\s*<(?:!doctype|html|head|meta|table|body|style|\?xml)/i.test(text)) {
    throw otherFormat(
      file,
      "xlsx_is_html",
      `is a web page or XML that is called ${extension}`,
      "Many web exports do that. Open it in Excel and save it as .xlsx, or export it as CSV; if it is a sign-in page, download it again.",
    );
  }
  if (/^(?:%PDF|\{\\rtf)/.test(text)) return;
  const controls = start.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length;
  if (controls <= start.length * 0.6 && looksLikeText(start, controls)) {
    throw otherFormat(
      file,
      "xlsx_is_text",
      `is a text file, perhaps CSV, that is called ${extension}`,
      "Rename it to end in .csv and run again.",
    );
  }
  throw otherFormat(file, "xlsx_not_workbook", `is called ${extension} and is no workbook`);
}

/** UTF-16 has a NUL in every second byte; anything else with control characters is no text. */
function looksLikeText(start: Buffer, controls: number): boolean {
  if (controls === 0) return true;
  const bom = start.toString("latin1", 0, 2);
  return bom === "\xff\xfe" || bom === "\xfe\xff";
}
