/**
 * How often invented people collide, beside what NPPES shows:
 *   npx tsx bench/namesakes.ts [--people 200000] [--seed N]
 */
import { parseArgs } from "node:util";
import { numberOption } from "./options.ts";
import { inventPerson } from "./people/invent-person.ts";
import { benchBlock, npiAt } from "./people/npi.ts";
import { createRandom } from "./people/random.ts";

const { values } = parseArgs({ options: { people: { type: "string" }, seed: { type: "string" } } });
const people = numberOption("people", values.people, 200_000);
const random = createRandom(numberOption("seed", values.seed, 1));

/** Others alike a person, on average, among 7.4 million (reference/matching.md section 5). */
const measured = { all: 7_400_000, names: 5.5, namesInState: 0.34, initialsInState: 13.6 };

const counts = {
  names: new Map<string, number>(),
  namesInState: new Map<string, number>(),
  initialsInState: new Map<string, number>(),
  surnames: new Map<string, number>(),
  firstNames: new Map<string, number>(),
};
const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
for (let i = 0; i < people; i++) {
  const { first, last, practice } = inventPerson(npiAt(benchBlock, i), "invented", random);
  count(counts.names, `${first}|${last}`);
  count(counts.namesInState, `${first}|${last}|${practice.state}`);
  count(counts.initialsInState, `${first.charAt(0)}|${last}|${practice.state}`);
  count(counts.surnames, last);
  count(counts.firstNames, first);
}

/** Others with the same key, averaged over people. */
function others(map: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const n of map.values()) sum += n * (n - 1);
  return sum / people;
}

const scale = people / measured.all;
const row = (name: string, map: ReadonlyMap<string, number>, nppes: number) =>
  console.log(
    `${name.padEnd(34)} ${others(map).toFixed(4).padStart(8)}   NPPES ${(nppes * scale).toFixed(4)}`,
  );
const top = (map: ReadonlyMap<string, number>) =>
  [...map]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 12)
    .map(([name, n]) => `${name} ${n}`)
    .join(", ");

console.log(
  `${people} people, ${counts.surnames.size} surnames, ${counts.firstNames.size} first names`,
);
row("first and last name", counts.names, measured.names);
row("… in the same state", counts.namesInState, measured.namesInState);
row("initial and last name in the state", counts.initialsInState, measured.initialsInState);
console.log(
  `same surname ${(others(counts.surnames) / people).toExponential(2)}, same first name ${(others(counts.firstNames) / people).toExponential(2)}`,
);
console.log(`most frequent: ${top(counts.names)}`);
console.log(`surnames: ${top(counts.surnames)}`);
console.log(`first names: ${top(counts.firstNames)}`);
