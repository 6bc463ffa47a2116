import { createHash, createPublicKey, verify } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { BundleData, DisclosureTable } from "../../src/dsar/export/bundle-schema.ts";
import { collectCategory } from "../../src/dsar/export/collect-category.ts";
import { type ExportOptions, exportRequest } from "../../src/dsar/export/export-request.ts";
import { findRequest } from "../../src/dsar/take-step.ts";
import { tempFolder } from "../ledger/temp-folder.ts";
import {
  contact,
  exportWorld,
  type Given,
  npi,
  openVerified,
  optionsIn,
  type TestWorld,
  unzip,
  wilma,
} from "./export-world.ts";

const folder = tempFolder();
const names = [
  ...["data.csv", "data.json", "data.schema.json", "disclosure.json"],
  ...["manifest.json", "manifest.sig", "public-key.pem", "report.html"],
];

async function inWorld<T>(given: Given, work: (world: TestWorld) => Promise<T>): Promise<T> {
  const world = await exportWorld(folder(), given);
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}

async function filesOf(world: TestWorld, id: string, more: Partial<ExportOptions> = {}) {
  const { path } = await exportRequest(world, id, optionsIn(folder(), more));
  const members = await unzip(await readFile(path));
  const text = (name: string) => members.get(name)?.bytes.toString("utf8") ?? "";
  return {
    ...{ members, text, csv: text("data.csv"), html: text("report.html") },
    data: JSON.parse(text("data.json")) as BundleData,
    table: JSON.parse(text("disclosure.json")) as DisclosureTable,
    manifest: JSON.parse(text("manifest.json")),
  };
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => [error.exitCode, error.code].join(" "),
  );

const kindsOf = async ({ store }: TestWorld, id: string) =>
  (await store.eventsOf(id)).map(({ kind }) => kind);

