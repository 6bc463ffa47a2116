import type { Profile } from "../../../src/model/profile.ts";
import {
  type GhostKey,
  ghostLevels,
  type SuppressionKeys,
  type Suppressions,
  suppressionKeysOfProfile,
} from "../../../src/model/suppressions.ts";
import { ghostKeysOfProfile } from "../../../src/normalize/keys/ghost-keys.ts";
import { nobodyWithheld } from "../../../src/registry/withheld-store.ts";
import { createEmbeddedService } from "../../../src/service/embedded/embedded-service.ts";
import type { SearchService } from "../../../src/service/search-service.ts";
import { withSuppressions } from "../../../src/service/suppressions/with-suppressions.ts";
import { createMemoryRegistry } from "../../helpers/memory-registry.ts";

export interface TestLedger extends Suppressions {
  /** By a value, as a list gives it. */
  suppress(...values: string[]): void;
  /** Somebody who is on file no more. */
  suppressGhost(profile: Profile): void;
  failWith(error: Error | undefined): void;
}

/** Values and ghosts in the clear; every change is another number. */
export function testLedger(): TestLedger {
  const values = new Set<string>();
  const ghosts = new Set<string>();
  let number = 0;
  let fault: Error | undefined;
  const textOf = ({ level, text }: GhostKey) => `${level} ${text}`;
  const answer = async <T>(work: () => T) => {
    if (fault !== undefined) throw fault;
    return work();
  };
  return {
    suppress(...more) {
      for (const value of more) values.add(value);
      number++;
    },
    suppressGhost(profile) {
      for (const key of ghostKeysOfProfile(profile)) ghosts.add(textOf(key));
      number++;
    },
    failWith(error) {
      fault = error;
    },
    number: () => answer(() => number),
    areSuppressed: (batch) =>
      answer(() => batch.map((keys) => valuesOf(keys).some((value) => values.has(value)))),
    ghostsAt: (batch) =>
      answer(() =>
        batch.map((question) => {
          if (ghosts.size === 0) return undefined;
          const met = question().filter((key) => ghosts.has(textOf(key)));
          return ghostLevels.findLast((level) => met.some((key) => key.level === level));
        }),
      ),
  };
}

function valuesOf({ npi, licenses = [], emails = [], phones = [] }: SuppressionKeys): string[] {
  const numbers = licenses.map(({ number, state }) => `${state}:${number}`);
  return [npi ?? "", ...numbers, ...emails, ...phones.map((one) => one.replace(/\D/g, ""))];
}

/** The server's service over people in memory, whose release learns what the ledger knows. */
export function served(people: readonly Profile[], ledger: Suppressions, learns = true) {
  let npis = new Uint32Array();
  let looks = 0;
  const registry = createMemoryRegistry(people, () => ({ ...nobodyWithheld, npis }));
  const inner: SearchService = createEmbeddedService(registry, { label: "memory" });
  const service = withSuppressions(inner, ledger, async () => {
    looks++;
    if (!learns) return;
    const hits = await ledger.areSuppressed(people.map(suppressionKeysOfProfile));
    npis = Uint32Array.from(
      people.flatMap(({ npi }, i) => (hits[i] ? Number(npi) : [])).sort((a, b) => a - b),
    );
  });
  return { service, inner, looks: () => looks };
}
