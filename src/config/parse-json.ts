import { UsageError } from "../model/errors.ts";
import { lineOfJsonFault } from "./json-fault.ts";

const lookThere =
  "Look there, or just before, for a missing quote, comma or bracket, or a comma too many.";

/**
 * The value that a file holds as JSON, with or without a byte order mark. Throws UsageError of this
 * code, which names the line and quotes nothing.
 */
export function parseJson(text: string, shown: string, code: string, hint = lookThere): unknown {
  const bare = text.replace(/^\uFEFF/, "");
  try {
    return JSON.parse(bare);
  } catch {
    throw new UsageError(code, `${shown}, line ${lineOfJsonFault(bare)}: this is not JSON.`, hint);
  }
}
