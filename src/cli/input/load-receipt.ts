import { open, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { receiptFromSections } from "../../enrich/receipt/receipt-sections.ts";
import { type ParsedReceipt, parseReceipt } from "../../list/receipt/parse-receipt.ts";
import { InputError, systemErrorCode, UsageError } from "../../model/errors.ts";
import { openTable } from "../../table/open-table.ts";
import { aboutSheetName } from "../../table/xlsx/sheet-name.ts";
import { containerOf } from "../../table/xlsx/workbook-signature.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { pathIn } from "../files/output-path.ts";
import { besideOf } from "./receipt-place.ts";

/** The receipt of an enriched list, and where it lies. */
export interface LoadedReceipt extends ParsedReceipt {
  path: string;
}

/**
 * undefined where none lies beside the list, or in it where it is a workbook. One that was named and cannot be read is an
 * InputError.
 *
 * @param given `--receipt`
 */
export async function loadReceipt(
  app: App,
  enriched: string,
  given: string | undefined,
): Promise<LoadedReceipt | undefined> {
  if (given === undefined && enriched === "-") return undefined;
  const path = given === undefined ? besideOf(enriched) : pathIn(app.io.cwd, given);
  const text = await readText(path, given !== undefined);
  if (text !== undefined) return { path, ...parseReceipt(parseJson(text)) };
  const kept = (await isZip(enriched)) ? await receiptWithin(app, enriched) : undefined;
  return kept && { path: `${enriched}, sheet ${aboutSheetName}`, ...parseReceipt(kept) };
}

async function receiptWithin(
  { io }: App,
  workbook: string,
): Promise<Record<string, unknown> | undefined> {
  const options = { sheet: aboutSheetName, headerRow: 1, tempDir: io.env.TMPDIR || tmpdir() };
  const { signal, unfinished } = io;
  const table = await openTable(workbook, { ...options, signal, unfinished }).catch(
    (error: unknown) => {
      if (error instanceof UsageError && error.code === "sheet_unknown") return undefined;
      throw error;
    },
  );
  if (table === undefined) return undefined;
  return closing(table, async () => {
    const rows: (readonly string[])[] = [];
    for await (const batch of table.rows({ signal })) {
      rows.push(...batch.map(({ cells }) => cells));
    }
    return receiptFromSections(rows);
  });
}

/** Whatever else is wrong with the file is said by who opens it. */
async function isZip(path: string): Promise<boolean> {
  try {
    const handle = await open(path, "r");
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    await handle.close();
    return containerOf(buffer.subarray(0, bytesRead)) === "zip";
  } catch {
    return false;
  }
}

async function readText(path: string, isNamed: boolean): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" && !isNamed) return undefined;
    throw new InputError(
      "receipt_unreadable",
      `The receipt ${path} could not be read (${code ?? "unknown error"}).`,
      "Check the path that --receipt names, and the file's permissions.",
    );
  }
}

/** undefined for what is none: the text is not to be quoted. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
