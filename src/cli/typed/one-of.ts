import { UsageError } from "../../model/errors.ts";

/** What an option says, of the words there are for it. */
export function oneOf<T extends string>(known: readonly T[], text: string, option: string): T {
  const found = known.find((one) => one === text.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(
    "usage",
    `${option} is none of those there are.`,
    `One of: ${known.join(", ")}.`,
  );
}
