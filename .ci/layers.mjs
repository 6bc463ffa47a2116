// The arrows of design.md section 3 hold, and the tool really saw every file of src/:
// dependency-cruiser reports success when it cannot read TypeScript, so the count is the proof.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";

const args = ["depcruise", "src", "bin", "--output-type", "json"];
const report = JSON.parse(execFileSync("npx", args, { maxBuffer: 1 << 28 }));
const seen = new Set(report.modules.map((m) => m.source));
const onDisk = readdirSync("src", { recursive: true })
  .map((file) => `src/${file.replaceAll("\\", "/")}`)
  .filter((file) => file.endsWith(".ts"));
const unseen = onDisk.filter((file) => !seen.has(file));

for (const v of report.summary.violations) console.error(`${v.rule.name}: ${v.from} -> ${v.to}`);
for (const file of unseen) console.error(`not seen: ${file}`);
console.log(
  `${onDisk.length} modules, ${report.summary.error} forbidden arrows, ${unseen.length} unseen`,
);
process.exitCode = report.summary.error > 0 || unseen.length > 0 || onDisk.length < 40 ? 1 : 0;
