import fc from "fast-check";
import type { Decision } from "../../src/enrich/decisions/decision.ts";
import { leadDigest } from "../../src/enrich/rows/lead-hash.ts";
import type { MatchResult } from "../../src/model/contract.ts";
import type { SearchQuery } from "../../src/model/search.ts";
import {
  expectedOf,
  isKept,
  isWithheld,
  type KeyKind,
  type Known,
  keyKinds,
  type Suppressed,
} from "./expected.ts";
import {
  type Lead,
  leadCells,
  leadRequest,
  leads,
  type Person,
  people,
  secretsOf,
} from "./people.ts";
import {
  type Cells,
  enriched,
  type Kept,
  matched,
  nothingKept,
  profiles,
  refreshed,
  searched,
  type Written,
} from "./ways-out.ts";
import type { World } from "./world.ts";

export type Step =
  | { kind: "suppress"; person: number; keys: readonly KeyKind[] }
  | { kind: "lift"; person: number; key: KeyKind }
  | { kind: "opt out" | "opt in"; person: number }
  | { kind: "import" | "update" | "contacts" | "remove contacts" }
  | { kind: "registry behind" | "ledger behind" | "backup" | "restore" }
  | { kind: "enrich" | "begin" | "serve"; rows: readonly number[] }
  | { kind: "resume" | "refresh" | "profiles" }
  | { kind: "decide"; choices: readonly number[] }
  | { kind: "search"; query: number }
  | { kind: "show"; person: number }
  | { kind: "explain"; row: number };

const person = fc.nat({ max: people.length - 1 });
const keys = fc.uniqueArray(fc.constantFrom(...keyKinds), { minLength: 1, maxLength: 3 });
const rows = fc.uniqueArray(fc.nat({ max: leads.length - 1 }), { minLength: 1, maxLength: 12 });
const only = <K extends Step["kind"]>(...kinds: K[]) =>
  fc.record({ kind: fc.constantFrom(...kinds) });

/** Anything that can be asked of a registry. */
export const queries: readonly SearchQuery[] = [
  { state: ["IL"] },
  { state: ["OH"] },
  { zip: ["62701"] },
  { name: "Robert Quillthorpe" },
  { name: "Margaret Oakumbeck", state: ["IL"] },
  { npi: people.slice(0, 4).map(({ npi }) => npi) },
  { license: { number: (people[6] as Person).license } },
];

/** @param slow how often a step goes through a whole command, beside 100 others */
export function steps(slow: number): fc.Arbitrary<Step[]> {
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 30, arbitrary: fc.record({ kind: fc.constant("suppress" as const), person, keys }) },
    {
      weight: 10,
      arbitrary: fc.record({
        ...{ kind: fc.constant("lift" as const), person },
        key: fc.constantFrom(...keyKinds),
      }),
    },
    { weight: slow, arbitrary: only("import", "update", "contacts", "remove contacts") },
    { weight: slow, arbitrary: only("backup", "restore") },
    {
      weight: slow,
      arbitrary: fc.record({ kind: fc.constantFrom("opt out", "opt in"), person }),
    },
    { weight: 6, arbitrary: only("registry behind", "ledger behind") },
    {
      weight: 30,
      arbitrary: fc.record({ kind: fc.constantFrom("enrich", "begin", "serve"), rows }),
    },
    { weight: 14, arbitrary: only("resume", "refresh", "profiles") },
    {
      weight: 10,
      arbitrary: fc.record({
        kind: fc.constant("decide" as const),
        choices: fc.array(person, { minLength: 1, maxLength: 12 }),
      }),
    },
    {
      weight: 10,
      arbitrary: fc.record({
        kind: fc.constant("search" as const),
        query: fc.nat({ max: queries.length - 1 }),
      }),
    },
    { weight: slow, arbitrary: fc.record({ kind: fc.constant("show" as const), person }) },
    {
      weight: slow,
      arbitrary: fc.record({
        kind: fc.constant("explain" as const),
        row: fc.nat({ max: leads.length - 1 }),
      }),
    },
  );
  return fc.array(step, { minLength: 3, maxLength: 9 });
}

/** What everybody was answered before anybody was suppressed. */
export interface Baseline {
  /** In the order of `leads`. */
  answers: readonly MatchResult[];
  /** NPIs, in the order of `queries`. */
  found: readonly (readonly string[])[];
  /** NPI → hash of the person's record. */
  records: ReadonlyMap<string, string>;
}

