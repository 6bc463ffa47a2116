import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../helpers/server.ts";
import { chromiumPath, lowContrast, quietArguments } from "./chromium.ts";

describe.skipIf(!existsSync(chromiumPath))("the page of the contract, in Chromium", () => {
  let browser: Browser;
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    browser = await chromium.launch({ executablePath: chromiumPath, args: quietArguments });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it.each([
    [320, "dark"],
    [1280, "light"],
  ] as const)(
    "%i pixels wide, %s: asks nobody, and nothing sticks out",
    async (width, colorScheme) => {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
      const asked: string[] = [];
      const said: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      page.on("console", (message) => said.push(message.text()));
      page.on("pageerror", (error) => said.push(String(error)));
      await page.goto(`${server.url}/docs`);
      expect([asked, said]).toEqual([[`${server.url}/docs`], []]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(
        width,
      );
      expect(await page.title()).toBe("heartbeat search service 1.2.3");
      // Every link of the page leads to a place on it, or to the document beside it.
      const lost = await page.evaluate(
        `[...document.links].filter((link) => link.hash ? !document.getElementById(link.hash.slice(1)) : !link.href.endsWith("/openapi.json")).map((link) => link.href)`,
      );
      expect(lost).toEqual([]);
      expect(await lowContrast(page)).toEqual([]);
      await page.close();
    },
  );

  it("is read by keyboard", async () => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/docs`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).hash).toMatch(/^#\w+$/);
    await page.close();
  });
});
