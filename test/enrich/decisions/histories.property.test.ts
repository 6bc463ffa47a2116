import fc from "fast-check";
import { expect, it } from "vitest";
import { outputColumns } from "../../../src/enrich/cells/output-columns.ts";
import { findDecidedRows } from "../../../src/enrich/decisions/decided-rows.ts";
import { decided } from "../../../src/enrich/decisions/decided-service.ts";
import type { Decision } from "../../../src/enrich/decisions/decision.ts";
import { decisionsText, parseDecisions } from "../../../src/enrich/decisions/decisions-file.ts";
import { detailHash, leadHash, recordHash } from "../../../src/enrich/decisions/lead-hashes.ts";
import { readLead } from "../../../src/enrich/rows/lead.ts";
import { survey } from "../../../src/enrich/rows/survey.ts";
import type { Profile } from "../../../src/model/profile.ts";
import { noSuppressions } from "../../../src/model/suppressions.ts";
import { memoryTable } from "../../helpers/memory-table.ts";
import { npiOf, person } from "../../helpers/profiles.ts";
import { runs } from "../../helpers/property-runs.ts";
import { ambiguousBetween, fakeService } from "../../helpers/service.ts";
import { fakeSuppressions } from "../../helpers/suppressions.ts";
import { runList } from "../run-list.ts";

/** Somebody in a list. Two with the same `who` are namesakes at one place, told apart by telephone. */
interface Lead {
  id: number;
  who: number;
}

/** How a list writes what it says. */
interface Style {
  name: "full" | "turned" | "apart";
  case: "title" | "upper" | "lower";
  blanks: boolean;
  phone: 0 | 1 | 2;
  zip: 0 | 1 | 2;
  state: "code" | "name";
  headers: 0 | 1;
  /** Columns that say nothing of a person. */
  more: string[];
  /** Turns the columns about. */
  turn: number;
}

interface List {
  leads: Lead[];
  style: Style;
  /** Of the registry; what it says of people stays the same. */
  release: number;
}

const firsts = ["Arabella", "Bartholomew", "Cordelia", "Mary Ann", "José"];
const surnames = ["Quillfeather", "O'Testermann", "Garcia-Muster", "de la Sampleton", "Probst"];
const places = [
  ["Springfield", "IL", "Illinois", "62701"],
  ["St. Fairview", "TX", "Texas", "75069"],
  ["Exampleville", "MA", "Massachusetts", "02139"],
] as const;

function cellsOf({ id, who }: Lead, style: Style): [header: string, cell: string][] {
  const first = firsts[who % firsts.length] ?? "";
  const last = `${surnames[Math.floor(who / 5) % surnames.length]}${"bcdfgh"[who % 6]}${"aeiou"[who % 5]}`;
  const [city, code, state, zip5] = places[who % 3] as (typeof places)[number];
  const shown = (text: string) => {
    const cased =
      style.case === "title"
        ? text
        : style.case === "upper"
          ? text.toUpperCase()
          : text.toLowerCase();
    return style.blanks ? `  ${cased.replaceAll(" ", "  ")} ` : cased;
  };
  // No number that may be an NPI.
  const digits = `312555${String(1000 + id)}`;
  const phone = [digits, `(312) 555-${digits.slice(6)}`, `+1 312.555.${digits.slice(6)}`][
    style.phone
  ];
  const zip = [zip5, `${zip5}-1234`, String(Number(zip5))][style.zip];
  const renamed = style.headers === 1;
  const names: [string, string][] =
    style.name === "apart"
      ? [
          [renamed ? "Given Name" : "First Name", shown(first)],
          [renamed ? "Surname" : "Last Name", shown(last)],
        ]
      : [
          [
            renamed ? "Full Name" : "Name",
            shown(style.name === "full" ? `${first} ${last}` : `${last}, ${first}`),
          ],
        ];
  const cells: [string, string][] = [
    ...names,
    [renamed ? "Town" : "City", shown(city)],
    ["State", shown(style.state === "code" ? code : state)],
    [renamed ? "Zip Code" : "ZIP", zip ?? ""],
    [renamed ? "Phone Number" : "Phone", phone ?? ""],
    ...style.more.map((header): [string, string] => [header, `n${id % 7}`]),
  ];
  const at = style.turn % cells.length;
  return [...cells.slice(at), ...cells.slice(0, at)];
}

function tableOf({ leads, style }: List) {
  const columns = cellsOf(leads[0] ?? { id: 0, who: 0 }, style).map(([header]) => header);
  return memoryTable({
    columns,
    rows: leads.map((lead) => cellsOf(lead, style).map(([, cell]) => cell)),
  });
}

type Edit = (list: List) => List;

