import { Buffer } from "node:buffer";
import { InputError } from "../../model/errors.ts";
import type { Dialect, Table, TableRow } from "../../table/table.ts";
import { bomOf, createEncoding, type TextEncoder } from "../../table/text/encode-text.ts";

/**
 * A list (original-table.ts) as a file of its own dialect, piece by piece. Throws InputError
 * `not_encodable` when a cell was given a character that the encoding does not have.
 */
export async function* originalBytes(
  original: Table,
  dialect: Pick<Dialect, "encoding" | "bom">,
  { signal, onRows }: { signal: AbortSignal; onRows?: (rows: readonly TableRow[]) => void },
): AsyncGenerator<Uint8Array, void> {
  const encode = required(createEncoding(dialect.encoding), dialect.encoding);
  const { before, raw, ending } = original.header;
  yield bomOf(dialect);
  yield encode(Buffer.concat([before, raw, Buffer.from(ending)]));
  for await (const rows of original.rows({ signal })) {
    onRows?.(rows);
    yield encode(Buffer.concat(rows.flatMap((row) => [row.raw, Buffer.from(row.ending)])));
  }
}

function required(encode: TextEncoder, encoding: string): (text: Uint8Array) => Uint8Array {
  return (text) => {
    const bytes = encode(text);
    if (bytes === undefined) {
      throw new InputError(
        "not_encodable",
        `The list was edited since the run and has characters now that ${encoding} does not have.`,
      );
    }
    return bytes;
  };
}