describe("the bundle", () => {
  it("R7, R8: has the seven items and every piece with its source and day", async () => {
    await inWorld({}, async (world) => {
      const { data } = await filesOf(world, await openVerified(world));
      expect(data.categories_collected).toEqual(["C1", "C3", "C8"]);
      expect(data.categories_of_sources.map(({ category }) => category)).toEqual([
        "C1",
        "C3",
        "C8",
      ]);
      expect(data.purposes.map(({ purpose }) => purpose).join()).toContain("Services to Users");
      expect(data.categories_of_third_parties).toEqual(["Users"]);
      expect(data.categories_sold).toEqual(data.categories_disclosed);
      const pieces = new Map(data.specific_pieces?.map((piece) => [piece.field, piece]));
      expect(pieces.get("name.last")).toEqual({
        ...{ category: "C1", field: "name.last", value: "Quillfeather" },
        ...{ source: "public registry (NPPES)", day: "2026-01-12" },
      });
      expect(pieces.get("email")).toMatchObject({
        value: "wilma@quill.example",
        source: "crm",
        day: "2025-06-30",
      });
      expect(pieces.get("npi")).toMatchObject({ category: "C8", value: npi });
      expect(pieces.get("specialty")).toMatchObject({
        value: "207Q00000X",
        note: "Family Medicine, primary",
      });
      expect(pieces.get("license.IL")).toMatchObject({ category: "C8", value: "MD-0012345" });
    });
  });

  it("R33: is portable: its data is as its JSON Schema says, and its CSV is RFC 4180", async () => {
    await inWorld({}, async (world) => {
      const { data, text, csv } = await filesOf(world, await openVerified(world));
      const schema = z.fromJSONSchema(JSON.parse(text("data.schema.json")));
      expect(schema.safeParse(data).success).toBe(true);
      expect(schema.safeParse({ ...data, more: 1 }).success).toBe(false);
      expect(schema.safeParse({ ...data, made_on: "soon" }).success).toBe(false);
      const lines = csv.split("\r\n");
      expect(lines[0]).toBe("category,category_name,field,value,source,day,note");
      expect(lines).toHaveLength((data.specific_pieces?.length ?? 0) + 2);
    });
  });

  it("has names in order, one time and mode, nothing compressed, and is 0600", async () => {
    await inWorld({}, async (world) => {
      const id = await openVerified(world);
      const { members } = await filesOf(world, id);
      expect([...members.keys()]).toEqual(names);
      for (const { mode, date, time, compressionMethod } of members.values()) {
        expect([mode, date, time, compressionMethod]).toEqual([0o100600, (1 << 5) | 1, 0, 0]);
      }
      const path = join(folder(), "out", `${id}.zip`);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect((await stat(join(folder(), "out"))).mode & 0o777).toBe(0o700);
    });
  });

  it("is signed: each file's hash is in the manifest, and the manifest's signature holds", async () => {
    await inWorld({}, async (world) => {
      const id = await openVerified(world);
      const { members, manifest } = await filesOf(world, id);
      const signed = names.filter((name) => !name.startsWith("manifest"));
      expect(manifest.files.map(({ name }: { name: string }) => name)).toEqual(signed);
      for (const { name, sha256, bytes } of manifest.files) {
        const content = members.get(name)?.bytes ?? Buffer.alloc(0);
        expect([name, createHash("sha256").update(content).digest("hex")]).toEqual([name, sha256]);
        expect(content).toHaveLength(bytes);
      }
      const key = createPublicKey(members.get("public-key.pem")?.bytes ?? "");
      const text = members.get("manifest.json")?.bytes ?? Buffer.alloc(0);
      const signature = members.get("manifest.sig")?.bytes ?? Buffer.alloc(0);
      expect(verify(null, text, key, signature)).toBe(true);
      expect(verify(null, Buffer.concat([text, Buffer.from(" ")]), key, signature)).toBe(false);
      const last = (await world.store.eventsOf(id)).find(({ kind }) => kind === "exported");
      expect(last?.body.manifest).toBe(createHash("sha256").update(text).digest("hex"));
      expect(last?.body.key).toBe(manifest.signed_by);
    });
  });

  it("shows a correction beside what sources say, and what has become of requests", async () => {
    const corrections = [{ npi, field: "name.last", value: "Oakfeather", date: "2026-01-10" }];
    await inWorld({ corrections }, async (world) => {
      await openVerified(world, { id: "R-EARLIER2", type: "opt-out", degree: "none" });
      await openVerified(world, { id: "R-SOMEBODY", npis: ["1000000004"] });
      const { data, html } = await filesOf(world, await openVerified(world));
      expect(data.corrections).toEqual([
        {
          field: "name.last",
          value: "Oakfeather",
          day: "2026-01-10",
          sources_say: ["Quillfeather"],
        },
      ]);
      const lasts = data.specific_pieces?.filter(({ field }) => field === "name.last");
      expect(lasts?.map(({ value, source }) => [value, source])).toEqual([
        ["Quillfeather", "public registry (NPPES)"],
        ["Oakfeather", "your correction"],
      ]);
      expect(data.requests?.map(({ type }) => type)).toEqual(["opt-out", "know-specific"]);
      expect(html).toContain("Oakfeather");
    });
  });
});

