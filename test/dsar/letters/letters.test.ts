import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitLetter } from "../../../src/dsar/letters/fit-letter.ts";
import type { LetterCase } from "../../../src/dsar/letters/letter-case.ts";
import { type LetterKind, letterKinds } from "../../../src/dsar/letters/letter-kinds.ts";
import { renderLetter } from "../../../src/dsar/letters/render-letter.ts";
import { runs } from "../../helpers/property-runs.ts";
import { caseOf, shipped, type Told } from "./cases.ts";
import { everyCase } from "./every-case.ts";

const caseNamed = (kind: LetterKind, name: string): LetterCase => {
  const found = everyCase.find((one) => one[0] === name && one[1] === kind);
  if (found === undefined) throw new Error(`no case ${kind}, ${name}`);
  return found[2];
};

/** The text with its lines joined. */
const said = async (kind: LetterKind, given: LetterCase) =>
  (await renderLetter(kind, given, shipped)).text.replace(/\s+/g, " ");

describe("every letter", () => {
  it("has a case here", () => {
    expect([...new Set(everyCase.map(([, kind]) => kind))].sort()).toEqual([...letterKinds].sort());
  });

  it.each(everyCase)("%s: %s is the one that fits", (_, kind, given) => {
    expect(fitLetter(given)).toBe(kind);
  });

  it.each(everyCase)("%s: %s is finished, and the same bytes each time", async (_, kind, given) => {
    const letter = await renderLetter(kind, given, shipped);
    expect(letter.text).not.toMatch(/\{\{|\}\}|undefined|NaN|\[[a-z-]+\]/);
    expect(letter.html).not.toMatch(/\{\{|\}\}|undefined|NaN|<p><\/p>|<li><\/li>/);
    expect(letter.text).toMatch(/^Subject: \S.*\n\n/);
    expect(letter.text.split("\n").filter((line) => line.length > 76)).toEqual([]);
    expect(await renderLetter(kind, given, shipped)).toEqual(letter);
  });

  it.each(everyCase)(
    "%s: %s as a page fetches nothing and runs nothing",
    async (_, kind, given) => {
      const { html } = await renderLetter(kind, given, shipped);
      expect(html).not.toMatch(/<(script|link|img|iframe|object|form|a)\b|\bon\w+=|url\(|@import/i);
      expect(html).toContain("default-src 'none'");
      expect(html).toMatch(/<html lang="en">.*<title>\S.*<main>\s*<h1>\S/s);
    },
  );

  it("R27: no letter has a word of N1 to N4: prices, penalties, other service", async () => {
    const words =
      /price|pricing|\brates?\b|discount|surcharge|\bfees?\b|charge|cost|benefit|penalt|reward|coupon|incentive|loyalty|premium|\btiers?\b|quality|upgrade|downgrade|slower|subscription|service level|level of|suspend|terminate|cancel|restrict|los(e|ing) access|goods/i;
    const found: string[] = [];
    for (const [name, kind, given] of everyCase) {
      const text = (await said(kind, given)).replaceAll("under penalty of perjury", "");
      const word = words.exec(text)?.[0];
      if (word !== undefined) found.push(`${kind} ${name}: ${word}`);
    }
    expect(found).toEqual([]);
  });
});

describe("what the law has them say", () => {
  const rows: [rule: string, kind: LetterKind, name: string, says: RegExp[]][] = [
    [
      "§5: an acknowledgement confirms receipt, describes verification, and says when to expect a response",
      ...(["acknowledgement", "of a contact"] as const),
      [/January 5, 2026 we received/, /How we verify who asks/, /answer by February 19, 2026/],
    ],
    [
      "R16: a user is told to log in, go to the section, check the boxes and save",
      ...(["acknowledgement", "of a user"] as const),
      [/log in/, /"Exercising Individual Privacy Rights"/, /check the box/, /save/],
    ],
    [
      "R18: specific pieces take three pieces and a declaration under penalty of perjury",
      ...(["acknowledgement", "specific pieces"] as const),
      [/three pieces/, /penalty of perjury/],
    ],
    [
      "R26: who opts out is asked for nothing, and told the 15 business days' last",
      ...(["acknowledgement", "opt-out"] as const),
      [/need not prove who you are/, /at the latest by January 27, 2026/],
    ],
    [
      "§12: an unverified request for specific pieces: not verified, and what became of the categories",
      ...(["denial-know", "specific pieces"] as const),
      [/could not verify your identity/, /categories of information instead.*neither/],
    ],
    [
      "§12: an unverified request for categories: not verified, and where the practices are described",
      ...(["denial-know", "not verified"] as const),
      [/could not verify your identity/, /described for everybody in the Privacy Policy/],
    ],
    [
      "§12: an exception of a request to know: its basis",
      ...(["denial-know", "exempt"] as const),
      [/The law excepts what you asked for: What you ask about is none of ours\./],
    ],
    [
      "§12: what is never disclosed: that the type is held",
      ...(["fulfilment-know", "in part, with what may not be sent"] as const),
      [/- a Social Security number - an account password/],
    ],
    [
      "§12: specific pieces that became categories: not verified, and the result",
      ...(["categories-instead", "categories"] as const),
      [/could not verify your identity/, /report of January 14, 2026/, /Identifiers, such as/],
    ],
    [
      "§12: a deletion denied: basis, what was deleted, the record, and the offer to opt out",
      ...(["denial-delete", "exempt"] as const),
      [/excepts/, /none of ours/, /Nothing was deleted/, /purpose of that exception alone/].concat([
        /keep a record/,
        /opt out .* at www\.heartbeat\.ai\/Optout/,
      ]),
    ],
    [
      "§12: a deletion in part: each exception, what was deleted, its purpose, the record, and the offer",
      ...(["deletion-part", "in part"] as const),
      [/Erased items of information: 14/, /1798\.105\(d\)\(8\)/, /1798\.105\(d\)\(2\)/].concat([
        /used for that purpose alone/,
        /keep a record/,
        /opted out .* you can do so/,
      ]),
    ],
    [
      "§12: third parties that were not told: why",
      ...(["fulfilment-delete", "whole, some who could not be told"] as const),
      [/could not notify everybody.*only hashes of keys are left/],
    ],
    [
      "X8: public records are marked as erased by our own choice",
      ...(["fulfilment-delete", "whole, nobody to tell"] as const),
      [/public records .* by our own choice/],
    ],
    [
      "§12: a correction denied: basis, and the right to a statement of 250 words",
      ...(["denial-correct", "other"] as const),
      [/none of ours/, /up to 250 words for each item/],
    ],
    [
      "§12: an opt-out denied: that it is refused, for a belief of fraud, and why",
      ...(["denial-opt-out", "opt-out"] as const),
      [/have to deny/, /good-faith, reasonable and documented belief/, /none of ours/],
    ],
    [
      "an opt-in denied: that it is refused, why, and that nothing has changed",
      ...(["denial-opt-in", "other"] as const),
      [/have to deny/, /The reason: What you ask about is none of ours/, /Nothing has changed/],
    ],
    [
      "§12: an agent without proof: that signed permission was not provided",
      ...(["denial-agent", "delete"] as const),
      [/Signed permission to make it was not provided/, /power of attorney is not required/],
    ],
    [
      "§12: more time: that it is taken, why, and the new date",
      ...(["extension", "more time"] as const),
      [/need more time/, /searched by hand/, /answer by April 5, 2026/],
    ],
    [
      "§12: no reasonable method of verification: that, and why",
      ...(["denial-delete", "no method"] as const),
      [/no reasonable method.*none of ours/],
    ],
    [
      "X6: an opt-out is confirmed as honored",
      ...(["opt-out-confirmation", "honored"] as const),
      [/^Subject: Your opt-out request was honored/, /since January 15, 2026 it is in force/],
    ],
    [
      "§9: opting in again takes a separate confirmation",
      ...(["opt-in-step", "second step"] as const),
      [/not in force yet/, /confirm it/],
    ],
  ];
  it.each(rows)("%s", async (_, kind, name, says) => {
    const text = await said(kind, caseNamed(kind, name));
    for (const words of says) expect(text).toMatch(words);
  });

  it("R24: nobody is asked for identification unless fraud is suspected", async () => {
    for (const [name, kind, given] of everyCase) {
      const asks = /send us a copy of an identification/.test(await said(kind, given));
      expect({ name, kind, asks }).toEqual({ name, kind, asks: name === "identity" });
    }
  });
});

describe("R20: whoever is not verified learns nothing", () => {
  const opened = (found: string) => ({ type: "know-specific", found });
  const failed = (pieces: number): Told => [
    "claims_failed",
    { day: "2026-01-12", pieces, needed: 3 },
  ];

  it("asking for more says the same whether somebody is on file and whatever was right", async () => {
    const texts = new Set<string>();
    for (const found of ["one", "several", "none", "unknown"]) {
      for (const pieces of [0, 1, 2]) {
        texts.add(await said("need-more", caseOf(opened(found), [failed(pieces), failed(pieces)])));
      }
    }
    expect(texts.size).toBe(1);
  });

  it("so does a denial, and one that was written down with grounds does not print them", async () => {
    const texts = new Set<string>();
    const denied: Told = [
      "request_answered",
      { day: "2026-01-15", response: "denied", basis: "not-verifiable" },
    ];
    for (const found of ["one", "none"]) {
      for (const grounds of [[], ["The telephone number was wrong, the e-mail was right."]]) {
        const given = caseOf({ type: "delete", found }, [failed(1), denied], { grounds });
        texts.add(await said("denial-delete", given));
      }
    }
    expect(texts.size).toBe(1);
  });

  it("R26: the confirmation of an opt-out says the same whether somebody is on file", async () => {
    const texts = new Set<string>();
    for (const [found, profiles] of [
      ["one", 1],
      ["none", 0],
      ["several", 3],
    ] as const) {
      const steps: Told[] = [
        ["opted_out", { profiles, keys: profiles + 2 }],
        ["request_answered", { day: "2026-01-15", response: "complied" }],
      ];
      texts.add(await said("opt-out-confirmation", caseOf({ type: "opt-out", found }, steps)));
    }
    expect(texts.size).toBe(1);
  });
});

describe("an unfinished letter", () => {
  const rows: [LetterKind, string, string, RegExp][] = [
    ["acknowledgement", "of a contact", "request_acknowledged", /day of .*dsar ack/],
    ["extension", "more time", "request_extended", /new day|more time is taken/],
    ["fulfilment-know", "with a report", "exported", /day of the report/],
    ["fulfilment-delete", "whole", "erasure_read_back", /read back/],
    ["fulfilment-delete", "whole", "notices_made", /notices to recipients/],
    ["deletion-part", "in part", "records_kept", /how much is kept/],
    ["fulfilment-correct", "corrected", "corrections_made", /fields that were corrected/],
  ];
  it.each(rows)(
    "§12: %s (%s) without %s is refused, and the fact named",
    async (kind, name, missing, words) => {
      const { events, grounds, reason } = caseNamed(kind, name);
      const rest = events.filter((event) => event.kind !== missing);
      const given = caseOf(
        rest[0]?.body ?? {},
        rest.slice(1).map((event) => [event.kind, event.body] as const),
        { grounds, reason, name: "Wilma Roe" },
      );
      const failure = await renderLetter(kind, given, shipped).catch((error: unknown) => error);
      expect(failure).toMatchObject({ exitCode: 6, code: "letter_incomplete" });
      expect(String(failure)).toMatch(words);
      expect(String(failure)).not.toMatch(/Wilma|none of ours/);
    },
  );

  it.each([
    ["the reason of an extension", "extension", "more time"],
    ["the grounds of an exception", "denial-delete", "exempt"],
    ["the grounds of a belief of fraud", "denial-opt-out", "opt-out"],
  ] as const)("§12: so is one without %s", async (_, kind, name) => {
    const given = { ...caseNamed(kind, name), reason: [], grounds: [] };
    await expect(renderLetter(kind, given, shipped)).rejects.toMatchObject({
      ...{ exitCode: 6, code: "letter_incomplete" },
    });
  });

  it("R27: what staff wrote of other prices or a penalty is refused too", async () => {
    const given = caseNamed("denial-delete", "exempt");
    for (const grounds of ["You will lose access to it.", "Else a higher price is due."]) {
      const failure = renderLetter("denial-delete", { ...given, grounds: [grounds] }, shipped);
      await expect(failure).rejects.toMatchObject({ exitCode: 6, code: "letter_discriminates" });
    }
    const fine = ["We keep the invoices of what you bought, with the prices that you paid."];
    await renderLetter("denial-delete", { ...given, grounds: fine }, shipped);
  });
});

describe("the name in a greeting", () => {
  const honored: Told = ["request_answered", { day: "2026-01-15", response: "complied" }];
  const render = (name: string | undefined, opened = {}) =>
    renderLetter(
      "opt-out-confirmation",
      caseOf({ type: "opt-out", ...opened }, [honored], name === undefined ? {} : { name }),
      shipped,
    );

  it("is the one that came with the request, and an agent is greeted as one", async () => {
    expect((await render("Wilma Roe")).text).toContain("\nDear Wilma Roe,\n");
    expect((await render(undefined)).text).toContain("\nHello,\n");
    const agents = await render("Wilma Roe", { agent: "permission" });
    expect(agents.text).toContain("\nDear authorized agent,\n");
    expect(agents.text + agents.html).not.toContain("Wilma");
  });

  it.each([
    [
      "mark-up",
      '<img src=x onerror="alert(1)">',
      "Dear &lt;img src=x onerror=&quot;alert(1)&quot;&gt;,",
    ],
    ["entities", "A&amp;B", "Dear A&amp;amp;B,"],
    ["a placeholder", "{{contact}}", "Dear {{contact}},"],
    ["signs of replace()", "$& $1 $`", "Dear $&amp; $1 $`,"],
    ["a new line and a heading", "Roe\n\n# Pay now\n- at once", "Dear Roe # Pay now - at once,"],
    ["a line of an e-mail", "Roe\r\nBcc: x@example.com", "Dear Roe Bcc: x@example.com,"],
    ["another direction", "Roe\u202eeoR\u2066", "Dear Roe eoR,"],
    ["an escape of terminals", "Roe\u001b[31m\u0007", "Dear Roe [31m,"],
  ])("cannot be more than a name: %s", async (_, name, greeting) => {
    const { html, text } = await render(name);
    expect(html).toContain(`<p>${greeting}</p>`);
    expect(html.match(/<(p|h\d|li|ul)>/g)).toEqual(
      (await render("Roe")).html.match(/<(p|h\d|li|ul)>/g),
    );
    expect(text.split("\n\n").length).toBe((await render("Roe")).text.split("\n\n").length);
  });

  it("never changes what a letter is built of, whatever it is", async () => {
    const tags = /<[^>]*>/g;
    const hostile = fc.constantFrom(
      ..."<>&\"'{}[]#-\r\n\t\0\u001b\u0085\u061c\u2028\u2029\u202e\u2066\ufeff ",
    );
    const sign = fc.oneof(hostile, fc.integer({ min: 1, max: 0xd7ff }).map(String.fromCodePoint));
    const plain = (await render("Roe")).html.match(tags);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: sign, minLength: 1, maxLength: 60 }), async (name) => {
        const { html, text } = await render(name);
        expect(html.match(tags)).toEqual(plain);
        expect(text).not.toMatch(/(?!\n)\p{Cc}|\p{Bidi_Control}/u);
      }),
      { numRuns: runs(30, 2000) },
    );
  });
});

