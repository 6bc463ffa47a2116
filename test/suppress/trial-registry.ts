import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { openLedger } from "../../src/ledger/sqlite/ledger-file.ts";
import { createSuppressionStore } from "../../src/ledger/sqlite/suppressions/sqlite-suppression-store.ts";
import type { SuppressionStore, SuppressionTerms } from "../../src/ledger/suppression-store.ts";
import type { ContactValue, OutcomeMark } from "../../src/model/contact.ts";
import type { Profile } from "../../src/model/profile.ts";
import type { SuppressionKeys } from "../../src/model/suppressions.ts";
import { type SubjectText, subjectKeysOf } from "../../src/normalize/keys/subject-keys.ts";
import type { FitCalibration } from "../../src/registry/release-store.ts";
import { openContactUpdater } from "../../src/registry/sqlite/contacts/contact-updater.ts";
import { recalibrateRelease } from "../../src/registry/sqlite/release/recalibrate-release.ts";
import { openReleaseUpdater } from "../../src/registry/sqlite/release/release-updater.ts";
import { createReleaseWriter } from "../../src/registry/sqlite/release/release-writer.ts";
import { openSqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { openWithheldUpdater } from "../../src/registry/sqlite/withheld/withheld-updater.ts";
import type { ErasedPart, WithheldNpis, Withhold } from "../../src/registry/withheld-store.ts";
import { applySuppressions } from "../../src/suppress/apply-suppressions.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const now = () => new Date("2026-01-02T03:04:05Z");
const { signal } = new AbortController();
export const terms: SuppressionTerms = {
  ...{ reason: "opt_out", channel: "cli", source: "", date: "2026-01-02" },
  reversible: true,
};

export const phoneOf = (n: number) => `217555${String(1000 + n)}`;
export const licenseOf = (n: number) => ({ number: `ME${4000 + n}`, state: "IL" });
export const emailOf = (n: number) => `mail${n}@example.com`;

/** One of six people; two of them share each telephone number. */
export function someone(n: number, phone: number = n >> 1, replacement?: string): Profile {
  const license = licenseOf(n).number;
  return person({
    npi: npiOf(n + 1),
    first: "ADA",
    last: `TEST${n}`,
    phone: phoneOf(phone),
    license,
    ...(replacement === undefined ? {} : { replacement }),
  });
}

/** A registry and a ledger side by side in a folder of their own. */
export interface Trial {
  folder: string;
  store: SuppressionStore;
  /** What stands between store and registry: a test may put itself there. */
  asked: Pick<
    SuppressionStore,
    "ledger" | "number" | "changesSince" | "eventOf" | "idsOf" | "haveOnly" | "deletionsAmong"
  >;
  /** The setting `public_records`. */
  erased: ErasedPart;
  build(people: readonly Profile[], name: string, fit?: FitCalibration): Promise<void>;
  week(people: readonly Profile[], name: string): Promise<void>;
  /** E-mail addresses by the number of their person. */
  contacts(
    name: string,
    whose: readonly (readonly [person: number, email: number])[],
  ): Promise<void>;
  outcomes(marks: readonly OutcomeMark[]): Promise<void>;
  take(name: string): Promise<void>;
  recalibrate(intercept: number): Promise<void>;
  /** As every command does before it opens the registry. */
  bringUpToDate(known?: readonly SubjectText[]): Promise<void>;
  suppress(keys: SuppressionKeys, others?: Partial<SuppressionTerms>): Promise<void>;
  lift(keys: SuppressionKeys): Promise<void>;
  withheld(): Promise<WithheldNpis>;
  profiles(npis: readonly string[]): Promise<(Profile | undefined)[]>;
  end(): Promise<void>;
}

export async function createTrial(): Promise<Trial> {
  const folder = temporaryFolder("heartbeat-withheld");
  const registry = join(folder, "registry");
  const world = { now, random: randomBytes, actor: "tester" };
  const store = createSuppressionStore(
    await openLedger(join(folder, "ledger.db"), join(folder, "ledger.key"), world),
  );
  const withhold: Withhold = (release, changed) =>
    applySuppressions(release, trial.asked, { changed, erased: trial.erased, signal });
  const options = { now, withhold };
  const source = (sha256: string, weekly: boolean) => ({
    ...{ id: weekly ? 1 : 0, kind: weekly ? ("nppes_weekly" as const) : ("nppes" as const) },
    ...{ file: `${sha256}.csv`, sha256, bytes: 1, rows: 1 },
  });
  const given = (name: string, kind: "contacts" | "outcomes") => ({
    ...{ name, kind, file: `${name}.csv`, as_of: "2026-01-01", priority: 0 },
    ...{ rows: 1, stored: 1, bytes: 1, sha256: name },
  });
  const trial: Trial = {
    folder,
    store,
    asked: store,
    erased: "everything",
    async build(people, name, fit) {
      const writer = await createReleaseWriter(registry, options);
      writer.add(people);
      await writer.publish([source(name, false)], undefined, fit);
    },
    async week(people, name) {
      const updater = await openReleaseUpdater(registry, options);
      updater.upsert(people);
      await updater.commit([source(name, true)]);
    },
    async contacts(name, whose) {
      const updater = await openContactUpdater(registry, options);
      updater.remove(name);
      for (const [n, email] of whose) {
        const npi = Number(someone(n).npi);
        updater.addContacts([{ npi, values: [emailValue(emailOf(email))] }]);
      }
      await updater.commit(given(name, "contacts"));
    },
    async outcomes(marks) {
      const updater = await openContactUpdater(registry, options);
      updater.remove("calls");
      updater.addOutcomes(marks);
      await updater.commit(given("calls", "outcomes"));
    },
    async take(name) {
      const updater = await openContactUpdater(registry, options);
      if (updater.remove(name)) await updater.commit();
      else await updater.rollback();
    },
    async recalibrate(intercept) {
      const curve = { intercept, slope: 1 };
      const curves = { identifier: curve, place: curve, state: curve, name: curve };
      const report = { calibration: { curves, thresholds: [], leads: 2 } };
      await recalibrateRelease(registry, async () => report, options);
    },
    async bringUpToDate(known) {
      const release = await openWithheldUpdater(registry, {});
      try {
        await applySuppressions(release, trial.asked, { known, erased: trial.erased, signal });
        await release.commit();
      } finally {
        await release.rollback();
      }
    },
    async suppress(keys, others = {}) {
      await store.add([{ ...terms, ...others, keys: subjectKeysOf(keys) }]);
    },
    async lift(keys) {
      await store.remove(subjectKeysOf(keys));
    },
    withheld: () => reading((open) => open.withheld()),
    profiles: (npis) => reading((open) => open.profiles(npis)),
    async end() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };

  async function reading<T>(
    read: (open: Awaited<ReturnType<typeof openSqliteRegistry>>) => Promise<T>,
  ): Promise<T> {
    const open = await openSqliteRegistry(registry);
    return read(open).finally(() => open.close());
  }
  return trial;
}

function emailValue(value: string): ContactValue {
  return { kind: "email", value, as_of: "2026-01-01", confidence: 0.9 };
}
