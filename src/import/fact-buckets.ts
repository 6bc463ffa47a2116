import type { Fact, FactContent } from "./fact.ts";
import { withNpiLines } from "./npi-lines.ts";

/** The facts of all sources, on disk, to be read back sorted by NPI. */
export interface FactBuckets {
  /** 0700; for other intermediate files too. */
  readonly folder: string;
  add(fact: Fact): void;
  /** To be awaited between batches of `add`. */
  relieve(): Promise<void>;
  /**
   * All facts of an NPI together, NPIs ascending; within one NPI in the order they were added.
   * In batches; may be read once.
   */
  groups(onBytes?: (done: number, total: number) => void): AsyncGenerator<readonly FactGroup[]>;
}

export interface FactGroup {
  npi: string;
  facts: readonly Fact[];
}

const letters = { profile: "p", deactivated: "d", other_name: "n", location: "l" } as const;
const kindOf = new Map(
  (Object.keys(letters) as FactContent["kind"][]).map((kind) => [letters[kind], kind]),
);

/** Runs `work` with empty buckets in a folder of their own, removed at the end in any case. */
export async function withFactBuckets<T>(
  tempDir: string,
  work: (buckets: FactBuckets) => Promise<T>,
  maxPart?: number,
): Promise<T> {
  return withNpiLines(
    tempDir,
    (lines) =>
      work({
        folder: lines.folder,
        add: (fact) => lines.add(Number(fact.npi), encode(fact)),
        relieve: lines.relieve,
        async *groups(onBytes) {
          for await (const batch of lines.groups(onBytes)) {
            yield batch.map((group) => ({ npi: group.npi, facts: group.lines.map(decode) }));
          }
        },
      }),
    maxPart,
  );
}

/** `NPI` `kind letter` `source` TAB `JSON` LF */
function encode({ npi, kind, source, content }: Fact): string {
  return `${npi}${letters[kind]}${source}\t${JSON.stringify(content)}\n`;
}

function decode(line: string): Fact {
  const tab = line.indexOf("\t");
  return {
    npi: line.slice(0, 10),
    kind: kindOf.get(line.charAt(10) as (typeof letters)[FactContent["kind"]]),
    source: Number(line.slice(11, tab)),
    content: JSON.parse(line.slice(tab + 1)),
  } as Fact;
}