describe("who may get it", () => {
  it("R9, R20: nobody before verification; the refusal is recorded and nothing is written", async () => {
    await inWorld({}, async (world) => {
      const id = await openVerified(world, { degree: "none" });
      expect(await codeOf(exportRequest(world, id, optionsIn(folder())))).toBe(
        "6 step_out_of_turn",
      );
      expect((await kindsOf(world, id)).at(-1)).toBe("step_refused");
      expect(await readdir(folder())).not.toContain("out");
    });
  });

  it("R18: two pieces do not open specific ones", async () => {
    await inWorld({}, async (world) => {
      const id = await openVerified(world, { degree: "reasonable" });
      expect(await codeOf(exportRequest(world, id, optionsIn(folder())))).toBe("6 not_verified");
      expect(await kindsOf(world, id)).not.toContain("exported");
    });
  });

  it("R21: nobody whose request is held as fraudulent, whatever matched", async () => {
    await inWorld({}, async (world) => {
      const id = await openVerified(world, {
        steps: [{ kind: "fraud_held", body: { day: "2026-01-20" } }],
      });
      expect(await codeOf(exportRequest(world, id, optionsIn(folder())))).toBe("6 fraud_suspected");
    });
  });

  it.each([[[]], [[npi, "1000000004"]]])("R19: nobody where the profiles are %j", async (npis) => {
    await inWorld({}, async (world) => {
      const id = await openVerified(world, { npis });
      expect(await codeOf(exportRequest(world, id, optionsIn(folder())))).toBe("6 profile_unclear");
    });
  });

  it("R7, R8: a request for categories is answered without any value", async () => {
    const disclosures = [
      { day: "2026-01-05", recipient: "k7m2", fields: "profile" as const, count: 2 },
    ];
    await inWorld({ disclosures }, async (world) => {
      const id = await openVerified(world, { type: "know-categories", degree: "reasonable" });
      const { members, data, table } = await filesOf(world, id);
      const values = [npi, "uillfeather", "ilhelmina", "6145550123", "6145550177", "0012345"];
      const held = [
        ...values,
        "quill.example",
        "INVENTED WAY",
        "SPRINGFIELD",
        "62701",
        "207Q00000X",
      ];
      for (const [name, { bytes }] of members) {
        // Hashes and the signature may hold any digits.
        const text = bytes
          .toString("utf8")
          .toLowerCase()
          .replace(/\b[0-9a-f]{64}\b/g, "");
        expect([name, held.filter((value) => text.includes(value.toLowerCase()))]).toEqual([
          name,
          [],
        ]);
      }
      expect(data).toMatchObject({
        categories_collected: ["C1", "C3", "C8"],
        specific_pieces: null,
      });
      expect(table.past_12_months.recipients).toEqual(["Users"]);
      expect((await findRequest(world.store, id)).answered).toMatchObject({ response: "complied" });
    });
  });

  it("R18, R20: specific pieces that could not be verified become categories, a part of what was asked", async () => {
    await inWorld({}, async (world) => {
      const steps = [{ kind: "request_downgraded", body: { day: "2026-01-20" } }];
      const id = await openVerified(world, { degree: "reasonable", steps });
      const { data, html } = await filesOf(world, id);
      expect(data.request).toMatchObject({
        asked: "know-specific",
        answered_as: "know-categories",
      });
      expect(data.specific_pieces).toBeNull();
      expect(html).toContain("could not be verified");
      const { answered } = await findRequest(world.store, id);
      expect(answered).toMatchObject({ response: "partly", basis: "not-verifiable" });
    });
  });
});

describe("what other systems hold of a user", () => {
  const user = { subject: "user", degree: "account", npis: [] } as const;
  const csv = Buffer.from(
    "date,item,amount\n2025-03-01,Prospector 500,99.00\n2021-01-01,Trial,0\n",
  );

  it("refuses a user's export until each category that applies is collected or said to be none", async () => {
    await inWorld({}, async (world) => {
      const id = await openVerified(world, user);
      const attempt = () => exportRequest(world, id, optionsIn(folder()));
      await expect(attempt()).rejects.toThrow("C1, C2, C4, C5, C6, C7");
      for (const category of ["C1", "C2", "C4", "C5"] as const) {
        await collectCategory(world, id, category, undefined);
      }
      await collectCategory(world, id, "C6", csv);
      await expect(attempt()).rejects.toThrow(/person: C7\.$/);
      await collectCategory(world, id, "C7", undefined);
      const { data } = await filesOf(world, id);
      expect(data.categories_collected).toEqual(["C6"]);
      expect(data.specific_pieces).toContainEqual({
        ...{ category: "C6", field: "item", value: "Prospector 500", day: "2025-03-01" },
        source: "another system of the business",
      });
      const [part] = await world.store.partsOf({
        request: id,
        class: "record",
        purpose: "collected-C6",
      });
      expect(Buffer.from(part ?? []).equals(csv)).toBe(true);
    });
  });

  it("R4: payment data is told as held, never its numbers, and is in no list of what is sold", async () => {
    await inWorld({}, async (world) => {
      const id = await openVerified(world, user);
      for (const category of ["C1", "C2", "C5", "C6", "C7"] as const) {
        await collectCategory(world, id, category, undefined);
      }
      const payments = [
        {
          holder: "Wilma",
          card_last4: "1111",
          card_number: "4111 1111 1111 1111",
          token: "99887766554",
        },
      ];
      await collectCategory(world, id, "C4", Buffer.from(JSON.stringify(payments)));
      const { data, table, members } = await filesOf(world, id);
      expect(data.categories_sold).toEqual([]);
      expect(table.categories.find(({ category }) => category === "C4")).toMatchObject({
        ...{
          sold_to: [],
          disclosed_to: ["Payment gateway service providers"],
          held_about_you: true,
        },
      });
      const told = Object.fromEntries(
        data.specific_pieces?.map(({ field, value }) => [field, value]) ?? [],
      );
      expect(told).toMatchObject({ holder: "Wilma", card_last4: "1111" });
      expect([told.card_number, told.token].every((one) => one?.includes("never disclosed"))).toBe(
        true,
      );
      expect(data.held_and_never_disclosed).toHaveLength(1);
      const all = Buffer.concat([...members.values()].map(({ bytes }) => bytes)).toString("latin1");
      expect(all).not.toMatch(/\b4111\b|99887766554/);
    });
  });

  it.each([
    ["nothing", ""],
    ["a header alone", "a,b\n"],
    ["half a JSON text", '{"a": "secret-cell"'],
    ["quotes that do not add up", 'a\n"secret-cell'],
    ["no text", Buffer.from([0xff, 0xfe, 0x41])],
  ])("refuses %s, and says nothing of it", async (_, content) => {
    await inWorld({}, async (world) => {
      const id = await openVerified(world, user);
      const attempt = collectCategory(world, id, "C6", Buffer.from(content as string));
      await expect(attempt).rejects.toMatchObject({ code: "collected_unusable", exitCode: 3 });
      await expect(attempt).rejects.not.toThrow(/secret-cell/);
    });
  });
});

