import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportRequest } from "../../src/dsar/export/export-request.ts";
import { exportWorld, npi, openVerified, optionsIn, unzip, wilma } from "../dsar/export-world.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { chromiumPath, lowContrast, quietArguments } from "./chromium.ts";

describe.skipIf(!existsSync(chromiumPath))("the report of a bundle, in Chromium", () => {
  let folder: string;
  let browser: Browser;
  let address: string;
  beforeAll(async () => {
    folder = temporaryFolder("heartbeat-report");
    const names = ["\u202Eevil\u202C", "<script>document.title='run'</script>", "long".repeat(200)];
    const other_names = names.map((last) => ({ kind: "other" as const, last }));
    const world = await exportWorld(folder, {
      profiles: [{ ...wilma, other_names }],
      corrections: [{ npi, field: "name.last", value: "Oakfeather", date: "2026-01-10" }],
      disclosures: [{ day: "2026-01-05", recipient: "k7m2", fields: "profile", count: 2 }],
    });
    const { path } = await exportRequest(world, await openVerified(world), optionsIn(folder));
    await world.close();
    const report = (await unzip(await readFile(path))).get("report.html");
    await writeFile(join(folder, "report.html"), report?.bytes ?? "");
    address = pathToFileURL(join(folder, "report.html")).href;
    browser = await chromium.launch({ executablePath: chromiumPath, args: quietArguments });
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    [320, "dark", "screen"],
    [320, "light", "screen"],
    [1000, "light", "screen"],
    [1000, "dark", "screen"],
    [700, "dark", "print"],
  ] as const)(
    "%i pixels wide, %s, %s: asks nobody, runs nothing, sticks out nowhere, is legible",
    async (width, colorScheme, media) => {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
      await page.emulateMedia({ media, colorScheme });
      const asked: string[] = [];
      const said: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      page.on("console", (message) => said.push(message.text()));
      page.on("pageerror", (error) => said.push(String(error)));
      await page.goto(address);
      expect([asked, said]).toEqual([[address], []]);
      expect(await page.title()).toBe("Your personal information: request R-TEST2345");
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(
        width,
      );
      expect(await lowContrast(page)).toEqual([]);
      const lost =
        "[...document.links].filter((link) => !document.getElementById(link.hash.slice(1)))";
      expect(await page.evaluate(`${lost}.length`)).toBe(0);
      await page.close();
    },
  );

  it("is a document with a language, one heading above the others, and tables with headers", async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
    await page.goto(address);
    expect(await page.getByRole("heading", { level: 1 }).allTextContents()).toEqual([
      "Your personal information",
    ]);
    expect(await page.getByRole("heading", { level: 2 }).count()).toBeGreaterThan(7);
    expect(await page.evaluate("document.documentElement.lang")).toBe("en");
    const tables = await page.getByRole("table").count();
    expect(tables).toBeGreaterThan(6);
    expect(await page.evaluate("document.querySelectorAll('table').length")).toBe(tables);
    expect(await page.getByRole("rowheader", { name: "name last" }).first().isVisible()).toBe(true);
    const bare =
      "[...document.querySelectorAll('table')].filter((one) => !one.caption || !one.querySelector('thead th[scope=col]'))";
    expect(await page.evaluate(`${bare}.length`)).toBe(0);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).hash).toBe("#categories");
    await page.close();
  });
});
