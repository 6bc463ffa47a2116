/**
 * Writes a list of leads drawn from an NPPES file, with the right answers beside it:
 *   npx tsx bench/generate-leads.ts --registry npidata.csv --count 100000 --kind name
 *     --out leads.csv --truth truth.csv [--absent .2] [--seed N]
 */
import { parseArgs } from "node:util";
import { writeLeads } from "./leads/write-leads.ts";
import { numberOption, requiredOption } from "./options.ts";

const { values } = parseArgs({
  options: {
    registry: { type: "string" },
    count: { type: "string" },
    kind: { type: "string" },
    absent: { type: "string" },
    seed: { type: "string" },
    out: { type: "string" },
    truth: { type: "string" },
  },
});
if (values.kind !== "npi" && values.kind !== "name") throw new Error("--kind takes npi or name");
writeLeads({
  registry: requiredOption("registry", values.registry),
  count: numberOption("count", values.count, 100_000),
  kind: values.kind,
  absent: numberOption("absent", values.absent, 0.2),
  seed: numberOption("seed", values.seed, 7),
  out: requiredOption("out", values.out),
  truth: requiredOption("truth", values.truth),
});
