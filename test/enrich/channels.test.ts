import { describe, expect, it } from "vitest";
import { createCloseChannels } from "../../src/enrich/cells/close-channels.ts";
import { outputColumns } from "../../src/enrich/cells/output-columns.ts";
import { readEarlierRun } from "../../src/enrich/earlier-run.ts";
import type { Finding } from "../../src/enrich/finding.ts";
import type { ChannelFlag } from "../../src/model/channel-rules.ts";
import { fakeChannelRules } from "../helpers/channel-rules.ts";
import { memoryTable } from "../helpers/memory-table.ts";
import { npiOf, person } from "../helpers/profiles.ts";
import { fakeService, matchedWith } from "../helpers/service.ts";
import { runList } from "./run-list.ts";

const ada = npiOf(1);
const phone = "2175550142";
const flag = (channel: ChannelFlag["channel"]): ChannelFlag => ({
  ...{ channel, reason: "opted_out", source: "newsletter", date: "2026-01-10" },
});
const fields = ["hb_last_name", "hb_phone", "hb_do_not_contact"];
const columns = outputColumns(fields);
const service = () =>
  fakeService({
    answer: (request) =>
      matchedWith(request, ada, 0.99, person({ npi: ada, first: "ADA", last: "EXEMPLAR", phone })),
  });
const listOf = (...names: string[]) =>
  memoryTable({ columns: ["Name"], rows: names.map((name) => [name]) });

describe("a run", () => {
  it("fills no cell with what may not be used, and says which channel is closed", async () => {
    const channels = fakeChannelRules({ [ada]: [flag("call"), flag("sms")] });
    const { writer } = await runList(listOf("Ada Exemplar"), {
      ...{ service: service(), channels, fields: fields.join(",") },
    });
    expect(writer.cellsOf(1, columns)).toMatchObject({
      hb_npi: ada,
      hb_last_name: "EXEMPLAR",
      hb_phone: "",
      hb_do_not_contact: "sms; call",
    });
  });

  it("asks again for a lead that repeats one from before the channel was closed", async () => {
    // The first lead is asked about, and then it is written again further down.
    const channels = fakeChannelRules({ [phone]: [flag("call")] }, (call) => call > 1);
    const { writer } = await runList(listOf("Ada Exemplar", "Ada Exemplar"), {
      ...{ service: service(), channels, fields: fields.join(",") },
    });
    expect(writer.cellsOf(1, columns)).toMatchObject({ hb_phone: phone });
    expect(writer.cellsOf(2, columns)).toMatchObject({ hb_phone: "", hb_duplicate_of: "1" });
  });

  it("blanks cells of an earlier run whose channel was closed since, and no others", async () => {
    const before = ["matched", "0.9900", "npi: NPI agrees", "npi", ada, "", ""];
    const rows = [
      [...before, "EXEMPLAR", phone, ""],
      [...before.with(4, npiOf(2)), "SAMPLETON", "2175550199", "email"],
    ];
    const table = memoryTable({ columns: ["Name"], rows: [["Ada"], ["Ben"]] });
    const earlier = readEarlierRun({ file: "list.csv", dropped: columns });
    const kept = {
      ...earlier,
      answerOf: (row: { number: number }) =>
        earlier.answerOf({ ...row, dropped: rows[row.number - 1] } as never),
    };
    const channels = fakeChannelRules({ [ada]: [flag("call")] });
    const asked = service();
    const { writer } = await runList(table, { service: asked, channels, earlier: kept });
    expect(asked.asked).toEqual([]);
    expect(writer.cellsOf(1, columns)).toMatchObject({
      ...{ hb_reason: "npi: NPI agrees", hb_last_name: "EXEMPLAR" },
      ...{ hb_phone: "", hb_do_not_contact: "call" },
    });
    expect(writer.cellsOf(2, columns)).toMatchObject({
      ...{ hb_phone: "2175550199", hb_do_not_contact: "email" },
    });
  });
});

describe("cells that were filled before", () => {
  const wide = [
    ...["hb_last_name", "hb_email", "hb_email_source", "hb_email_2", "hb_email_2_as_of"],
    ...["hb_phone", "hb_mobile", "hb_mobile_confidence", "hb_do_not_contact"],
  ];
  const cells = [
    ...["EXEMPLAR", "ada@example.com", "crm", "office@example.com", "2026-01-01"],
    ...["(217) 555-0142 x12", "+12175550143", "0.9", ""],
  ];
  const finding: Finding = {
    ...{ status: "matched", reason: "npi: NPI agrees", matchedOn: "npi", npi: ada },
    ...{ candidates: [], cells },
  };

  const cases: [
    why: string,
    flags: Record<string, ChannelFlag[]>,
    blank: string[],
    said: string,
  ][] = [
    ["nothing is closed", {}, [], ""],
    [
      "one address, with what is said about it",
      { "ada@example.com": [flag("email")] },
      ["hb_email", "hb_email_source"],
      "",
    ],
    [
      "e-mail for the person",
      { [ada]: [flag("email")] },
      ["hb_email", "hb_email_source", "hb_email_2", "hb_email_2_as_of"],
      "email",
    ],
    ["a number, however it is written", { [phone]: [flag("call")] }, ["hb_phone"], ""],
    [
      "another spelling",
      { "2175550143": [flag("call")] },
      ["hb_mobile", "hb_mobile_confidence"],
      "",
    ],
    ["texts to a number, which stays", { "2175550143": [flag("sms")] }, [], "sms"],
    [
      "calls for the person",
      { [ada]: [flag("sms"), flag("call")] },
      ["hb_phone", "hb_mobile", "hb_mobile_confidence"],
      "sms; call",
    ],
  ];
  it.each(cases)("lose what was closed since: %s", async (_, flags, blank, said) => {
    const close = createCloseChannels(wide, [], fakeChannelRules(flags));
    const expected = cells.map((cell, i) => (blank.includes(wide[i] as string) ? "" : cell));
    expected[wide.length - 1] = said;
    const origin = { source: "crm", as_of: "2026-01-01", confidence: 1 };
    const [fresh, kept] = await close([
      { ...finding, origins: cells.map(() => origin) },
      { ...finding, kept: ["a", "b", ...cells] },
    ]);
    expect(fresh?.cells).toEqual(expected);
    const fromNowhere = wide.filter((_, i) => fresh?.origins?.[i] === undefined);
    expect(fromNowhere).toEqual(blank.filter((name) => /^hb_[a-z]+(_2)?$/.test(name)));
    expect(kept?.kept).toEqual(["a", "b", ...expected]);
  });

  it("include what an earlier run wrote into the list's own", async () => {
    const wrote = (is: string, column: number) => ({ column, name: `c${column}`, was: "", is });
    const replaced = [wrote("ada@example.com", 2), wrote("(217) 555-0142", 3), wrote("TX", 4)];
    const rules = fakeChannelRules({ "ada@example.com": [flag("email")], [phone]: [flag("sms")] });
    const [closed] = await createCloseChannels(
      [],
      [],
      rules,
    )([{ ...finding, cells: [], kept: ["a"], replaced }]);
    expect(closed?.replaced).toEqual(replaced.slice(1));
  });

  it("are not asked about where nothing can be closed", async () => {
    const rules = fakeChannelRules({});
    await createCloseChannels(["hb_last_name", "hb_fax"], [], rules)([finding]);
    await createCloseChannels(wide, [], rules)([{ ...finding, npi: "" }]);
    expect(rules.calls).toEqual([]);
  });
});