/** What a scenario came to: each line is something that must not have happened. */
export interface Findings {
  /** Something of somebody suppressed was told. */
  leaks: string[];
  /** A row went to somebody else, or was withheld though another strong key agrees. */
  wrong: string[];
}

/** Of so many rows one is looked at in the end, in another scenario another one. */
const few = 4;

/** Goes through the steps and looks at everything that comes out. */
export async function play(
  world: World,
  scenario: readonly Step[],
  baseline: Baseline,
): Promise<Findings> {
  const findings: Findings = { leaks: [], wrong: [] };
  const contacts = new Set<number>();
  let suppressed: Suppressed[] = [];
  let kept: Kept | undefined;
  let written: Written | undefined;
  let hasBackup = false;

  const known = (): Known => ({ suppressed, contacts });

  function lookFor(text: string, at: string): void {
    people.forEach((one, i) => {
      if (!isWithheld(i, known())) return;
      const told = secretsOf(one).filter((secret) => text.includes(secret));
      if (told.length > 0) findings.leaks.push(`${at}: ${told.length} values of person ${i}`);
    });
  }

  function checkRow(lead: Lead, status: string, text: string, at: string): void {
    lookFor(text, at);
    const answer = baseline.answers[leads.indexOf(lead)] as MatchResult;
    const expected = expectedOf(lead, answer, known());
    const named = people.filter(({ npi }) => text.includes(npi)).map(({ npi }) => npi);
    const isRight =
      status === expected.status &&
      named.every((npi) => expected.npis.has(npi)) &&
      named.length === [...expected.npis].filter(isOurs).length;
    if (isRight) return;
    const words = `person ${lead.person} by ${lead.way}: ${status} naming ${named.join(" ")}`;
    findings.wrong.push(`${at}, ${words}; expected ${expected.status}`);
  }

  function checkCells(given: readonly Lead[], cells: readonly Cells[], at: string): void {
    given.forEach((lead, i) => {
      const row = cells[i] as Cells;
      checkRow(lead, row.hb_status ?? "", Object.values(row).join("\n"), at);
    });
  }

  /** Asked about by the NPI that it was matched to, a row stays with it for as long as it may. */
  function checkRefreshed(lead: Lead, was: Cells, is: Cells, at: string): void {
    const [status = "", text] = [is.hb_status, Object.values(is).join("\n")];
    if (was.hb_status !== "matched") {
      checkRow(lead, status, text, at);
      return;
    }
    lookFor(text, at);
    const about = people.findIndex(({ npi }) => npi === was.hb_npi);
    const answer = baseline.answers[leads.indexOf(lead)] as MatchResult;
    const mayGo = expectedOf(lead, answer, known()).status === "suppressed";
    const isRight =
      status === "suppressed" ? mayGo || isWithheld(about, known()) : is.hb_npi === was.hb_npi;
    if (!isRight) findings.wrong.push(`${at}, row of person ${about}: ${status} ${is.hb_npi}`);
  }

  async function mustRefuse(work: () => Promise<unknown>, at: string): Promise<void> {
    const told = await work().then(
      () => true,
      (error: { code?: string }) =>
        !["ledger_behind", "ledger_forked", "ledger_missing", "ledger_other"].includes(
          error.code ?? "",
        ),
    );
    if (told) findings.leaks.push(`${at}: answered past a ledger that is behind`);
  }

  async function command(...argv: string[]): Promise<string> {
    const { code, stdout, stderr } = await world.run(...argv);
    if (code !== 0) findings.wrong.push(`${argv.slice(0, 2).join(" ")}: exit ${code}, ${stderr}`);
    return stdout + stderr;
  }

  const handlers: { [K in Step["kind"]]: (step: Step & { kind: K }) => Promise<void> } = {
    suppress: async (step) => {
      await world.suppress(step.person, step.keys);
      suppressed = [...suppressed, step];
    },
    lift: async (step) => {
      await world.lift(step.person, step.key);
      suppressed = suppressed.filter((one) => !isLifted(one, step));
    },
    "opt out": async ({ kind: at, person: about }) => {
      const { code, stdout, stderr } = await world.choose(about, "opt-out");
      if (code !== 0) findings.wrong.push(`${at}: exit ${code}, ${stderr}`);
      suppressed = [...suppressed, { person: about, keys: keysOfOptOut(about) }];
      lookFor(stdout + stderr, at);
    },
    "opt in": async ({ kind: at, person: about }) => {
      const { code, stdout, stderr } = await world.choose(about, "opt-in");
      if (code !== 0) findings.wrong.push(`${at}: exit ${code}, ${stderr}`);
      lookFor(stdout + stderr, at);
      // A name at a place means everybody of whom nothing else is known, and they said more.
      const own: readonly KeyKind[] = keysOfOptOut(about).filter((key) => key !== "place");
      suppressed = suppressed.filter(
        ({ person: whose, keys }) => whose !== about || !keys.some((key) => own.includes(key)),
      );
    },
    import: async ({ kind: at }) => {
      lookFor(await command("registry", "import", "npidata.csv"), at);
    },
    update: async ({ kind: at }) => {
      lookFor(await command("registry", "import", "npidata_weekly.csv"), at);
    },
    contacts: async ({ kind: at }) => {
      const terms = ["--source", "crm", "--as-of", "2026-01-02"];
      const told = await command("registry", "import", "contacts.csv", ...terms);
      contacts.clear();
      const theirs = people.flatMap((_, i) => (isKept(i, known()) ? i : []));
      for (const one of theirs) contacts.add(one);
      lookFor(told, at);
    },
    "remove contacts": async () => {
      if (contacts.size === 0) return;
      await command("registry", "remove", "--source", "crm");
      contacts.clear();
    },
    "registry behind": async () => {
      // As after a crash between the ledger and the registry.
      const back = await world.keep("registry");
      await world.suppress(0, ["npi"]);
      suppressed = [...suppressed, { person: 0, keys: ["npi"] }];
      await profiles(world);
      await back();
    },
    "ledger behind": async ({ kind: at }) => {
      const back = await world.keep("ledger");
      await world.suppress(1, ["license"]);
      await profiles(world);
      const forward = await world.keep("ledger");
      await back();
      await mustRefuse(() => enriched(world, nothingKept(leads.slice(0, 3))), at);
      await mustRefuse(() => profiles(world), at);
      // The number that the registry has seen, by another change.
      await world.suppress(2, ["license"]);
      await mustRefuse(() => profiles(world), at);
      await forward();
      suppressed = [...suppressed, { person: 1, keys: ["license"] }];
    },
    backup: async () => {
      if (suppressed.length === 0 || hasBackup) return;
      await command("ledger", "backup", "backup");
      hasBackup = true;
    },
    restore: async () => {
      if (hasBackup) await command("ledger", "restore", "backup");
    },
    enrich: async ({ kind, rows }) => {
      await run(rows, kind);
    },
    begin: async ({ kind, rows }) => {
      kept = await run(rows, kind);
    },
    resume: async ({ kind: at }) => {
      if (kept !== undefined) checkCells(kept.leads, await enriched(world, kept), at);
    },
    serve: async (step) => {
      const at = step.kind;
      // A suppressed NPI is answered as an unknown one, which may be no_match: who is told counts.
      const given = step.rows.map((row) => leads[row] as Lead);
      const results = await matched(world, given);
      given.forEach((lead, i) => {
        const result = results[i] as MatchResult;
        const isGone = isOwn(lead, suppressed) || isWithheld(lead.person, known());
        const isUnknown = lead.way.startsWith("npi") && isGone;
        if (isUnknown) lookFor(JSON.stringify(result), at);
        else checkRow(lead, result.status, JSON.stringify(result), at);
      });
    },
    refresh: async ({ kind: at }) => {
      if (written === undefined) return;
      const before = written;
      const cells = await refreshed(world, before);
      before.leads.forEach((lead, i) => {
        checkRefreshed(lead, before.cells[i] as Cells, cells[i] as Cells, at);
      });
      written = { leads: before.leads, cells };
    },
    decide: async ({ kind: at, choices }) => {
      if (written === undefined) return;
      const said = written.leads.map((lead) => leadDigest({ id: 1, ...leadRequest(lead) }));
      // Rows that say the same are one lead, and somebody decides about that.
      const decisions = new Map(
        said.map((text, i) => {
          const choice = choices[said.indexOf(text) % choices.length] as number;
          return [i + 1, decisionFor(choice)];
        }),
      );
      const cells = await refreshed(world, written, decisions);
      cells.forEach((row, i) => {
        const text = Object.values(row).join("\n");
        lookFor(text, at);
        const { choice } = decisions.get(i + 1) as Decision;
        const about = people.findIndex(({ npi }) => npi === choice);
        // Whoever was chosen is told or nobody is: no decision hands a row to a third.
        if (row.hb_matched_on !== "decision") return;
        if (row.hb_npi !== choice || isWithheld(about, known()))
          findings.wrong.push(`${at}, row decided for person ${about}: ${row.hb_status}`);
      });
    },
    profiles: async ({ kind: at }) => {
      const found = await profiles(world);
      lookFor(JSON.stringify(found), at);
      people.forEach((one, i) => {
        const isThere = one.onFile && !isWithheld(i, known());
        if (isThere !== (found[i] !== undefined)) findings.wrong.push(`${at}: person ${i}`);
      });
    },
    search: async (step) => {
      const at = step.kind;
      const { count, npis, text } = await searched(world, queries[step.query] as SearchQuery);
      const hidden = new Set(people.flatMap(({ npi }, i) => (isWithheld(i, known()) ? npi : [])));
      const expected = baseline.found[step.query]?.filter((npi) => !hidden.has(npi)) ?? [];
      lookFor(text, at);
      if (count !== expected.length || npis.join() !== expected.join())
        findings.wrong.push(`${at} ${step.query}: ${count} for ${expected.length}`);
    },
    show: async (step) => {
      const at = step.kind;
      const { npi } = people[step.person] as Person;
      lookFor((await command("show", npi, "--json")).replaceAll(npi, ""), at);
    },
    explain: async ({ kind, row }) => {
      const told = await command("explain", "leads.csv", "--row", String(row + 1), "--json");
      // What stands in the row is told as it was asked.
      const own = leadCells(leads[row] as Lead).filter((cell) => cell !== "");
      lookFor(
        own.reduce((text, cell) => text.replaceAll(cell, ""), told),
        kind,
      );
    },
  };

  function decisionFor(about: number): Decision {
    const { npi } = people[about] as Person;
    const records = { [npi]: baseline.records.get(npi) ?? "" };
    return { lead: String(about), detail: "", choice: npi, records, decided_on: "2026-01-20" };
  }

  async function run(places: readonly number[], at: string): Promise<Kept> {
    const given = places.map((row) => leads[row] as Lead);
    const outcome = nothingKept(given);
    const cells = await enriched(world, outcome);
    checkCells(given, cells, at);
    written = { leads: given, cells };
    return outcome;
  }

  async function take(step: Step): Promise<void> {
    await (handlers[step.kind] as (step: Step) => Promise<void>)(step);
  }

  for (const step of scenario) await take(step);
  // Whatever came before, everything is looked at in the end.
  const offset = scenario.length % few;
  const rows = leads.flatMap((_, i) => (i % few === offset ? i : []));
  await take({ kind: "enrich", rows });
  await take({ kind: "profiles" });
  await take({ kind: "search", query: 0 });
  await take({ kind: "resume" });
  await take({ kind: "refresh" });
  await take({ kind: "decide", choices: people.map((_, i) => i) });
  return findings;
}

/** A name at a place means everybody of whom nothing else is known. */
function isLifted(one: Suppressed, { person: about, key }: { person: number; key: KeyKind }) {
  const [theirs, given] = [people[one.person] as Person, people[about] as Person];
  if (key !== "place") return one.person === about && one.keys.includes(key);
  const isThere = theirs.last === given.last && theirs.zip === given.zip;
  return isThere && one.keys.every((kind) => kind === "place");
}

/** What is kept of somebody who says NPI, name, place and e-mail: that, and what is on file of them. */
function keysOfOptOut(about: number): KeyKind[] {
  const said: KeyKind[] = ["npi", "email", "place"];
  const { onFile } = people[about] as Person;
  return onFile ? [...said, "license", "phone"] : said;
}

function isOurs(npi: string): boolean {
  return people.some((one) => one.npi === npi);
}

function isOwn({ person: about }: Lead, suppressed: readonly Suppressed[]): boolean {
  return suppressed.some((one) => one.person === about && one.keys.includes("npi"));
}
