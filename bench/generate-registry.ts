/**
 * Writes an invented NPPES main file (V2, 330 columns) of any size:
 *   npx tsx bench/generate-registry.ts --people 1000000 --out npidata.csv
 *     [--organizations N] [--seed N] [--locations pl.csv] [--other-names othername.csv]
 */
import { parseArgs } from "node:util";
import { numberOption, requiredOption } from "./options.ts";
import { writeRegistry } from "./write-registry.ts";

const { values } = parseArgs({
  options: {
    people: { type: "string" },
    organizations: { type: "string" },
    seed: { type: "string" },
    out: { type: "string" },
    locations: { type: "string" },
    "other-names": { type: "string" },
  },
});
const people = numberOption("people", values.people, 1_000_000);
const started = performance.now();
const counts = writeRegistry({
  people,
  organizations: numberOption("organizations", values.organizations, Math.round(people / 20)),
  seed: numberOption("seed", values.seed, 1),
  out: requiredOption("out", values.out),
  locations: values.locations,
  otherNames: values["other-names"],
});
const seconds = (performance.now() - started) / 1000;
console.log(
  `${counts.people} people, ${counts.organizations} organisations, ${counts.deactivated} deactivated numbers ` +
    `in ${seconds.toFixed(1)} s (${Math.round(counts.rows / seconds)} rows/s)`,
);
