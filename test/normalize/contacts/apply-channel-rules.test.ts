import { describe, expect, it } from "vitest";
import type { ChannelFlag } from "../../../src/model/channel-rules.ts";
import type { ContactKind, ContactPoint } from "../../../src/model/contact.ts";
import { respectChannels } from "../../../src/normalize/contacts/respect-channels.ts";
import { fakeChannelRules } from "../../helpers/channel-rules.ts";
import { npiOf, person } from "../../helpers/profiles.ts";

const npi = npiOf(1);
const point = (kind: ContactKind, value: string): ContactPoint => ({
  ...{ kind, value, as_of: "2026-01-01", confidence: 1, source: "crm", sources: 1 },
});
const office = "2175550142";
const profile = {
  ...person({ npi, first: "ADA", last: "EXEMPLAR", phone: office }),
  contacts: [
    point("email", "ada@example.com"),
    point("email", "office@example.com"),
    point("phone", office),
    point("mobile", "2175550143"),
    point("fax", "2175550143"),
    point("company", "Invented Clinic"),
  ],
};

const flag = (channel: ChannelFlag["channel"]): ChannelFlag => ({
  ...{ channel, reason: "opted_out", source: "newsletter", date: "2026-01-10" },
});

async function told(flags: Record<string, ChannelFlag[]>) {
  const [found] = await respectChannels([profile], fakeChannelRules(flags));
  return {
    open: (found?.contacts ?? []).map(({ kind, value }) => `${kind} ${value}`),
    office: found?.addresses[0]?.phone,
    flags: (found?.do_not_contact ?? []).map(
      ({ channel, of, withheld }) => `${channel} of ${of}: ${withheld}`,
    ),
  };
}

const all = profile.contacts.map(({ kind, value }) => `${kind} ${value}`);
const without = (...gone: string[]) => all.filter((one) => !gone.includes(one));
const numbers = [`phone ${office}`, "mobile 2175550143"];
const emails = ["email ada@example.com", "email office@example.com"];

describe("what may not be used is not in the profile", () => {
  const cases: [
    why: string,
    flags: Record<string, ChannelFlag[]>,
    expected: Awaited<ReturnType<typeof told>>,
  ][] = [
    ["nothing is closed", {}, { open: all, office, flags: [] }],
    [
      "e-mail is closed for the person",
      { [npi]: [flag("email")] },
      { open: without(...emails), office, flags: ["email of person: 2"] },
    ],
    [
      "one address is closed, the next one is not",
      { "ada@example.com": [flag("email")] },
      { open: without("email ada@example.com"), office, flags: ["email of value: 1"] },
    ],
    [
      "calls are closed for the person: the practice's telephone too; a fax is no call",
      { [npi]: [flag("call")] },
      { open: without(...numbers), office: undefined, flags: ["call of person: 2"] },
    ],
    [
      "one number is closed, also where it stands in an address",
      { [office]: [flag("call")] },
      { open: without(`phone ${office}`), office: undefined, flags: ["call of value: 1"] },
    ],
    [
      "texts are closed: the number may still be called",
      { [npi]: [flag("sms")], "2175550143": [flag("sms")] },
      { open: all, office, flags: ["sms of person: 0", "sms of value: 0"] },
    ],
    [
      "calls to an e-mail address are none",
      { "ada@example.com": [flag("call")] },
      { open: all, office, flags: ["call of value: 0"] },
    ],
    [
      "the same of several values is said once",
      { "ada@example.com": [flag("email")], "office@example.com": [flag("email")] },
      { open: without(...emails), office, flags: ["email of value: 2"] },
    ],
  ];
  it.each(cases)("%s", async (_, flags, expected) => {
    expect(await told(flags)).toEqual(expected);
  });

  it("and leaves no trace of it, nor an empty list", async () => {
    const only = { ...profile, contacts: [point("email", "ada@example.com")] };
    const [found] = await respectChannels([only], fakeChannelRules({ [npi]: [flag("email")] }));
    expect(JSON.stringify(found)).not.toContain("ada@example.com");
    expect(found).not.toHaveProperty("contacts");
  });

  it("with the flags that another service has given already, each once", async () => {
    const rules = fakeChannelRules({ [npi]: [flag("email")] });
    const [once] = await respectChannels([profile], rules);
    const other = { ...flag("call"), of: "person" as const, withheld: 3 };
    const given = { ...once, do_not_contact: [other, ...(once?.do_not_contact ?? [])] };
    const [twice] = await respectChannels([given as typeof profile], rules);
    expect(twice?.do_not_contact).toEqual([other, { ...flag("email"), of: "person", withheld: 2 }]);
  });
});

describe("the rules", () => {
  it("are asked about each person once, with each value once", async () => {
    const rules = fakeChannelRules({});
    const other = person({ npi: npiOf(2), first: "BEN", last: "SAMPLETON" });
    const found = await respectChannels([undefined, profile, undefined, other], rules);
    expect(found).toEqual([undefined, profile, undefined, other]);
    expect(rules.calls).toEqual([
      [
        { npi, values: ["ada@example.com", "office@example.com", office, "2175550143"] },
        { npi: npiOf(2), values: [] },
      ],
    ]);
    await respectChannels([undefined], rules);
    expect(rules.calls.length).toBe(1);
  });

  it("that do not answer are no yes", async () => {
    const mute = { flagsOf: async () => [] };
    await expect(respectChannels([profile], mute)).rejects.toThrow("got 0 answers");
  });
});
