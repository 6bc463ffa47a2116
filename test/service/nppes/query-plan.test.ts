import { describe, expect, it } from "vitest";
import { toLead } from "../../../src/match/lead.ts";
import type { MatchRequest } from "../../../src/model/contract.ts";
import { toParameters } from "../../../src/service/nppes/api-query.ts";
import { planQueries } from "../../../src/service/nppes/query-plan.ts";
import { errorOf } from "../../helpers/nppes-search.ts";

const context = { name_order: "first_last", prior: 0.8 } as const;

function plan(given: Omit<MatchRequest, "id">) {
  const request = { id: 1, ...given };
  return planQueries(toLead(request, context), request);
}

function texts(given: Omit<MatchRequest, "id">): string[][] {
  return plan(given).map((step) =>
    step.map(({ query }) =>
      Object.entries(query)
        .map(([name, value]) => `${name}=${value}`)
        .join(" "),
    ),
  );
}

describe("what is asked about a lead", () => {
  it("the name in the whole country, then other forms, then whoever is where the lead is", () => {
    expect(
      texts({
        name: { full: "Robert Zellerbaum MD" },
        city: "Springfield",
        state: "IL",
        zip: "62701",
      }),
    ).toEqual([
      ["last_name=ZELLERBAUM first_name=ROBERT"],
      [
        "last_name=ZELLERBAUM first_name=ROBERT alias=true",
        "last_name=ZELLERBAUM* first_name=ROBERT",
      ],
      [
        "last_name=ZELLERBAUM state=IL",
        "last_name=ZEL* first_name=ROB* state=IL",
        "first_name=ROBERT postal_code=62701",
      ],
      ["last_name=ROBERT first_name=ZELLERBAUM"],
    ]);
  });

  it("without a place the stems are longer", () => {
    expect(texts({ name: { first: "Winifred", last: "Quillfeather" } }).at(2)).toEqual([
      "last_name=QUILLFEATHER first_name=WI*",
      "last_name=QUIL* first_name=WIN*",
    ]);
  });

  it.each([
    ["O'Brien", ["O'BRIEN", "OBRIEN"]],
    ["OBrien", ["OBRIEN", "O'BRIEN"]],
    ["García-López", ["GARCIA-LOPEZ", "GARCIA LOPEZ"]],
    ["Garcia Lopez", ["GARCIA LOPEZ", "GARCIA-LOPEZ"]],
    ["de la Cruz", ["DE LA CRUZ", "DE-LA-CRUZ"]],
    ["Quillfeather", ["QUILLFEATHER"]],
  ])("a surname is asked as it is written, and as NPPES may have it: %s", (last, wanted) => {
    const [exact = []] = plan({ name: { first: "Winifred", last } });
    expect(exact.map(({ query }) => query.last_name)).toEqual(wanted);
  });

  it("an initial is not asked for: the API wants two letters before a star", () => {
    expect(texts({ name: { full: "W. Quillfeather" }, state: "IL" })).toEqual([
      ["last_name=QUILLFEATHER state=IL"],
      [],
      [],
      [],
    ]);
    expect(
      texts({
        name: { full: "W. Quillfeather" },
        license: { number: "036099999", state: "IL" },
      })[0],
    ).toEqual(["last_name=QUILLFEATHER state=IL"]);
    expect(texts({ name: { full: "J. Robert Oppendorf" } })[0]).toContain(
      "last_name=OPPENDORF first_name=ROBERT",
    );
  });

  it("names exchanged are asked for last", () => {
    const context = { name_order: "mixed", prior: 0.8 } as const;
    const request = { id: 1, name: { full: "Zellerbaum Winifred" } };
    const steps = planQueries(toLead(request, context), request);
    const asked = steps.flat().map(({ query }) => query.last_name);
    expect(asked).toContain("ZELLERBAUM");
    expect(asked).toContain("WINIFRED");
  });

  it("a lead without a surname plans nothing", () => {
    expect(plan({ phone: "2175550150" }).flat()).toEqual([]);
    expect(plan({ license: { number: "036099999", state: "IL" } }).flat()).toEqual([]);
  });

  it.each<Omit<MatchRequest, "id">>([
    { name: { full: "Ng, Li" }, state: "CA" },
    { name: { full: "Xu Wu" } },
    { name: { full: "Bo O" }, zip: "10001" },
    {
      name: { full: 'Mary Ann "Molly" O\u2019Neil-S\u00f8rensen, R.N., Ph.D.' },
      city: "St. Louis",
      state: "MO",
    },
    {
      name: { first: "Jos\u00e9*", last: "Nu\u00f1ez%" },
      city: "Espa\u00f1ola; DROP",
      state: "NM",
    },
    { name: { first: "A&B", last: "<script>" }, city: "***", state: "IL" },
    { name: { last: "Quillfeather" }, city: "Springfield" },
    { name: { full: "Quillfeather" }, zip: "627011234" },
  ])("nothing that the API refuses is asked: %j", (given) => {
    for (const { query } of plan(given).flat()) {
      expect({ query, error: errorOf(toParameters(query, 200)) }).toEqual({
        query,
        error: undefined,
      });
    }
  });

  it("the alias switch is said always", () => {
    for (const { query } of plan({ name: { full: "Robert Zellerbaum" }, state: "IL" }).flat()) {
      const said = toParameters(query, 0).get("use_first_name_alias");
      expect(said).toBe(query.alias ? "True" : "False");
    }
  });
});