describe("letters of one's own", () => {
  const honored = caseNamed("opt-out-confirmation", "honored");
  const own = (file: string, change: (text: string) => string) => async (name: string) =>
    name === file ? change(await shipped(name)) : shipped(name);
  const render = (read: (file: string) => Promise<string>) =>
    renderLetter("opt-out-confirmation", honored, read);
  const mine = "opt-out-confirmation.txt";

  it("say things otherwise", async () => {
    const { text } = await render(
      own(mine, (text) =>
        text.replace("Your opt-out was honored.", "// gone?\nIt is done, as you asked."),
      ),
    );
    expect(text).toContain("It is done, as you asked.");
    const business = own("words.txt", (text) => text.replace("Heartbeat.AI Inc.", "Acme Health"));
    expect((await render(business)).text).toContain("\nAcme Health, privacy requests\n");
    const windows = own(mine, (text) => `\uFEFF${text.replaceAll("\n", "\r\n")}`);
    expect(await render(windows)).toEqual(await render(shipped));
  });

  const faults: [string, string, (text: string) => string, RegExp][] = [
    [
      "leave out an element",
      mine,
      (t) => t.replace("[honored]", ""),
      /lacks its element \[honored\]/,
    ],
    [
      "leave out a fact",
      mine,
      (t) => t.replace("{{answered}}", "now"),
      /lacks \{\{answered\}\} in/,
    ],
    [
      "have an unknown placeholder",
      mine,
      (t) => `${t}\n{{salary}}`,
      /\{\{salary\}\} that there is not/,
    ],
    [
      "have an unknown element",
      mine,
      (t) => `${t}\n[offer]\nBuy.`,
      /\[offer\] that this letter does not/,
    ],
    ["have no subject", mine, (t) => t.replace("Subject:", ""), /line `Subject: …`/],
    ["promise a discount (R27)", mine, (t) => `${t}\nHere is a discount.`, /"discount"/],
    ["have a broken line of words", "words.txt", (t) => `${t}\nhello`, /line that is not/],
    [
      "lack a word",
      "words.txt",
      (t) => t.replace(/^greeting without a name.*$/m, ""),
      /has no line/,
    ],
  ];
  it.each(faults)("may not %s", async (_, file, change, words) => {
    const failure = await render(own(file, change)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ exitCode: 2, code: "letter_template" });
    expect(String(failure)).toMatch(words);
  });
});
