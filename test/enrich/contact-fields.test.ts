import { describe, expect, it } from "vitest";
import { type CellOptions, createProfileCells } from "../../src/enrich/cells/profile-cells.ts";
import { allFieldColumns, withProvenance } from "../../src/enrich/cells/provenance-columns.ts";
import type { ContactPoint } from "../../src/model/contact.ts";
import type { Profile } from "../../src/model/profile.ts";
import type { ServiceInfo } from "../../src/service/search-service.ts";

function point(kind: ContactPoint["kind"], value: string, more: Partial<ContactPoint> = {}) {
  return { kind, value, source: "acme", sources: 1, as_of: "2026-05-01", confidence: 1, ...more };
}

const profile: Profile = {
  npi: "1234567893",
  entity: "individual",
  active: true,
  name: { first: "EUPHEMIA", last: "PROBST", credential: "M.D." },
  other_names: [],
  taxonomies: [{ code: "208000000X", primary: true }],
  addresses: [{ kind: "practice", zip: "75069", state: "TX", phone: "2145550142" }],
  contacts: [
    point("email", "euphemia@example.com", { confidence: 0.9 }),
    point("email", "eprobst@example.org", { source: "bolt", as_of: "2025-01-01" }),
    point("email", "gone@example.com", { withheld: "dead" }),
    point("phone", "2145557700", { extension: "12" }),
    point("mobile", "2145557701"),
    point("title", "Chief of Pediatrics"),
    point("company", "Invented Children's"),
    point("address", "12 Elm St, Austin, TX 78701"),
  ],
  sources: { main: 1 },
};

const info = {
  release: "r1",
  registry: { sources: [{ id: 1, kind: "nppes", as_of: "2026-01-11" }] },
} as unknown as ServiceInfo;

const service = {
  traits: { local: true, counts: true },
  specialtyNames: async (codes: readonly string[]) => [...codes],
};

async function cells(columns: readonly string[], of: Profile = profile, options?: CellOptions) {
  const made = createProfileCells(columns, info, service, options);
  await made.prepare([of]);
  const row = made.of(of, 0.98) ?? [];
  return Object.fromEntries(columns.map((column, i) => [column, row[i]]));
}

describe("columns about contacts", () => {
  it("give the ranked values, without the dead ones", async () => {
    const names = ["hb_email", "hb_email_2", "hb_email_3", "hb_phone", "hb_phone_2", "hb_mobile"];
    expect(await cells([...names, "hb_phone_type", "hb_company", "hb_contact_address"])).toEqual({
      hb_email: "euphemia@example.com",
      hb_email_2: "eprobst@example.org",
      hb_email_3: "",
      hb_phone: "2145557700 x12",
      hb_phone_2: "2145550142",
      hb_mobile: "2145557701",
      hb_phone_type: "direct",
      hb_company: "Invented Children's",
      hb_contact_address: "12 Elm St, Austin, TX 78701",
    });
  });

  it("fall back on the public record, and say so", async () => {
    const bare = { ...profile, contacts: [] };
    const names = withProvenance(["hb_phone", "hb_title", "hb_email"]);
    expect(await cells([...names, "hb_phone_type"], bare)).toEqual({
      hb_phone: "2145550142",
      hb_phone_source: "nppes",
      hb_phone_as_of: "2026-01-11",
      hb_phone_confidence: "0.9800",
      hb_phone_type: "practice",
      hb_title: "Pediatrics Physician",
      hb_title_source: "derived",
      hb_title_as_of: "2026-01-11",
      hb_title_confidence: "0.9800",
      hb_email: "",
      hb_email_source: "",
      hb_email_as_of: "",
      hb_email_confidence: "",
    });
  });

  it("tell source, day, and a confidence for the row", async () => {
    expect(await cells(withProvenance(["hb_email"]))).toEqual({
      hb_email: "euphemia@example.com",
      hb_email_source: "acme",
      hb_email_as_of: "2026-05-01",
      // 0.98 that the row is this person, times 0.9 that the address is theirs.
      hb_email_confidence: "0.8820",
    });
  });

  it("leave out what is older than it may be, the practice's own number too", async () => {
    const names = ["hb_email", "hb_email_2", "hb_phone", "hb_phone_2"];
    expect(await cells(names, profile, { freshSince: "2026-02-01" })).toEqual({
      hb_email: "euphemia@example.com",
      hb_email_2: "",
      hb_phone: "2145557700 x12",
      hb_phone_2: "",
    });
  });

  it.each([
    ["e164", "+12145557700 x12", "+12145550142"],
    ["national", "(214) 555-7700 x12", "(214) 555-0142"],
    ["digits", "2145557700 x12", "2145550142"],
  ] as const)("write numbers as %s", async (phoneFormat, first, second) => {
    expect(await cells(["hb_phone", "hb_phone_2"], profile, { phoneFormat })).toEqual({
      hb_phone: first,
      hb_phone_2: second,
    });
  });

  it("say of every other value that it is the public record's", async () => {
    const names = allFieldColumns().filter((name) => !name.startsWith("hb_source"));
    const row = await cells(names, { ...profile, contacts: [] });
    for (const name of names) {
      const source = row[`${name}_source`];
      if (source === undefined || row[name] === "") continue;
      expect([name, source]).toEqual([name, expect.stringMatching(/^(nppes|derived)$/)]);
      expect(row[`${name}_confidence`]).toBe("0.9800");
    }
  });
});
