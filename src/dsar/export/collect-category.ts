import { type RightsWorld, takeStep } from "../take-step.ts";
import { sha256 } from "./bundle-files.ts";
import type { CategoryCode } from "./categories.ts";
import { collectedPart } from "./gather-holdings.ts";
import { readCollected } from "./read-collected.ts";

/** What another system holds of a category, or that it holds nothing; what was said last counts. */
export async function collectCategory(
  world: RightsWorld,
  id: string,
  category: CategoryCode,
  bytes: Uint8Array | undefined,
): Promise<{ values: number; sha256: string | undefined }> {
  return takeStep(world, id, "collect", async ({ record }) => {
    if (bytes === undefined) {
      await record({ kind: "category_collected", body: { category, none: true } });
      return { values: 0, sha256: undefined };
    }
    const values = readCollected(bytes).length;
    const hash = sha256(bytes);
    await record({
      kind: "category_collected",
      body: { category, sha256: hash },
      parts: [{ ...collectedPart(category), bytes }],
    });
    return { values, sha256: hash };
  });
}
