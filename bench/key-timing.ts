/**
 * Whether the time of a key's check tells anything about the keys there are: the same number of
 * checks of each kind, in a random order, and Welch's t of each kind against an unknown id.
 *   npx tsx bench/key-timing.ts [--checks 20000] [--keys 100]
 */
import { randomBytes, randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { KeyStore } from "../src/ledger/key-store.ts";
import { openKeyStore } from "../src/ledger/sqlite/keys/sqlite-key-store.ts";
import { numberOption } from "./options.ts";

const { values } = parseArgs({
  options: { checks: { type: "string" }, keys: { type: "string" } },
});
const checks = numberOption("checks", values.checks, 20_000);
const keys = numberOption("keys", values.keys, 100);

/** Of a sample without its slowest twentieth: a collection of garbage says nothing about keys. */
interface Sample {
  mean: number;
  variance: number;
  n: number;
}

function sampleOf(times: readonly number[]): Sample {
  const kept = times.toSorted((a, b) => a - b).slice(0, Math.ceil(times.length * 0.95));
  const mean = kept.reduce((sum, time) => sum + time, 0) / kept.length;
  const variance = kept.reduce((sum, time) => sum + (time - mean) ** 2, 0) / (kept.length - 1);
  return { mean, variance, n: kept.length };
}

function welch(a: Sample, b: Sample): number {
  return (a.mean - b.mean) / Math.sqrt(a.variance / a.n + b.variance / b.n);
}

function shuffled(names: string[]): string[] {
  for (let i = names.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [names[i], names[j]] = [names[j] as string, names[i] as string];
  }
  return names;
}

/** Tokens of each kind, made before anything is timed: what was done just before would tell. */
async function tokensOf(store: KeyStore): Promise<Map<string, string[]>> {
  const terms = { name: "timed", scopes: ["match"] as const };
  const secret = () => randomBytes(32).toString("hex");
  const right: string[] = [];
  const revoked: string[] = [];
  const expired: string[] = [];
  for (let i = 0; i < keys; i++) {
    right.push((await store.create(terms)).token);
    expired.push((await store.create({ ...terms, expires_at: "2020-01-01T00:00:00Z" })).token);
    const { key, token } = await store.create(terms);
    await store.revoke(key.id);
    revoked.push(token);
  }
  const oneOf = (tokens: readonly string[]) => tokens[randomInt(tokens.length)] ?? "";
  const wrong = (token: string) => token.slice(0, -64) + secret();
  const unknown = () => `hb_${oneOf(right).slice(3, 9)}${oneOf(right).slice(3, 9)}_${secret()}`;
  const kinds: [string, () => string][] = [
    ["unknown id", unknown],
    ["unknown id again", unknown],
    ["wrong secret", () => wrong(oneOf(right))],
    ["revoked", () => oneOf(revoked)],
    ["revoked, wrong secret", () => wrong(oneOf(revoked))],
    ["expired", () => oneOf(expired)],
    ["right", () => oneOf(right)],
  ];
  // Copied, so that each is a text by itself, as it comes with a request.
  const copied = (token: string) => Buffer.from(token).toString("latin1");
  return new Map(
    kinds.map(([name, make]) => [name, Array.from({ length: checks }, () => copied(make()))]),
  );
}

const folder = mkdtempSync(join(tmpdir(), "heartbeat-key-timing-"));
try {
  const store = await openKeyStore(join(folder, "keys.db"), {
    now: () => new Date(),
    random: randomBytes,
  });
  const tokens = await tokensOf(store);
  const names = [...tokens.keys()];
  const order = shuffled(names.flatMap((name) => Array<string>(checks).fill(name)));
  const times = new Map(names.map((name): [string, number[]] => [name, []]));
  for (const [i, name] of order.entries()) {
    const token = tokens.get(name)?.pop() ?? "";
    const before = process.hrtime.bigint();
    await store.authenticate(token);
    const took = Number(process.hrtime.bigint() - before);
    // The first tenth warms up.
    if (i >= order.length / 10) times.get(name)?.push(took);
  }
  await store.close();
  const samples = new Map([...times].map(([name, all]) => [name, sampleOf(all)]));
  const base = samples.get("unknown id") as Sample;
  for (const [name, sample] of samples) {
    const t = welch(sample, base).toFixed(1).padStart(6);
    const spread = Math.sqrt(sample.variance).toFixed(0).padStart(5);
    console.log(
      `${name.padEnd(22)} ${sample.n} checks  mean ${sample.mean.toFixed(0).padStart(6)} ns  sd ${spread} ns  t ${t}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
