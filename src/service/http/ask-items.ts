import type { ZodType } from "zod";
import type { Caller } from "./caller.ts";
import type { Client } from "./client.ts";
import { unusable } from "./exchange.ts";
import { toServiceError } from "./service-errors.ts";
import type { Waiting } from "./waiting.ts";

/** A list of texts that is answered by a list of the same length. */
export interface ItemQuestion<Answer, Item> {
  path: string;
  schema: ZodType<Answer>;
  bodyOf: (items: readonly string[]) => unknown;
  read: (answer: Answer) => readonly Item[];
}

export interface AskItemsDeps {
  client: Client;
  caller: Caller;
  waiting: Waiting;
  /** Items in one request, at most. */
  most: number;
}

/** One answer for each item, in their order, from as many requests as it takes. */
export async function askItems<Answer, Item>(
  items: readonly string[],
  question: ItemQuestion<Answer, Item>,
  { client, caller, waiting, most }: AskItemsDeps,
): Promise<Item[]> {
  const { path, schema, bodyOf, read } = question;
  const found: Item[] = [];
  for (let at = 0; at < items.length; at += most) {
    const some = items.slice(at, at + most);
    const outcome = await caller.call<readonly Item[]>(
      async () => {
        const body = bodyOf(some);
        const { signal } = waiting;
        const answer = await client.send(path, { schema, body, items: some.length, signal });
        if (answer.kind !== "answered") return answer;
        const value = read(answer.value);
        if (value.length !== some.length) return unusable("not one answer per item");
        return { kind: "answered", value };
      },
      { waiting },
    );
    if (outcome.kind !== "answered") throw toServiceError(outcome, client.label);
    found.push(...outcome.value);
  }
  return found;
}
