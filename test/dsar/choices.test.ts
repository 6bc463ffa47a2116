import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { agents, channels, type RequestType, requestTypes } from "../../src/dsar/request.ts";
import { stepRules, wrongStep } from "../../src/dsar/steps.ts";
import { commandTree } from "../docs/command-tree.ts";
import { requestOf } from "./requests.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = await readFile(join(root, "docs/dsar-choices.md"), "utf8");
const unverified: readonly RequestType[] = ["opt-out", "limit", "opt-in"];

describe("R26: choices ask nobody who they are", () => {
  it.each(unverified)("R26: `dsar %s` has no option for claims or identity", (type) => {
    const command = commandTree().find(({ path }) => path === `dsar ${type}`);
    const flags = command?.options.map((option) => option.split(" ")[0]) ?? [];
    expect(flags).toContain("--id");
    const allowed = ["--id", "--permission", "--all", "--confirm"];
    expect(flags.filter((flag) => !allowed.includes(flag ?? ""))).toEqual([]);
  });

  it.each(unverified)("R26: `verify` is refused to a request of type %s", (type) => {
    expect(wrongStep(requestOf({ type }), "verify")).toBe("takes_no_claims");
    for (const type of ["correct", "delete", "know-specific"] as const) {
      expect(wrongStep(requestOf({ type }), "verify")).toBeUndefined();
    }
  });

  it("nobody who has proved who they are is somebody else afterwards", () => {
    for (const type of requestTypes) {
      const code = wrongStep(requestOf({ type, state: "received" }), "amend");
      expect(code === undefined).toBe(unverified.includes(type));
    }
  });

  it.each(unverified)("R26: %s may be done as soon as it came", (type) => {
    const step = type as "opt-out" | "limit" | "opt-in";
    expect(wrongStep(requestOf({ type, state: "received" }), step)).toBeUndefined();
    expect(wrongStep(requestOf({ type, state: "fulfilled" }), step)).toBe("step_out_of_turn");
  });
});

describe("R14, R15, R30: ways to ask", () => {
  it("R14, R30: every type may come by e-mail, which stands first", () => {
    expect(channels[0]).toBe("email");
    expect(page).toContain("contact@heartbeat.ai");
  });

  it("R15: agents come by the same ways as everybody", () => {
    // One table for all: no rule of a step looks at the channel or at who asks.
    expect(agents).toEqual(["none", "permission", "power-of-attorney"]);
    const rules = Object.values(stepRules).flatMap((rule) => Object.keys(rule));
    expect(new Set(rules)).toEqual(new Set(["from", "types", "whileHeld", "otherwise"]));
    for (const type of requestTypes) {
      for (const channel of channels) {
        const own = wrongStep(requestOf({ type, channel }), "ack");
        expect(wrongStep(requestOf({ type, channel, agent: "permission" }), "ack")).toBe(own);
      }
    }
  });
});

describe("what the page says", () => {
  it.each([
    [
      "R29: no action is taken on Do-Not-Track, and it is no opt-out signal",
      /Do Not Track.*no action/s,
    ],
    [
      "R31: complaints go by the Privacy Policy's own section",
      /Contact Us; Exercising Individual Rights; Complaints/,
    ],
    [
      "R32: continued use is agreement to policy and supplement",
      /continued use of the Services is agreement/i,
    ],
  ])("%s", (_, words) => expect(page).toMatch(words));
});

/** N1-N4, and any hint at them. */
const words =
  /\b(?:prices?|pricing|rates?|discounts?|fees?|surcharges?|penalt(?:y|ies)|benefits?|rewards?|downgrad\w+|(?:lower|lesser|different|reduced) (?:level|quality)|den(?:y|ied|ial of) (?:goods|services?)|(?:terminate|suspend|close|limit) your (?:account|access|service))\b/i;

/** The oath of a declaration threatens nobody with anything of ours. */
const discriminates = (text: string) => words.test(text.replace(/under penalty of perjury/gi, ""));

describe("R27: no letter speaks of price, quality or denial of service", () => {
  it("R27: would notice each of N1 to N4", () => {
    const planted = [
      "We may deny services to people who opt out.",
      "Your discount ends with this request.",
      "You will receive a different level of service.",
      "Other prices may apply after this request.",
      "We will close your account.",
    ];
    expect(planted.filter((text) => !discriminates(text))).toEqual([]);
    expect(discriminates("Your request was denied, because it could not be verified.")).toBe(false);
  });

  it("R27: no template of a letter does", async () => {
    const folder = join(root, "letters");
    const names = await readdir(folder);
    expect(names.length).toBeGreaterThan(10);
    const found: string[] = [];
    for (const name of names) {
      const lines = (await readFile(join(folder, name), "utf8")).split("\n");
      lines.forEach((line, i) => {
        if (discriminates(line)) found.push(`${name}:${i + 1}: ${line.trim()}`);
      });
    }
    expect(found).toEqual([]);
  });
});
