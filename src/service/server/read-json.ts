import { Problem } from "./problem.ts";

/** A body as JSON. Its length is counted as it comes: what is said of it may be wrong. */
export async function readJson(
  request: Request,
  most: number,
): Promise<{ body: unknown; bytes: number }> {
  requireJson(request);
  const said = Number(request.headers.get("content-length") ?? 0);
  if (said > most) throw tooLong(most);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      bytes += chunk.length;
      if (bytes > most) throw tooLong(most);
      chunks.push(chunk);
    }
  } catch (error) {
    // A caller that went away in the middle hears nothing of it.
    throw error instanceof Problem ? error : new Problem("invalid_json");
  }
  return { body: parse(Buffer.concat(chunks)), bytes };
}

function requireJson({ headers }: Request): void {
  const [type = ""] = (headers.get("content-type") ?? "").split(";");
  const isPlain = /^(identity)?$/i.test(headers.get("content-encoding") ?? "");
  if (type.trim().toLowerCase() !== "application/json" || !isPlain) throw new Problem("not_json");
}

function tooLong(most: number): Problem {
  return new Problem("body_too_large", `A body has at most ${most} bytes.`);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Problem("invalid_json");
  }
}
