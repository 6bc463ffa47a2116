import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Everything by which a run could tell what it must not. */
export interface Traces {
  /** By name: stdout, stderr, a receipt, a page of `runs list` … */
  texts: Readonly<Record<string, string>>;
  /** What somebody between here and the service sees of every call: line and headers. */
  calls?: readonly HeardCall[];
  /** Of these the names of all files are looked at, and who may open them; not what is in them. */
  folders?: readonly string[];
}

export interface HeardCall {
  /** Path with everything behind it. */
  url: string;
  /** Name, value, name, value … as they came. */
  headers: readonly string[];
}

/**
 * Where secrets (keys, cells, whatever else must stay inside) turn up, as `where: which`; nothing
 * for a run that keeps them. A key may stand in its own header, `authorization`, and nowhere else.
 */
export async function leaksOf(
  secrets: Readonly<Record<string, string>>,
  { texts, calls = [], folders = [] }: Traces,
): Promise<string[]> {
  const leaks: string[] = [];
  const look = (where: string, said: string) => {
    for (const [name, secret] of Object.entries(secrets)) {
      if (isToldBy(said, secret)) leaks.push(`${where}: ${name}`);
    }
  };
  for (const [where, said] of Object.entries(texts)) look(where, said);
  for (const { url, headers } of calls) {
    look("the address of a call", url);
    for (let i = 0; i < headers.length; i += 2) {
      if (headers[i]?.toLowerCase() === "authorization") continue;
      look(`the header ${headers[i]}`, headers[i + 1] ?? "");
    }
  }
  for (const folder of folders) {
    for (const name of await readdir(folder, { recursive: true })) {
      look("the name of a file", name);
      // The log of a database may have gone meanwhile.
      const found = await stat(join(folder, name)).catch(() => undefined);
      if (((found?.mode ?? 0) & 0o077) !== 0) leaks.push(`others may open ${name}`);
    }
  }
  return [...new Set(leaks)];
}

/** As it is, in another case, with other signs between, or written as addresses and keys are. */
function isToldBy(said: string, secret: string): boolean {
  const lower = said.toLowerCase();
  const bytes = Buffer.from(secret);
  const forms = [
    secret,
    encodeURIComponent(secret),
    secret.replaceAll(" ", "+"),
    bytes.toString("hex"),
    bytes.toString("base64").replace(/=+$/, "").slice(0, -1),
    bytes.toString("base64url").slice(0, -1),
    JSON.stringify(secret).slice(1, -1),
  ];
  if (forms.some((form) => lower.includes(form.toLowerCase()))) return true;
  // The parts of a name are told one by one, too.
  return secret.split(" ").length > 1 && secret.split(" ").some((part) => isToldBy(said, part));
}