describe("days", () => {
  const day = (day: string) => ({ day, recipient: "k7m2", fields: "profile" as const, count: 1 });

  it("X1: everything since 2022-01-01, that day included, and all that is held however old", async () => {
    const disclosures = ["2021-12-31", "2022-01-01", "2026-01-20", "2026-01-21"].map(day);
    const old = { ...wilma, contacts: [contact("email", "old@quill.example", "2019-05-01")] };
    await inWorld({ disclosures, profiles: [old] }, async (world) => {
      const { data } = await filesOf(world, await openVerified(world));
      expect(data.period).toEqual({ from: "2022-01-01", to: "2026-01-20", narrowed: false });
      expect(data.received_by?.map(({ day }) => day)).toEqual(["2022-01-01", "2026-01-20"]);
      expect(data.outside_period).toEqual({ pieces: 0, disclosures: 1 });
      expect(data.specific_pieces?.map(({ value }) => value)).toContain("old@quill.example");
    });
  });

  it("X1: a request may narrow the days, both edges included, and what is left out is counted", async () => {
    const disclosures = ["2024-12-30", "2024-12-31", "2025-06-30", "2025-07-01"].map(day);
    await inWorld({ disclosures }, async (world) => {
      const days = { from: "2024-12-31", to: "2025-06-30" };
      const { data } = await filesOf(world, await openVerified(world), days);
      expect(data.received_by?.map(({ day }) => day)).toEqual(["2024-12-31", "2025-06-30"]);
      expect(data.specific_pieces?.map(({ field }) => field)).toEqual([
        "email",
        "mobile",
        "company",
      ]);
      expect(data.outside_period?.disclosures).toBe(2);
      expect(data.outside_period?.pieces).toBeGreaterThan(5);
    });
    await inWorld({ disclosures }, async (world) => {
      const days = { from: "2025-01-01", to: "2025-06-29" };
      const id = await openVerified(world, { id: "R-NARROWER" });
      const { data } = await filesOf(world, id, days);
      expect([data.specific_pieces, data.received_by]).toEqual([[], []]);
    });
  });

  it.each([
    ["2025-01-14", "nobody"],
    ["2025-01-15", "Users"],
    ["2026-01-20", "Users"],
  ])("R2: of the 12 months before the request, a recipient of %s is %s", async (on, who) => {
    await inWorld({ disclosures: [day(on)] }, async (world) => {
      const { table, html } = await filesOf(world, await openVerified(world));
      expect(table.past_12_months).toMatchObject({ from: "2025-01-15", to: "2026-01-20" });
      expect(table.past_12_months.recipients.join() || "nobody").toBe(who);
      expect(html).toContain(`Recipients from 2025-01-15 to 2026-01-20: ${who}.`);
    });
  });
});

