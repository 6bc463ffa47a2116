import { isPersonCode } from "./specialty-family.ts";

/**
 * Fields of work that do not follow the first four characters of the taxonomy, which else make the
 * group: a cardiologist and a gastroenterologist both begin 207R, and pain medicine is under four
 * beginnings. Field → codes, or how codes begin.
 */
const codesOfField: Readonly<Record<string, string>> = {
  allergy: "207K 207RA0201 2080P0201 207YX0602",
  addiction: "207QA0401 207RA0401 207LA0401 2083A0300 2084A0401",
  cardiology: "207RC0000 207RC0001 207RI0011 207RA0001 207RA0002 207UN0901 2080P0202",
  critical_care: "207RC0200 207LC0200 2086S0102 2080P0203 207VC0200 2084A2900",
  emergency: "207P 2080P0204",
  endocrinology: "207RE0101 2080P0205",
  gastroenterology: "207RG0100 207RI0008 207RT0003 2080P0206 2080T0004",
  geriatrics: "207RG0300 207QG0300",
  hand: "207XS0106 2082S0105 2086S0105",
  hematology_oncology: "207RH0000 207RH0003 207RX0202 2080P0207",
  infectious_disease: "207RI0200 2080P0208",
  nephrology: "207RN0300 2080P0210 207RH0005",
  neurology: "2084N 2084V 2084D 2084E 2084B0040 2084P0005",
  obesity: "207RB0002 207QB0002 2080B0002 2083B0002 207VB0002 2084B0002",
  oral_surgery: "204E 1223S0112",
  pain: "208V 207LP2900 2081P2900 2084P2900",
  palliative:
    "207RH0002 207QH0002 207LH0002 207PH0002 2080H0002 2081H0002 2084H0002 2085H0002 2086H0002 207VH0002",
  plastic: "2082 2086S0122 207YX0007 207YX0905 207YS0123 207WX0200",
  psychiatry: "2084P0015 2084P0800 2084P0802 2084P0804 2084P0805 2084F0202",
  pulmonary: "207RP1001 2080P0214",
  radiation_oncology: "2085R0001 2085R0203 2085R0205",
  rheumatology: "207RR0500 2080P0216",
  sleep: "207RS0012 207QS1201 207YS0012 2080S0012 2084S0012",
  sports: "207QS0010 207RS0010 207PS0010 2080S0010 2081S0010 2083S0010 2084S0010 207XX0005 204C",
  thoracic: "208G",
  urogynecology: "207VF0040 2088F0040",
  vascular: "2086S0129",
};

const fieldOf: ReadonlyMap<string, string> = new Map(
  Object.entries(codesOfField).flatMap(([field, codes]) =>
    codes.split(" ").map((code): [string, string] => [code, field]),
  ),
);

/** Fields with a specialty for children: under pediatrics they are groups of their own. */
const childrensFields: readonly string[] = Object.keys(codesOfField).filter((field) =>
  codesOfField[field]?.includes("2080"),
);

/**
 * Groups that a lead of the first one may well be filed under: hospitalists are internists or
 * family physicians by training, general practice is what family medicine was called before, and
 * what grew out of internal medicine or general surgery is often called by that. Said once for
 * each direction in which it holds.
 */
const neighbors: ReadonlyMap<string, readonly string[]> = new Map(
  `
207R 208M 208D cardiology critical_care endocrinology gastroenterology geriatrics hematology_oncology infectious_disease nephrology pulmonary rheumatology allergy palliative sleep obesity addiction
207Q 208D 208M geriatrics sports
207L pain
207X hand sports
2081 pain sports
2086 vascular thoracic plastic hand 208C 204F
208M 207R 207Q 2080
208D 207Q 207R
207S 1703
geriatrics 207Q 207R
critical_care pulmonary 207R
pulmonary critical_care sleep
thoracic 2086 vascular
vascular 2086 thoracic
208C 2086
204F 2086
plastic 2086
hand 207X plastic 2086
pain 207L 2081
sports 207Q 207X 2081
sleep pulmonary neurology 207R
hematology_oncology radiation_oncology
103G 103T
103T 103G
101Y 225C
363L 364S
364S 363L
164W 164X
164X 164W
2278 2279
2279 2278
133V 133N
133N 133V
3747 374U 376K
374U 3747 376K
376K 374U 3747
`
    .trim()
    .split("\n")
    .map((line) => {
      const [group = "", ...others] = line.split(" ");
      return [group, others];
    }),
);

/** Their neighbors grew out of the general specialty, not out of every other code of the group. */
const broadGroups: ReadonlySet<string> = new Set(["207R", "2080", "2086"]);

/**
 * Our grouping of any taxonomy code: the field of work it belongs to. `207RC0000X` is `cardiology`,
 * `207R00000X` is `207R`; organizations' codes are `organization`.
 */
export function taxonomyGroup(code: string): string {
  if (!isPersonCode(code)) return "organization";
  const four = code.slice(0, 4);
  const field = fieldOf.get(code.slice(0, 9)) ?? fieldOf.get(code.slice(0, 5)) ?? fieldOf.get(four);
  if (field === undefined) return four;
  return four === "2080" ? `pediatric_${field}` : field;
}

/**
 * The groups under which somebody of whom a lead says these codes may be on file: their own fields,
 * the general specialty each grew out of, and neighbors.
 */
export function groupsOfCodes(codes: readonly string[]): string[] {
  const groups = new Set<string>();
  for (const code of codes) {
    const general = `${code.slice(0, 4)}00000X`;
    // Where the general specialty is named, its narrower ones say nothing more.
    if (code !== general && codes.includes(general)) continue;
    const group = taxonomyGroup(code);
    groups.add(group);
    // Radiation oncology is filed under radiology and yet is no radiologist's work.
    if (group === "organization" || group === "radiation_oncology") continue;
    groups.add(taxonomyGroup(general));
    if (broadGroups.has(group) && code !== general) continue;
    for (const neighbor of neighborsOf(group)) groups.add(neighbor);
  }
  return [...groups];
}

/** Among them the same field for children, and of pediatrics every such field. */
function neighborsOf(group: string): readonly string[] {
  if (group === "2080") return childrensFields.map((field) => `pediatric_${field}`);
  if (group.startsWith("pediatric_")) return [group.slice("pediatric_".length)];
  const near = neighbors.get(group) ?? [];
  return childrensFields.includes(group) ? [...near, `pediatric_${group}`] : near;
}
