import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../helpers/run.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { chromiumPath, lowContrast, quietArguments } from "./chromium.ts";

const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));

describe.skipIf(!existsSync(chromiumPath))("the page about a run, in Chromium", () => {
  let folder: string;
  let browser: Browser;
  let address: string;
  beforeAll(async () => {
    folder = temporaryFolder("heartbeat-run-page");
    const leads = await readFile(join(fixtures, "leads.csv"), "utf8");
    const header = `Recruiter ${"Notes".repeat(80)}<script>document.title='run'</script>`;
    const name = `${"long".repeat(40)}.csv`;
    await writeFile(join(folder, name), leads.replace("Recruiter Notes", header));
    const argv = ["enrich", name, "--report", "report.html", "--fields", "full"];
    const ran = await run([...argv, "--registry", join(fixtures, "npidata.csv")], { cwd: folder });
    expect(ran.code, ran.stderr).toBe(0);
    address = pathToFileURL(join(folder, "report.html")).href;
    browser = await chromium.launch({ executablePath: chromiumPath, args: quietArguments });
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    [320, "light", "screen"],
    [320, "dark", "screen"],
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
      await page.route("**", (route) => {
        asked.push(route.request().url());
        return route.continue();
      });
      page.on("console", (message) => said.push(message.text()));
      page.on("pageerror", (error) => said.push(String(error)));
      await page.goto(address);
      await page.evaluate(
        "document.querySelectorAll('details').forEach((one) => { one.open = true; })",
      );
      expect([asked, said]).toEqual([[address], []]);
      expect(await page.title()).toMatch(/^Run over long/);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(
        width,
      );
      expect(await lowContrast(page)).toEqual([]);
      expect(await paleInPlots(page)).toEqual([]);
      expect(await outsideOfPlots(page)).toEqual([]);
      await page.close();
    },
  );

  it("is black on white on paper, with every table, whatever is open on the screen", async () => {
    const page = await browser.newPage({
      viewport: { width: 700, height: 800 },
      colorScheme: "dark",
    });
    await page.goto(address);
    const tables = await page.getByRole("table").count();
    await page.emulateMedia({ media: "print" });
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe(
      "rgb(255, 255, 255)",
    );
    const all = await page.evaluate("document.querySelectorAll('table').length");
    expect(tables).toBeLessThan(Number(all));
    const hidden =
      "[...document.querySelectorAll('table')].filter((one) => !one.checkVisibility({ contentVisibilityAuto: true })).length";
    expect(await page.evaluate(hidden)).toBe(0);
    await page.close();
  });

  it("is read by keyboard and by ear: headings in order, plots with words, tables with headers", async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
    await page.goto(address);
    const levels = await page.evaluate(
      "[...document.querySelectorAll('h1,h2,h3')].map((one) => one.tagName).join('')",
    );
    expect(levels).toMatch(/^H1(H2){8}$/);
    expect(await page.evaluate("document.documentElement.lang")).toBe("en");
    const plots = await page.getByRole("img").count();
    expect(plots).toBeGreaterThanOrEqual(5);
    const dumb =
      "[...document.querySelectorAll('svg')].filter((one) => !one.getAttribute('aria-label')).length";
    expect(await page.evaluate(dumb)).toBe(0);
    const bare =
      "[...document.querySelectorAll('table')].filter((one) => !one.caption || !one.querySelector('thead th[scope=col]') || !one.querySelector('tbody th[scope=row]')).length";
    expect(await page.evaluate(bare)).toBe(0);
    const stuck =
      "[...document.querySelectorAll('body *')].filter((one) => one.scrollWidth > one.clientWidth && /auto|scroll/.test(getComputedStyle(one).overflowX) && one.tabIndex < 0).length";
    expect(await page.evaluate(stuck)).toBe(0);
    // The first stop is the table of statuses, the second opens the figures of a plot.
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe(
      "Rows by status",
    );
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.parentElement.open")).toBe(true);
    await page.close();
  });
});

/** Texts in plots whose color is too near to the page's: their color is a fill. */
function paleInPlots(page: Page): Promise<unknown> {
  return page.evaluate(`(() => {
    const light = (color) => {
      const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255)
        .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const paper = light(getComputedStyle(document.body).backgroundColor);
    return [...document.querySelectorAll("svg text")].filter((text) => {
      const [a, b] = [light(getComputedStyle(text).fill), paper].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05) < 4.5;
    }).map((text) => text.outerHTML);
  })()`);
}

/** Texts of a plot that are cut off, or lie over one another. */
function outsideOfPlots(page: Page): Promise<unknown> {
  return page.evaluate(`[...document.querySelectorAll("svg")].flatMap((svg) => {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
    const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
    return texts.filter(([, box], i) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1
      || texts.some(([, other], j) => j > i && over(box, other))).map(([words]) => words);
  })`);
}