const restyled =
  (change: Partial<Style>): Edit =>
  (list) => ({
    ...list,
    style: { ...list.style, ...change },
  });

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.infiniteStream(fc.nat()).map(
    (keys): Edit =>
      (list) => {
        const sorted = list.leads.map((lead) => ({ lead, key: keys.next().value as number }));
        return { ...list, leads: sorted.sort((a, b) => a.key - b.key).map(({ lead }) => lead) };
      },
  ),
  fc
    .array(fc.record({ id: fc.integer({ min: 500, max: 999 }), who: fc.nat(149) }), {
      maxLength: 4,
    })
    .map(
      (more): Edit =>
        (list) => ({ ...list, leads: [...more, ...list.leads] }),
    ),
  fc.nat().map(
    (at): Edit =>
      (list) => {
        const left = list.leads.filter((_, i) => i !== at % list.leads.length);
        return left.length === 0 ? list : { ...list, leads: left };
      },
  ),
  fc
    .constantFrom("full", "turned", "apart")
    .map((name) => restyled({ name: name as Style["name"] })),
  fc.constantFrom("title", "upper", "lower").map((one) => restyled({ case: one as Style["case"] })),
  fc.boolean().map((blanks) => restyled({ blanks })),
  fc.constantFrom(0, 1, 2).map((phone) => restyled({ phone: phone as Style["phone"] })),
  fc.constantFrom(0, 1, 2).map((zip) => restyled({ zip: zip as Style["zip"] })),
  fc.constantFrom("code", "name").map((state) => restyled({ state: state as Style["state"] })),
  fc.constantFrom(0, 1).map((headers) => restyled({ headers: headers as Style["headers"] })),
  fc.nat(9).map((turn) => restyled({ turn })),
  fc.subarray(["Notes", "CRM Id", "Campaign", "Owner"]).map((more) => restyled({ more })),
  fc.nat(5).map(
    (release): Edit =>
      (list) => ({ ...list, release }),
  ),
);

const plain: Style = {
  ...{ name: "full", case: "title", blanks: false, phone: 0, zip: 0, state: "code" },
  ...{ headers: 0, more: [], turn: 0 },
};

const history = fc.record({
  leads: fc
    .uniqueArray(fc.record({ id: fc.nat(499), who: fc.nat(149) }), {
      ...{ minLength: 1, maxLength: 12 },
      selector: ({ id }) => id,
    })
    .chain((leads) =>
      // One of them has a namesake at the same place, more often than not.
      fc.boolean().map((twin) => {
        const [first] = leads;
        return twin && first !== undefined && leads.length > 1
          ? leads.map((lead, i) => (i === 1 ? { ...lead, who: first.who } : lead))
          : leads;
      }),
    ),
  decides: fc.infiniteStream(fc.constantFrom("first", "second", "none", undefined)),
  edits: fc.array(edit, { minLength: 1, maxLength: 8 }),
});

const pairOf = (who: number) => [npiOf(2 * who + 2), npiOf(2 * who + 3)] as const;

/** Two people for every name, whatever the release; only what a source last touched is another. */
function registry(release: number, renamed?: string) {
  const profileOf = (npi: string): Profile => ({
    ...person({ npi, first: "ZOE", last: npi === renamed ? "RENAMED" : `INVENTED${npi}` }),
    last_updated: `2026-01-0${release + 1}`,
  });
  return {
    ...fakeService({
      release: `release-${release}`,
      answer: (request) =>
        ambiguousBetween(
          request,
          pairOf(whoOf(leadHash(request))).map((npi) => ({ npi, confidence: 0.4 })),
        ),
    }),
    profiles: async (npis: readonly string[]) => npis.map(profileOf),
    profileOf,
  };
}

/** By whom a lead is about, so that the service knows them in any spelling. */
const whos = new Map<string, number>();
function whoOf(hash: string): number {
  const who = whos.get(hash);
  if (who === undefined) throw new Error("a lead whose identity was lost");
  return who;
}

async function readAll(list: List, service: ReturnType<typeof registry>) {
  const table = tableOf(list);
  const signal = new AbortController().signal;
  const { mapping } = await survey(
    table,
    { overrides: new Map(), prior: 0.8 },
    { service, suppressions: noSuppressions, signal },
  );
  const leads = [];
  for await (const rows of table.rows({ signal })) {
    for (const row of rows) leads.push(readLead(row, mapping).request);
  }
  return { table, mapping, leads };
}

interface Planned {
  decision: Decision;
  status: string;
  npi: string;
}

/** What is decided about the first list, and what has to become of each lead for ever. */
async function decideAll(list: List, decides: Iterator<string | undefined>) {
  const service = registry(list.release);
  const { leads } = await readAll(list, service);
  const planned = new Map<number, Planned>();
  const seen = new Set<string>();
  for (const [i, request] of leads.entries()) {
    const lead = list.leads[i] as Lead;
    const [first, second] = pairOf(lead.who);
    const hashes = { lead: leadHash(request), detail: detailHash(request) };
    const choice = decides.next().value as string | undefined;
    if (choice === undefined || seen.has(`${hashes.lead}${hashes.detail}`)) continue;
    seen.add(`${hashes.lead}${hashes.detail}`);
    const npi = choice === "none" ? "" : choice === "first" ? first : second;
    const looked = npi === "" ? [first, second] : [npi];
    const shared = leads.some(
      (other) => leadHash(other) === hashes.lead && detailHash(other) !== hashes.detail,
    );
    planned.set(lead.id, {
      status: npi === "" ? "no_match" : "matched",
      npi,
      decision: {
        ...hashes,
        ...(shared ? { shared: true as const } : {}),
        choice: npi || "none",
        records: Object.fromEntries(looked.map((one) => [one, recordHash(service.profileOf(one))])),
        decided_on: "2026-01-20",
      },
    });
  }
  return planned;
}

