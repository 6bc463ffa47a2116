import { UsageError } from "../model/errors.ts";

/** A key that is typed stands in the shell's history and in everybody's list of processes. */
export function refuseTypedKey(argv: readonly string[]): void {
  if (!argv.some((word) => /^--api[-_]?key(=|$)/i.test(word))) return;
  throw new UsageError(
    "api_key_typed",
    "An API key does not belong on a command line: others can read it there.",
    "Take a new key if that was a real one, and say it with HEARTBEAT_API_KEY or --api-key-file FILE.",
  );
}

/** What commander says of an option that it does not know, without what was given to it. */
export function withoutTypedValue(said: string): string {
  return said.replace(/^(error: unknown option '--?[\w-]+)=[\s\S]*'/, "$1'");
}
