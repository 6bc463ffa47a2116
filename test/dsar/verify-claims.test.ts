import { describe, expect, it } from "vitest";
import { heldPieces, holdsPrivate } from "../../src/dsar/claims/held-pieces.ts";
import { type Candidate, judgeClaims } from "../../src/dsar/claims/judge-claims.ts";
import { readClaims } from "../../src/dsar/claims/read-claims.ts";
import { kindsOf, readDisputed } from "../../src/dsar/verify/disputed.ts";
import type { ContactPoint } from "../../src/model/contact.ts";
import type { Profile, Source } from "../../src/model/profile.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { contact } from "./people.ts";

const received = "2026-01-15";
const npi = npiOf(1);

/** With a public telephone, fax, address and license; with an e-mail address and a mobile of its own. */
function wilma(changes: Partial<Profile> = {}): Profile {
  const base = person({ npi, first: "WILMA", last: "ROE", license: "MD0012345", state: "IL" });
  return {
    ...base,
    last_updated: "2020-07-08",
    addresses: [
      {
        ...{ kind: "practice", line1: "12 N ELM STREET SUITE 4", city: "SPRINGFIELD" },
        ...{ state: "IL", zip: "627010002", phone: "2175550123", fax: "2175550124" },
      },
      { kind: "mailing", line1: "PO BOX 4711", zip: "62701", phone: "2175550123" },
    ],
    contacts: [
      contact("email", "wilma@example.com"),
      contact("mobile", "2175550125"),
      contact("company", "Sampleton Health, LLC"),
      contact("title", "Chief"),
    ],
    ...changes,
  };
}

const file: Source = {
  ...{ id: 1, kind: "nppes", file: "npidata.csv", rows: 1, bytes: 1, sha256: "" },
  as_of: "2026-01-11",
};

function candidateOf(profile: Profile, day = received): Candidate {
  return {
    npi: profile.npi,
    pieces: heldPieces(profile, [file], day),
    holdsPrivate: holdsPrivate(profile),
  };
}

const judge = (
  text: string,
  profiles: readonly Profile[] = [wilma()],
  disputed: readonly string[] = [],
) => {
  const candidates = profiles.map((profile) => candidateOf(profile));
  return judgeClaims(readClaims(text), candidates, readDisputed(disputed));
};

const degreeOf = (...given: Parameters<typeof judge>) => judge(...given)?.degree ?? "none";

describe("R17: two pieces of one profile", () => {
  const claims: [string, string, string[]][] = [
    ["e-mail and mobile", "email: Wilma@Example.com\nmobile: (217) 555-0125", ["email", "mobile"]],
    ["NPI and license", `npi: ${npi}\nlicense: 12345\nlicense_state: Illinois`, ["npi", "license"]],
    ["address and fax", "address: 12 Elm St #4\nzip: 62701\nfax: 217.555.0124", ["address", "fax"]],
    [
      "box and company",
      "address: P.O. Box 4711\nzip: 62701\ncompany: SAMPLETON HEALTH",
      ["address", "company"],
    ],
    [
      "JSON",
      `{"email": ["wilma@example.com", "other@example.com"], "npi": ${npi}}`,
      ["npi", "email"],
    ],
  ];
  it.each(claims)("verify: %s, however they are written", (_, text, fields) => {
    const found = judge(text);
    expect(found).toMatchObject({ npi, degree: "reasonable" });
    expect([...(found?.fields ?? [])].sort()).toEqual([...fields].sort());
  });

  const others: [string, string][] = [
    ["one piece", "email: wilma@example.com"],
    ["one piece and a wrong one", `npi: ${npi}\nemail: wilma@example.org`],
    ["the right license of another state", `npi: ${npi}\nlicense: 12345\nlicense_state: OH`],
    ["the right street of another ZIP", `npi: ${npi}\naddress: 12 Elm St\nzip: 60601`],
    ["two wrong ones", "email: w@example.org\nphone: 3125550199"],
  ];
  it.each(others)("do not: %s", (_, text) => expect(judge(text)).toBeUndefined());

  it("R17: data outside the profile never counts: name, city, title, specialty are no pieces", () => {
    for (const field of ["full_name", "city", "title", "specialty", "state", "sex"]) {
      expect(() => readClaims(`${field}: x`), field).toThrow(/no piece of a profile/);
    }
  });
});

