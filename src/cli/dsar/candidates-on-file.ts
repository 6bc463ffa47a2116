import type { Config } from "../../config.ts";
import { heldPieces, holdsPrivate, type WasHeld } from "../../dsar/claims/held-pieces.ts";
import type { Candidate } from "../../dsar/claims/judge-claims.ts";
import type { App, OnFile } from "../app.ts";
import { closing } from "../closing.ts";

/**
 * Profiles as claims are held against them: what the registry's sources say of them. What people have
 * had put right lies in the ledger: it proves nothing, but it would be told.
 */
export async function candidatesOnFile(
  { registry }: Pick<OnFile, "registry">,
  app: App,
  config: Config,
  npis: readonly string[],
  receipt: { received: string; wasHeld: WasHeld },
): Promise<Candidate[]> {
  const { sources } = registry.release;
  const { received, wasHeld } = receipt;
  const [profiles, corrections] = await Promise.all([
    registry.profiles(npis),
    closing(await app.openCorrections(config), (store) => store.correctionsOf(npis)),
  ]);
  return profiles.flatMap((profile, i) => {
    if (profile === undefined) return [];
    const isCorrected = (corrections[i]?.length ?? 0) > 0;
    return {
      npi: profile.npi,
      pieces: heldPieces(profile, sources, received, wasHeld),
      holdsPrivate: isCorrected || holdsPrivate(profile),
    };
  });
}
