// The page in a real browser: accessibility, width on a phone, nothing loaded, nothing complained about.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LANGUAGES, type Language, messagesIn } from "@veedor/messages";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { replayPage } from "../src/replay/page/page.ts";
import { playedRecord } from "./replay-page-fixture.ts";

const CHROMIUM = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const present = existsSync(CHROMIUM);
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const cases = (Object.keys(LANGUAGES) as Language[]).flatMap((language) =>
  (["light", "dark"] as const).flatMap((scheme) => [360, 1280].map((width) => ({ language, scheme, width }))),
);

describe.skipIf(!present)(
  `the page in a browser${present ? "" : " (skipped: no Chromium; set CHROMIUM_PATH)"}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "veedor-page-"));
    let browser: Browser;

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
      const record = await playedRecord();
      for (const language of Object.keys(LANGUAGES) as Language[]) {
        writeFileSync(join(folder, `${language}.html`), replayPage(record, messagesIn(language)));
      }
    });
    afterAll(async () => {
      await browser.close();
      rmSync(folder, { recursive: true });
    });

    /** Opens a page and keeps what it asks for and complains about. */
    async function opened(language: Language, options: Parameters<Browser["newPage"]>[0]) {
      const page = await browser.newPage(options);
      const complaints: string[] = [];
      const requests: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("request", (request) => requests.push(request.url()));
      const address = pathToFileURL(join(folder, `${language}.html`)).href;
      await page.goto(address);
      return { page, complaints, requests: requests.filter((url) => url !== address) };
    }

    it.each(cases)(
      "$language, $scheme, $width px: axe finds nothing, no scrolling sideways",
      async ({ language, scheme, width }) => {
        // The page's own policy forbids scripts; axe is let in beside it.
        const options = { viewport: { width, height: 800 }, colorScheme: scheme, bypassCSP: true };
        const { page, complaints } = await opened(language, options);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        await page.evaluate(`document.querySelectorAll("details").forEach((one) => { one.open = true; })`);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        await page.addScriptTag({ path: AXE });
        const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        const run = `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then((r) => ({
      passes: r.passes.length, violations: r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).join(" ").slice(0, 300)) }))`;
        const found = await page.evaluate<{
          readonly passes: number;
          readonly violations: readonly string[];
        }>(run);
        expect(found.violations).toEqual([]);
        expect(found.passes).toBeGreaterThan(20);
        expect(complaints).toEqual([]);
        await page.close();
      },
    );

    it("keeps its style under its own policy, asks for nothing and shows the hostile name as text", async () => {
      const { page, complaints, requests } = await opened("en", { viewport: { width: 1280, height: 800 } });
      expect(await page.evaluate(`getComputedStyle(document.querySelector(".caution")).borderTopWidth`)).toBe(
        "2px",
      );
      expect(await page.evaluate(`document.querySelectorAll("img, script").length`)).toBe(0);
      expect(complaints).toEqual([]);
      expect(requests).toEqual([]);
      await page.close();
    });

    it("gives its figures as a file", async () => {
      const { page } = await opened("es", { viewport: { width: 1280, height: 800 }, acceptDownloads: true });
      await page.click(".data-takes summary");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.click(".data-takes a.download"),
      ]);
      expect(download.suggestedFilename()).toBe("veedor-takes.csv");
      await page.close();
    });
  },
);

/** Pixels by which the page is wider than the window. */
async function overflow(page: Page): Promise<number> {
  return Number(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth"));
}