describe("the same again", () => {
  it("gives the same bytes for the same request, data and clock, also of a fulfilled request", async () => {
    let now = new Date("2026-01-20T09:30:00Z");
    await inWorld({ now: () => now }, async (world) => {
      const id = await openVerified(world);
      const first = await exportRequest(world, id, optionsIn(folder()));
      const bytes = await readFile(first.path);
      now = new Date("2026-03-01T00:00:00Z");
      const again = await exportRequest(world, id, optionsIn(folder()));
      expect(again).toEqual(first);
      const elsewhere = await exportRequest(world, id, {
        ...optionsIn(folder()),
        folder: folder(),
      });
      expect((await readFile(elsewhere.path)).equals(bytes)).toBe(true);
      const kinds = await kindsOf(world, id);
      expect(kinds.filter((kind) => kind === "exported")).toHaveLength(1);
      expect(kinds.filter((kind) => kind === "request_answered")).toHaveLength(1);
    });
  });

  it("gives nothing where an answered request's bundle cannot be made again", async () => {
    let id = "";
    await inWorld({}, async (world) => {
      id = await openVerified(world);
      await exportRequest(world, id, optionsIn(folder()));
    });
    const path = join(folder(), "out", `${id}.zip`);
    const before = await readFile(path);
    const moved = { ...wilma, contacts: [contact("email", "new@quill.example", "2026-01-19")] };
    await inWorld({ profiles: [moved] }, async (world) => {
      expect(await codeOf(exportRequest(world, id, optionsIn(folder())))).toBe("6 bundle_changed");
    });
    await inWorld({}, async (world) => {
      const other = optionsIn(folder(), { tellNpi: false });
      expect(await codeOf(exportRequest(world, id, other))).toBe("6 bundle_changed");
      const days = optionsIn(folder(), { from: "2025-01-01" });
      expect(await codeOf(exportRequest(world, id, days))).toBe("6 bundle_changed");
    });
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  it("never takes the place of another file", async () => {
    await inWorld({}, async (world) => {
      const id = await openVerified(world);
      await writeFile(join(folder(), `${id}.zip`), "somebody's own");
      const options = { ...optionsIn(folder()), folder: folder() };
      expect(await codeOf(exportRequest(world, id, options))).toBe("2 output_exists");
      expect(await readFile(join(folder(), `${id}.zip`), "utf8")).toBe("somebody's own");
    });
  });

  it("goes on after a kill between any two phases, with the same bytes", async () => {
    const whole = await inWorld({}, async (world) => {
      const id = await openVerified(world, { id: "R-KILLED22" });
      const { path } = await exportRequest(world, id, optionsIn(folder()));
      return { bytes: await readFile(path), events: (await kindsOf(world, id)).length };
    });
    let kills = 0;
    for (let steps = 0; ; steps++) {
      const home = join(folder(), `kill-${steps}`);
      const world = await exportWorld(home, {});
      const options = optionsIn(home);
      const id = await openVerified(world, { id: "R-KILLED22" });
      // Power goes before the n-th record, and before the file has its name.
      let left = steps;
      const { record } = world.store;
      const killed = {
        ...world,
        store: {
          ...world.store,
          record: async (...given: Parameters<typeof record>) => {
            if (left-- === 0) throw new Error("killed");
            return record(...given);
          },
        },
      };
      const outcome = await exportRequest(killed, id, options).catch((error) => error.message);
      const zips = (await readdir(options.folder).catch(() => [])).filter((one) =>
        one.endsWith(".zip"),
      );
      if (outcome === "killed") {
        kills++;
        const known = (await world.store.eventsOf(id)).flatMap(({ body }) => body.zip ?? []);
        for (const name of zips) {
          const bytes = await readFile(join(options.folder, name));
          expect(known).toContain(createHash("sha256").update(bytes).digest("hex"));
        }
        await exportRequest(world, id, options);
      }
      const bytes = await readFile(join(options.folder, `${id}.zip`));
      const again = await unzip(bytes);
      const expected = await unzip(whole.bytes);
      // Another ledger: another id and key; what it says of the person is the same.
      for (const name of ["data.csv", "data.json", "disclosure.json", "report.html"]) {
        expect(again.get(name)?.bytes).toEqual(expected.get(name)?.bytes);
      }
      expect(await kindsOf(world, id)).toHaveLength(whole.events);
      await world.close();
      if (outcome !== "killed") break;
    }
    expect(kills).toBe(3);
  });
});
