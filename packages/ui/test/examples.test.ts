// Every component, as its examples show it, in a real browser: accessibility in both themes, keyboard, policy.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { servedExamples } from "./setting/example-page.ts";

const CHROMIUM = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const present = existsSync(CHROMIUM);
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

describe.skipIf(!present)(
  `the components in a browser${present ? "" : " (skipped: no Chromium; set CHROMIUM_PATH)"}`,
  () => {
    let browser: Browser;
    let examples: Awaited<ReturnType<typeof servedExamples>>;
    beforeAll(async () => {
      examples = await servedExamples();
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
    });
    afterAll(async () => {
      await browser.close();
      examples.close();
    });

    async function opened(options: Parameters<Browser["newPage"]>[0], query = "") {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(`${examples.address}${query}`);
      await page.locator("h1").waitFor();
      return { page, complaints };
    }

    const cases = (["light", "dark"] as const).flatMap((scheme) =>
      [360, 1280, 3000].map((width) => ({ scheme, width })),
    );
    it.each(cases)(
      "$scheme, $width px: axe finds nothing, nothing scrolls sideways",
      async ({ scheme, width }) => {
        const { page, complaints } = await opened({ colorScheme: scheme, viewport: { width, height: 900 } });
        await page.evaluate(`document.querySelectorAll("details").forEach((one) => { one.open = true; })`);
        expect(await axe(page)).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(
          0,
        );
        expect(complaints).toEqual([]);
        await page.close();
      },
    );

    it("the reader's choice of theme goes before the system's", async () => {
      const paper = async (query: string) => {
        const { page } = await opened({ colorScheme: "light" }, query);
        const colour = await page.evaluate("getComputedStyle(document.body).backgroundColor");
        await page.close();
        return colour;
      };
      expect(await paper("?theme=dark")).not.toBe(await paper(""));
      expect(await paper("?theme=light")).toBe(await paper(""));
    });

    it("tabs, dialog, term and the course answer to the keyboard", async () => {
      const { page } = await opened({});
      await page.getByRole("tab", { name: "Weighted" }).focus();
      await page.keyboard.press("ArrowLeft");
      expect(await page.getByRole("tabpanel").textContent()).toBe("Side by side.");

      const opener = page.getByRole("button", { name: "Set aside", exact: true });
      await opener.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("dialog", { name: "Set this report aside?" }).waitFor();
      expect(await axe(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
      expect(await page.evaluate("document.activeElement?.textContent")).toBe("Set aside");

      await page.getByRole("button", { name: "sample" }).press("Enter");
      await page.getByText("The polling stations that were drawn.").waitFor();

      const course = page.getByRole("slider", { name: "Take" });
      await course.press("Home");
      expect(await course.getAttribute("aria-valuetext")).toBe("Take 1, 22:00");
      await page.close();
    });

    it("a button that is busy takes no press and keeps the focus", async () => {
      const { page } = await opened({});
      const busy = page.getByRole("button", { name: "Sending …" });
      await busy.focus();
      await page.keyboard.press("Enter");
      expect(await busy.getAttribute("aria-disabled")).toBe("true");
      expect(await page.evaluate("document.activeElement?.textContent")).toBe("Sending …");
      await page.close();
    });
  },
);

/** What axe finds, each with the place. */
async function axe(page: Page): Promise<readonly string[]> {
  if ((await page.evaluate("typeof axe")) === "undefined") await page.evaluate(readFileSync(AXE, "utf8"));
  return page.evaluate<string[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(TAGS)} }).then((found) => found.violations.map((one) =>
      one.id + ": " + one.nodes.map((node) => node.html + " " + (node.any[0]?.message ?? "")).join(" ").slice(0, 400)))`,
  );
}
