import { Buffer } from "node:buffer";
import { tellColumnsApart } from "../columns/tell-columns-apart.ts";
import { openOutput } from "../files/open-output.ts";
import type { TableRow, TableWriter } from "../table.ts";
import { extraColumnNames, type WriterOptions } from "../writer-options.ts";

/** What a line says before the list's own columns; no column gets one of these names. */
const ownKeys = ["row", "status", "rejected"] as const;
const statusColumn = "hb_status";

/**
 * Writes the list as JSON, one object a line: `row`, `status`, the list's columns, ours. Everything
 * but `row` is text, as it stands in the list. A rejected line has its text as `rejected` and no
 * columns of the list. Blank lines are no rows. Nothing is at `path` before `finish`.
 */
export async function openNdjsonWriter(path: string, options: WriterOptions): Promise<TableWriter> {
  const output = await openOutput(path, options);
  const { columns, added, signal } = options;
  const ours = [...extraColumnNames(options), ...added];
  const inputKeys = tellColumnsApart(columns, [...ownKeys, ...ours]).map(keyOf);
  const extraKeys = ours.slice(0, ours.length - added.length).map(keyOf);
  const addedKeys = added.map(keyOf);
  const status = added.indexOf(statusColumn);

  function line(row: TableRow, cells: readonly string[]): string {
    if (row.kind === "blank_line") return "";
    const members = [`"row":${row.number}`];
    if (status !== -1) members.push(`"status":${JSON.stringify(cells[status] ?? "")}`);
    if (row.kind === "rejected") {
      members.push(`"rejected":${JSON.stringify(Buffer.from(row.raw).toString("utf8"))}`);
    } else {
      append(members, inputKeys, row.cells);
      append(members, extraKeys, row.extra);
    }
    append(members, addedKeys, cells);
    return `{${members.join(",")}}\n`;
  }

  return {
    async write(rows) {
      signal.throwIfAborted();
      await output.write(Buffer.from(rows.map(({ row, cells }) => line(row, cells)).join("")));
    },
    finish: () => output.finish(),
    abort: () => output.abort(),
  };
}

/** The start of a member; an object could not have a key `__proto__`, nor keep the order of `2024`. */
function keyOf(name: string): string {
  return `${JSON.stringify(name)}:`;
}

function append(members: string[], keys: readonly string[], cells: readonly string[]): void {
  keys.forEach((key, i) => {
    members.push(key + JSON.stringify(cells[i] ?? ""));
  });
}
