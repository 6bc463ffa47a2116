import { firstNameLists } from "./first-name-lists.ts";
import { type Heritage, heritages } from "./heritage.ts";
import type { Random } from "./random.ts";
import { type Sampler, words, zipfSampler } from "./weighted.ts";

export type NameSex = "female" | "male";

/** Smaller: the first names of the list stand out more. */
const flatness = { english: { female: 25, male: 14 }, other: { female: 8, male: 7 } };
const listed = Object.fromEntries(
  heritages.map((heritage) => {
    const { female, male } = firstNameLists[heritage];
    const flat = heritage === "english" ? flatness.english : flatness.other;
    return [
      heritage,
      { female: zipfSampler(female, flat.female), male: zipfSampler(male, flat.male) },
    ];
  }),
) as Record<Heritage, Record<NameSex, Sampler<string>>>;

/** Parts of the rarer, made-up and respelled first names that every register is full of. */
const rare = {
  starts: words(`
    A AL AN BRI CA CHAN CHE DA DE DEN DO E ELI GI JA JAN JE JO JU KA KAY KE KEL KI LA LE LI LO MA MAR
    ME MI NA NI RA RE RO SA SHA SHAN SHE SO TA TE TI TRA VA VAL ZA`),
  middles: words("BE DA KE LA LI MA NI RA RI SE TA VI"),
  female: words(
    "LENA LINE LISA LYNN MIA NAE NELLE NIA NICA NITA QUELA RISSA SANDRA SHA TASHA TINA VONNE YAH",
  ),
  male: words(
    "BRAY DEN DRICK LAN MARCUS MOND NARD QUAN REL RELL RICK RIN SEAN SHAWN TAVIS VELL VIN VON",
  ),
};

function rareFirstName(sex: NameSex, random: Random): string {
  const start = random.pick(rare.starts);
  const middle = random.chance(0.4) ? random.pick(rare.middles) : "";
  return start + middle + random.pick(rare[sex]);
}

/** Two given names written as one, as some first-name cells hold them. */
function doubleFirstName(heritage: Heritage, sex: NameSex, random: Random): string {
  const list = listed[heritage === "hispanic" || heritage === "vietnamese" ? heritage : "english"];
  const first = list[sex](random);
  const second = list[sex](random);
  if (first === second) return first;
  return `${first}${random.chance(0.5) ? " " : "-"}${second}`;
}

/** A first name that goes with a surname of this heritage. */
export function firstName(heritage: Heritage, sex: NameSex, random: Random): string {
  const roll = random.next();
  if (roll < 0.012) return doubleFirstName(heritage, sex, random);
  if (roll < 0.22) return rareFirstName(sex, random);
  const own = random.chance(firstNameLists[heritage].own);
  const name = listed[own ? heritage : "english"][sex](random);
  if (heritage === "korean" && own && random.chance(0.5))
    return `${name}-${listed.korean[sex](random)}`;
  return name;
}
