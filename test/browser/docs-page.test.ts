import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../helpers/server.ts";

/** Where Debian's package has it, or where the variable says. */
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const quiet = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

describe.skipIf(!existsSync(executablePath))("the page of the contract, in Chromium", () => {
  let browser: Browser;
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    browser = await chromium.launch({ executablePath, args: quiet });
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

/** Texts whose contrast with what is behind them is under 4.5 (WCAG AA). */
function lowContrast(page: { evaluate(script: string): Promise<unknown> }): Promise<unknown> {
  return page.evaluate(`(() => {
    const parts = (color) => color.match(/[\\d.]+/g).map(Number);
    const light = (color) => {
      const [r, g, b] = parts(color).slice(0, 3).map((v) => v / 255)
        .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const color = getComputedStyle(at).backgroundColor;
        if ((parts(color)[3] ?? 1) > 0) return color;
      }
      return "rgb(255, 255, 255)";
    };
    const texts = [...document.querySelectorAll("body *")].filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ""));
    return texts.filter((element) => {
      const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05) < 4.5;
    }).map((element) => element.outerHTML.slice(0, 80));
  })()`);
}