describe("R19: no piece counts twice, and all are of one profile", () => {
  it.each([
    ["a telephone as phone and fax", "phone: 2175550123\nfax: 217-555-0123"],
    ["the same e-mail address twice", "email: wilma@example.com\nemail: WILMA@example.com"],
    [
      "a license with and without its prefix",
      '{"license": ["MD12345", "12345"], "license_state": "IL"}',
    ],
    ["a street in two ways", '{"address": ["12 Elm St", "12 N Elm Street"], "zip": "62701"}'],
  ])("R19: %s is one", (_, text) => expect(judge(text)).toBeUndefined());

  it("R19: what a profile holds as phone and as fax is one piece of it", () => {
    const twice = wilma({
      contacts: [contact("fax", "2175550123"), contact("mobile", "2175550123")],
    });
    expect(
      heldPieces(twice, [file], received).filter(({ keys }) => keys[0]?.includes("2175550123")),
    ).toEqual([
      { kinds: ["phone", "fax", "mobile"], keys: ["number 2175550123"], isPrivate: false },
    ]);
    expect(judge("phone: 2175550123\nmobile: 2175550123", [twice])).toBeUndefined();
  });

  const fred = (contacts: ContactPoint[]) => ({ ...wilma({ contacts }), npi: npiOf(2) });
  const shared = "phone: 2175550123";
  it("R19: pieces of two profiles verify neither", () => {
    const both = [wilma(), fred([contact("email", "fred@example.com")])];
    expect(
      judge(`${shared}\nemail: wilma@example.com\nemail: fred@example.com`, both),
    ).toBeUndefined();
    expect(judge("email: wilma@example.com\nemail: fred@example.com", both)).toBeUndefined();
    expect(judge(`${shared}\nfax: 2175550124`, both), "pieces of both").toBeUndefined();
    expect(judge(`${shared}\nemail: fred@example.com`, both)).toMatchObject({ npi: npiOf(2) });
    expect(judge(`${shared}\nemail: fred@example.com\nemail: f@example.com`, both)).toBeUndefined();
  });
});

describe("R18: specific pieces take three, two of which no public source publishes", () => {
  const own = "email: wilma@example.com\nmobile: 2175550125";
  it("R18: two of their own and a third", () => {
    expect(degreeOf(`${own}\nnpi: ${npi}`)).toBe("high");
    expect(degreeOf(own)).toBe("reasonable");
  });

  it("hardening: three public values open none that are not", () => {
    expect(degreeOf(`npi: ${npi}\nphone: 2175550123\nfax: 2175550124`)).toBe("reasonable");
    expect(degreeOf(`npi: ${npi}\nphone: 2175550123\nemail: wilma@example.com`)).toBe("reasonable");
    expect(degreeOf(`npi: ${npi}\ncompany: Sampleton Health\nemail: wilma@example.com`)).toBe(
      "reasonable",
    );
  });

  it("hardening: three public values do where the profile holds no others", () => {
    const open = wilma({ contacts: [contact("fax", "2175550124")] });
    expect(degreeOf(`npi: ${npi}\nphone: 2175550123\nfax: 2175550124`, [open])).toBe("high");
    const { contacts: _, ...none } = wilma();
    expect(degreeOf(`npi: ${npi}\nphone: 2175550123\nfax: 2175550124`, [none])).toBe("high");
  });

  it("hardening: what came after the request makes a profile no less private", () => {
    const later = wilma({ contacts: [contact("email", "w@example.com", { as_of: "2026-01-18" })] });
    expect(degreeOf(`npi: ${npi}\nphone: 2175550123\nfax: 2175550124`, [later])).toBe("reasonable");
  });

  it("hardening: a published number, an office's mailbox and a free number are nobody's own", () => {
    const office = wilma({
      contacts: [
        contact("email", "frontdesk@example.com", { type: "role" }),
        contact("phone", "8005550123", { type: "toll_free" }),
        contact("mobile", "2175550123"),
        contact("address", "12 Elm St", { address: { line1: "12 Elm Street", zip: "62701" } }),
        contact("email", "wilma@example.com"),
      ],
    });
    const told = "email: frontdesk@example.com\nphone: 8005550123\nmobile: 2175550123";
    expect(degreeOf(`${told}\nemail: wilma@example.com`, [office])).toBe("reasonable");
  });
});

