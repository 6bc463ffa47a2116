import type { Registry } from "../../../registry/registry.ts";
import { unite } from "./npi-lists.ts";

/** More than any key holds: nobody is cut off, so that a count is exact. */
const everybody = 0x1000_0000;

/** Everybody who is filed under any of these search keys, ascending. */
export async function findByKeys(
  keys: readonly number[],
  registry: Registry,
): Promise<Uint32Array> {
  const lists = await registry.candidates(keys, everybody);
  return unite(lists.map(({ npis }) => Uint32Array.from(npis)));
}
