import { writeLeads } from "../leads/write-leads.ts";
import { writeTwins } from "../leads/write-twins.ts";
import { openScratch } from "../measuring/scratch.ts";
import { writeRegistry } from "../write-registry.ts";

interface SetsPlan {
  folder: string;
  people: number;
  leads: number;
  pairs: number;
  seed: number;
}

/** Paths of everything that a run reads. */
interface Sets {
  source: string;
  leads: string;
  truth: string;
  twins: string;
  twinsTruth: string;
}

/** Share of leads whose person is not in the registry. */
const absent = 0.2;

/** Invents the registry, the leads and the twins, unless they are in the folder already. */
export function makeSets({ folder, people, leads, pairs, seed }: SetsPlan): Sets {
  const names = ["npidata.csv", "leads.csv", "truth.csv", "twins.csv", "twins-truth.csv"];
  const paths = openScratch(folder).once(names, (parts) => {
    const [out = "", list = "", truth = "", twins = "", twinsTruth = ""] = parts;
    const organizations = Math.round(people / 20);
    const registry = { people, organizations, seed, locations: undefined, otherNames: undefined };
    writeRegistry({ ...registry, out });
    const drawn = { registry: out, count: leads, kind: "name", absent, seed: seed + 1 } as const;
    writeLeads({ ...drawn, out: list, truth });
    // After the leads are drawn: a twin among them would be a lead without a right answer.
    writeTwins({ registry: out, pairs, seed: seed + 2, out: twins, truth: twinsTruth });
  });
  const [source = "", list = "", truth = "", twins = "", twinsTruth = ""] = paths;
  return { source, leads: list, truth, twins, twinsTruth };
}