describe("R17: what the profile held before the request came", () => {
  const dated: [string, string, boolean][] = [
    ["the day before", "2026-01-14", true],
    ["on the day", "2026-01-15", true],
    ["the day after", "2026-01-16", false],
  ];
  it.each(dated)("a contact of %s", (_, as_of, counts) => {
    const one = wilma({ contacts: [contact("email", "wilma@example.com", { as_of })] });
    expect(judge(`npi: ${npi}\nemail: wilma@example.com`, [one]) !== undefined).toBe(counts);
  });

  it("public values whose record was changed, or whose file was made, before that", () => {
    const pieces = (last_updated: string | undefined, as_of: string | undefined) => {
      const { last_updated: _, contacts: __, ...profile } = wilma();
      const { as_of: ___, ...source } = file;
      const dated = last_updated === undefined ? profile : { ...profile, last_updated };
      return heldPieces(dated, [as_of === undefined ? source : { ...source, as_of }], received)
        .length;
    };
    const all = pieces("2020-07-08", undefined);
    expect(all).toBe(6);
    expect(pieces(undefined, "2026-01-11")).toBe(all);
    expect(pieces("2026-01-16", "2026-01-11")).toBe(all);
    expect(pieces("2026-01-16", "2026-02-08")).toBe(0);
    expect(pieces(undefined, undefined), "no day is known").toBe(0);
  });

  it("whatever its day, a value that was seen to be held; and no other", () => {
    const email = contact("email", "wilma@example.com", { as_of: "2026-02-01" });
    const profile = { ...wilma({ contacts: [email] }), last_updated: "2026-02-01" };
    const held = heldPieces({ ...profile, last_updated: "2020-07-08" }, [], received);
    const phones = held.flatMap(({ kinds, keys }) => (kinds.includes("phone") ? keys : []));
    const wasHeld = (one: string, keys: readonly string[]) =>
      one === npi && keys.some((key) => phones.includes(key));
    const kinds = (given: typeof wasHeld) =>
      heldPieces(profile, [], received, given).map((piece) => piece.kinds[0]);
    expect(kinds(wasHeld)).toEqual(["phone"]);
    expect(kinds(() => false)).toEqual([]);
    expect(kinds(() => true)).toContain("email");
  });

  it("an NPI counts from the day on which it was given out", () => {
    const changed = { ...wilma(), last_updated: "2026-01-16", enumeration_date: "2006-05-23" };
    const { contacts: _, ...profile } = changed;
    expect(heldPieces(profile, [{ ...file, as_of: "2026-02-08" }], received)).toMatchObject([
      { kinds: ["npi"] },
    ]);
  });

  it("a value that reaches somebody else proves nothing", () => {
    const mark = {
      outcome: { outcome: "wrong_person", date: "2025-12-01", source: "calls" },
    } as const;
    const one = wilma({ contacts: [contact("mobile", "2175550125", mark)] });
    expect(judge(`npi: ${npi}\nmobile: 2175550125`, [one])).toBeUndefined();
  });
});

describe("§7060(h): a disputed field does not show whose the profile is", () => {
  const claims = "email: wilma@example.com\nphone: 2175550123";
  it.each([
    ["email", "none"],
    ["practice.phone", "none"],
    ["mobile", "none"],
    ["company", "reasonable"],
    ["name.last", "reasonable"],
    ["other", "reasonable"],
  ])("a correction of %s: %s", (field, degree) => {
    expect(degreeOf(claims, [wilma()], [field])).toBe(degree);
  });

  it("counts every number as disputed where one is: it may be called any of the three", () => {
    const twice = wilma({ contacts: [contact("mobile", "2175550124")] });
    expect(
      degreeOf(
        `npi: ${npi}
mobile: 2175550124`,
        [twice],
        ["practice.fax"],
      ),
    ).toBe("none");
  });

  it("knows every field that can be corrected", () => {
    expect(["practice.zip", "mailing.city", "license.TX", "company", "sex"].map(kindsOf)).toEqual([
      ["address"],
      ["address"],
      ["license"],
      ["company"],
      [],
    ]);
    expect(() => readDisputed(["birthday"])).toThrow(/no field that there is/);
  });
});

describe("claims", () => {
  it.each([
    ["nothing", " \n"],
    ["a line without a field", "wilma@example.com"],
    ["an NPI with a slip", "npi: 1234567890"],
    ["half a telephone number", "phone: 555-0123"],
    ["a license without its state", "license: 12345"],
    ["a street without its ZIP", "address: 12 Elm Street"],
    [
      "more than anybody needs",
      '{"phone": ["2175550101","2175550102","2175550103","2175550104","2175550105","2175550106"]}',
    ],
  ])("that cannot be used are refused unsaid before anything is compared: %s", (_, text) => {
    const read = () => readClaims(text);
    expect(read).toThrow(expect.objectContaining({ code: "claims_invalid", exitCode: 2 }));
    expect(read).not.toThrow(/wilma|12345|555/);
  });
});