const columns = outputColumns([]);

async function runDecided(
  list: List,
  text: string,
  pace: { batchSize: number; concurrency: number },
  { renamed, suppressed }: { renamed?: string; suppressed?: string } = {},
) {
  const service = registry(list.release, renamed);
  const { table, mapping } = await readAll(list, service);
  const signal = new AbortController().signal;
  const found = await findDecidedRows(table, mapping, parseDecisions(text, "d"), signal);
  const answering = decided(service, found);
  const { writer } = await runList(table, {
    ...{ service: answering.service, ...pace },
    ...(suppressed === undefined
      ? {}
      : { suppressions: fakeSuppressions(({ npi }) => npi === suppressed) }),
  });
  const cellsOfRow = (row: number) => writer.cellsOf(row, columns);
  return { writer, cellsOfRow, count: answering.count() };
}

for (let who = 0; who < 150; who++) {
  // Nothing else than the identity of each, once and for all.
  const { name, city, state, zip } = spelled(who);
  whos.set(leadHash({ id: 1, name: { full: name }, city, state, zip }), who);
}

function spelled(who: number) {
  const cells = new Map(cellsOf({ id: 0, who }, plain));
  const cell = (header: string) => cells.get(header) ?? "";
  return { name: cell("Name"), city: cell("City"), state: cell("State"), zip: cell("ZIP") };
}

it("sticks through any history of a list, with the same bytes", { timeout: 600_000 }, async () => {
  let stuck = 0;
  await fc.assert(
    fc.asyncProperty(history, async ({ leads, decides, edits }) => {
      const before: List = { leads, style: plain, release: 0 };
      const planned = await decideAll(before, decides);
      const text = decisionsText([...planned.values()].map(({ decision }) => decision));
      const after = edits.reduce((list, change) => change(list), before);
      const { writer, cellsOfRow } = await runDecided(after, text, {
        batchSize: 10,
        concurrency: 2,
      });
      const identities = new Map<number, Set<number>>();
      for (const { id, who } of leads)
        identities.set(who, (identities.get(who) ?? new Set()).add(id));
      for (const [i, { id, who }] of after.leads.entries()) {
        const cells = cellsOfRow(i + 1);
        const plan = planned.get(id);
        if (plan === undefined) {
          // Somebody new with the name and place of a lead that was decided alone and is gone is that lead.
          const isNew = !leads.some((lead) => lead.id === id);
          const mayInherit =
            isNew && [...(identities.get(who) ?? [])].some((one) => planned.has(one));
          if (!mayInherit)
            expect(cells).toMatchObject({ hb_status: "ambiguous", hb_matched_on: "" });
          continue;
        }
        expect(cells).toMatchObject({ hb_status: plan.status, hb_npi: plan.npi });
        expect(cells.hb_reason).toBe("decided: a person decided so on 2026-01-20");
        stuck++;
      }
      const again = await runDecided(after, text, { batchSize: 3, concurrency: 5 });
      expect(again.writer.text()).toBe(writer.text());
      expect(decisionsText(parseDecisions(text, "d"))).toBe(text);
    }),
    { numRuns: runs(30, 1000) },
  );
  expect(stuck).toBeGreaterThan(30);
});

it("expires with a record, and gives way to a suppression", { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(history, async ({ leads, decides, edits }) => {
      const before: List = { leads, style: plain, release: 0 };
      const planned = await decideAll(before, decides);
      const [hit] = [...planned.values()];
      if (hit === undefined) return;
      const touched = Object.keys(hit.decision.records)[0] as string;
      const text = decisionsText([...planned.values()].map(({ decision }) => decision));
      const after = edits.reduce((list, change) => change(list), before);
      const pace = { batchSize: 10, concurrency: 2 };
      const renamed = await runDecided(after, text, pace, { renamed: touched });
      const suppressed = await runDecided(after, text, pace, { suppressed: touched });
      expect(suppressed.writer.text()).not.toContain(touched);
      for (const [i, { id }] of after.leads.entries()) {
        const plan = planned.get(id);
        if (plan === undefined || !(touched in plan.decision.records)) continue;
        expect(renamed.cellsOfRow(i + 1)).toMatchObject({ hb_status: "ambiguous" });
        if (plan.npi === touched) {
          expect(suppressed.cellsOfRow(i + 1)).toMatchObject({
            hb_status: "suppressed",
            hb_npi: "",
          });
        }
      }
    }),
    { numRuns: runs(15, 300) },
  );
});
