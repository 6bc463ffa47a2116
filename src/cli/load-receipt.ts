import { readFile } from "node:fs/promises";
import { type ParsedReceipt, parseReceipt } from "../list/receipt/parse-receipt.ts";
import { InputError, systemErrorCode } from "../model/errors.ts";
import type { App } from "./app.ts";
import { pathIn } from "./output-path.ts";
import { besideOf } from "./receipt-place.ts";

/** The receipt of an enriched list, and where it lies. */
export interface LoadedReceipt extends ParsedReceipt {
  path: string;
}

/**
 * undefined where none lies beside the list. One that was named and cannot be read is an
 * InputError.
 *
 * @param given `--receipt`
 */
export async function loadReceipt(
  { io }: App,
  enriched: string,
  given: string | undefined,
): Promise<LoadedReceipt | undefined> {
  if (given === undefined && enriched === "-") return undefined;
  const path = given === undefined ? besideOf(enriched) : pathIn(io.cwd, given);
  const text = await readText(path, given !== undefined);
  return text === undefined ? undefined : { path, ...parseReceipt(parseJson(text)) };
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
