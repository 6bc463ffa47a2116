import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Flags } from "../../config.ts";
import type { ReleaseInfo } from "../../registry/registry.ts";
import type { WithheldNpis } from "../../registry/withheld-store.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { createOutput } from "../screen/output.ts";
import { count } from "../screen/progress.ts";
import { sizeText } from "../screen/size-text.ts";
import { calibrationWords } from "./calibration-words.ts";

export interface StatusArguments {
  flags: Flags;
}

/** What the current release is made of; data, so it goes to stdout. */
export async function runStatus({ flags }: StatusArguments, app: App): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const { registry, file } = await app.openRegistry(config);
  return closing(registry, async ({ release, withheld }) => {
    const suppressed = await withheld();
    const { size: bytes } = await stat(file);
    const sha256 = await hashOf(file, app.io.signal);
    const path = config.settings.registry;
    if (config.settings.json) {
      const { id, ...info } = release;
      const ledger = remembered(suppressed);
      await out.json({
        schema_version: 1,
        registry: path,
        release: id,
        bytes,
        sha256,
        ledger,
        info,
      });
    } else {
      await out.data(statusText(path, bytes, sha256, release, suppressed));
    }
    return 0;
  });
}

async function hashOf(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { signal, highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer);
  }
  return hash.digest("hex");
}

/** What the registry knows of the ledger that it is used with. */
function remembered({ mark, npis }: WithheldNpis) {
  return mark === undefined
    ? null
    : { id: mark.ledger, number: mark.number, withheld: npis.length };
}

function ledgerFacts(suppressed: WithheldNpis): [string, string][] {
  const ledger = remembered(suppressed);
  if (ledger === null) return [];
  const { id, number, withheld } = ledger;
  const changes = `${count(number)} ${number === 1 ? "change" : "changes"} of suppressions`;
  const profiles = `${count(withheld)} ${withheld === 1 ? "profile" : "profiles"} withheld`;
  return [["Ledger", `${id.slice(0, 8)}, ${changes}, ${profiles}`]];
}

function statusText(
  path: string,
  bytes: number,
  sha256: string,
  release: ReleaseInfo,
  suppressed: WithheldNpis,
): string {
  const { counts, sources } = release;
  const facts: [string, string][] = [
    ["Registry", path],
    ["Release", release.id],
    ["Built", release.built_at],
    ["Schema", String(release.schema_version)],
    ["Profiles", count(counts.profiles)],
    ["  individuals", count(counts.individuals)],
    ["  organizations", count(counts.organizations)],
    ["  deactivated, no name", count(counts.deactivated)],
    ...(counts.erased === undefined
      ? []
      : [["  individuals erased", count(counts.erased)] satisfies [string, string]]),
    ["Specialty names", count(counts.taxonomy_names)],
    ["Confidence", calibrationWords(release)],
    ...ledgerFacts(suppressed),
    ["Size", sizeText(bytes)],
    ["SHA-256", sha256],
  ];
  const width = Math.max(...facts.map(([label]) => label.length));
  const lines = facts.map(([label, value]) => `${label.padEnd(width)}  ${value}`);
  const sourceLines = sources.flatMap((source) => [
    `  ${source.file}`,
    `    ${source.kind}, as of ${source.as_of ?? "unknown"}, ${count(source.rows)} rows, ${sizeText(source.bytes)}`,
    `    sha256 ${source.sha256}`,
  ]);
  const contacts = contactLines(release);
  return `${[...lines, "Sources", ...sourceLines, ...contacts].join("\n")}\n`;
}

/** Sources beside the public ones. */
function contactLines({ contact_sources = [] }: ReleaseInfo): string[] {
  if (contact_sources.length === 0) return [];
  return [
    "Contacts and outcomes",
    ...contact_sources.flatMap((source) => [
      `  ${source.name}: ${source.kind} of ${count(source.people)} ${source.people === 1 ? "person" : "people"}`,
      `    ${source.file}, as of ${source.as_of}, priority ${source.priority}, ${count(source.stored)} of ${count(source.rows)} rows, ${sizeText(source.bytes)}`,
      `    sha256 ${source.sha256}`,
    ]),
  ];
}
