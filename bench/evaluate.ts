/**
 * How good an enriched list is, against its right answers:
 *   npx tsx bench/evaluate.ts --predictions leads.enriched.csv --truth truth.csv [--id lead_id]
 *     [--truth-id id] [--truth-npi npi] [--truth-noise noise] [--truth-present in_registry]
 */
import { parseArgs } from "node:util";
import {
  type Accuracy,
  accuracyAt,
  accuracyOfMatched,
  best,
  brierScore,
  calibrationError,
  curve,
  recallByNoise,
  reliability,
} from "./evaluation/measures.ts";
import { readScoredLeads } from "./evaluation/read-predictions.ts";
import { requiredOption } from "./options.ts";

const { values } = parseArgs({
  options: {
    predictions: { type: "string" },
    truth: { type: "string" },
    id: { type: "string", default: "lead_id" },
    "truth-id": { type: "string", default: "id" },
    "truth-npi": { type: "string", default: "npi" },
    "truth-noise": { type: "string", default: "noise" },
    "truth-present": { type: "string", default: "in_registry" },
  },
});
const leads = readScoredLeads({
  predictions: requiredOption("predictions", values.predictions),
  truth: requiredOption("truth", values.truth),
  idColumn: values.id,
  truthIdColumn: values["truth-id"],
  npiColumn: values["truth-npi"],
  noiseColumn: values["truth-noise"],
  presentColumn: values["truth-present"],
});

const share = (value: number): string => value.toFixed(4);
function printAccuracy(name: string, a: Accuracy): void {
  console.log(
    `${name.padEnd(10)} matched ${String(a.matched).padStart(7)}  precision ${share(a.precision)}  ` +
      `recall ${share(a.recall)}  F1 ${share(a.f1)}  wrong person ${a.wrongPerson}  ` +
      `nobody there ${a.nobodyThere} (${(100 * a.falseMatchRate).toFixed(2)} % of no-answer rows)`,
  );
}

const statuses = new Map<string, number>();
for (const lead of leads) statuses.set(lead.status, (statuses.get(lead.status) ?? 0) + 1);
const present = leads.filter((lead) => lead.truth !== "").length;
console.log(`${leads.length} leads, ${present} of them in the registry`);
console.log([...statuses].map(([status, count]) => `${status} ${count}`).join(", "));
console.log();
printAccuracy("status", accuracyOfMatched(leads));
for (const threshold of [0.5, 0.8, 0.9, 0.95, 0.99])
  printAccuracy(`p >= ${threshold}`, accuracyAt(leads, threshold));

console.log();
const points = curve(leads);
const top = best(points, (point) => point.f1);
if (top !== undefined) console.log(`best F1 ${share(top.f1)} at p >= ${share(top.threshold)}`);
for (const precision of [0.98, 0.99, 0.995, 0.998, 0.999]) {
  const point = best(
    points.filter((candidate) => candidate.precision >= precision),
    (candidate) => candidate.recall,
  );
  const found =
    point === undefined ? "never" : `${share(point.recall)} at p >= ${share(point.threshold)}`;
  console.log(`recall at precision ${precision}: ${found}`);
}

console.log();
const bins = reliability(leads);
console.log(`ECE ${share(calibrationError(bins))}  Brier ${share(brierScore(leads))}`);
for (const bin of bins.filter((candidate) => candidate.leads > 0))
  console.log(
    `  ${bin.from.toFixed(1)}-${(bin.from + 0.1).toFixed(1)}  ${String(bin.leads).padStart(7)} leads  ` +
      `says ${share(bin.meanConfidence)}  is ${share(bin.rightShare)}`,
  );

console.log("\nfound at p >= .9, by what was done to the lead");
for (const { tag, leads: count, found } of recallByNoise(leads))
  console.log(`  ${tag.padEnd(26)} ${String(count).padStart(7)}  ${share(found / count)}`);
