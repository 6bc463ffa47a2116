import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import type { BundleData } from "../../src/dsar/export/bundle-schema.ts";
import { collectCategory } from "../../src/dsar/export/collect-category.ts";
import { exportRequest } from "../../src/dsar/export/export-request.ts";
import { isFormulaCell } from "../../src/table/text/formula-cell.ts";
import { tempFolder } from "../ledger/temp-folder.ts";
import { exportWorld, npi, openVerified, optionsIn, unzip, wilma } from "./export-world.ts";

const folder = tempFolder();

const hostile = [
  '<script>alert("x")</script><img src=https://evil.example/x onerror=alert(1)>',
  "</td></table><style>*{display:none}</style>",
  '=HYPERLINK("https://evil.example","click")',
  "\t=1+2",
  "@SUM(A1:A9)",
  "a,b;\"c\"\r\n=cmd|' /C calc'!A0",
  "\u202Eevil\u202C \u2066x",
  "NUL\0 and \u0007 bell",
  "👩🏽‍⚕️ \ud800 half",
  "ampersand & &lt;b&gt; &#60;",
  "-->]]>{{7*7}}",
  "x".repeat(20_000),
];

it("escapes whatever stands in names, in every file", async () => {
  const other_names = hostile.map((last) => ({ kind: "other" as const, last }));
  const profile = { ...wilma, name: { ...wilma.name, first: hostile[0] ?? "" }, other_names };
  const world = await exportWorld(folder(), { profiles: [profile] });
  try {
    const id = await openVerified(world);
    const strange = [{ "<b>key</b>": "=1+1", __proto__x: hostile[1] }];
    await collectCategory(world, id, "C7", Buffer.from(JSON.stringify(strange)));
    const { path } = await exportRequest(world, id, optionsIn(folder()));
    const files = await unzip(await readFile(path));
    const text = (name: string) => files.get(name)?.bytes.toString("utf8") ?? "";

    const data = JSON.parse(text("data.json")) as BundleData;
    const told = data.specific_pieces?.filter(({ field }) => /^other_name\.\d+\.last$/.test(field));
    expect(told?.map(({ value }) => value)).toEqual(hostile);

    const html = text("report.html");
    const tags = new Set([...html.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag));
    const ours = "html head meta title style body main h1 h2 h3 p nav ul li a dl dt dd section";
    const tables = "table caption colgroup col thead tbody tr th td bdi code";
    expect([...tags].filter((tag) => !`${ours} ${tables}`.split(" ").includes(tag ?? ""))).toEqual(
      [],
    );
    expect(html).not.toMatch(/<[^>]*(onerror|src=|href="(?!#))/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
    expect(html).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f]/);
    expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)");
    expect(html).toContain("<bdi>\u202Eevil");
    expect(html.match(/<\/style>/g)).toHaveLength(1);

    const rows: string[][] = parse(text("data.csv"), { record_delimiter: "\r\n" });
    expect(rows).toHaveLength((data.specific_pieces?.length ?? 0) + 1);
    expect(rows.flat().filter((cell) => isFormulaCell(cell) || cell.includes("\0"))).toEqual([]);
  } finally {
    await world.close();
  }
});

it("tells what is held and never disclosed, in a profile as in what was collected, and logs it", async () => {
  const name = { ...wilma.name, suffix: "SSN 123-45-6789" };
  const world = await exportWorld(folder(), { profiles: [{ ...wilma, name }] });
  try {
    const id = await openVerified(world);
    const more = "user,password,driver_license\nwilma,hunter22,D1234567\n";
    await collectCategory(world, id, "C7", Buffer.from(more));
    const { path, forbidden } = await exportRequest(world, id, optionsIn(folder()));
    expect(forbidden).toEqual(["ssn", "government-id", "password"]);
    const files = await unzip(await readFile(path));
    const all = Buffer.concat([...files.values()].map(({ bytes }) => bytes)).toString("latin1");
    expect(all).not.toMatch(/\b6789\b|hunter22|D1234567/);
    const html = files.get("report.html")?.bytes.toString() ?? "";
    expect(html).toContain("[held, and never disclosed: a Social Security number");
    const event = (await world.store.eventsOf(id)).find(({ kind }) => kind === "exported");
    expect(event?.body).toMatchObject({
      forbidden: "ssn,government-id,password",
      npi: "disclosed",
    });
  } finally {
    await world.close();
  }
});

it("keeps NPI and license numbers back where the setting says so, and logs that", async () => {
  const corrections = [{ npi, field: "license.IL", value: "MD-0099999", date: "2026-01-10" }];
  const world = await exportWorld(folder(), { corrections });
  try {
    const id = await openVerified(world);
    const { path } = await exportRequest(world, id, optionsIn(folder(), { tellNpi: false }));
    const files = await unzip(await readFile(path));
    const all = Buffer.concat([...files.values()].map(({ bytes }) => bytes)).toString("latin1");
    expect([npi, "MD-0012345", "MD-0099999"].filter((one) => all.includes(one))).toEqual([]);
    expect(all).toContain("[held, and never disclosed: a National Provider Identifier]");
    const event = (await world.store.eventsOf(id)).find(({ kind }) => kind === "exported");
    expect(event?.body).toMatchObject({ npi: "withheld", forbidden: "government-id" });
  } finally {
    await world.close();
  }
});
