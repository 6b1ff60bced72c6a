import { existsSync, readFileSync } from "node:fs";
import * as contract from "@veedor/api-contract";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TOKENS } from "../src/releases/page/style.ts";
import { playedEvening } from "./setting/evening.ts";
import { testServer } from "./setting/server.ts";

const CHROMIUM = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const AXE = new URL("../../../node_modules/axe-core/axe.min.js", import.meta.url);
const TOKEN = /--([\w-]+): ([^;]+);/g;

describe("the look of a public page", () => {
  it("has the colours and measures of the web app", () => {
    const tokens = readFileSync(
      new URL("../../../packages/ui/src/style/tokens.css", import.meta.url),
      "utf8",
    );
    const known = new Map([...tokens.matchAll(TOKEN)].map(([, name, value]) => [name, value]));
    for (const [, name, value] of TOKENS.matchAll(TOKEN))
      expect([name, known.get(name)]).toEqual([name, value]);
  });
});

const SKIPPED = existsSync(CHROMIUM) ? "" : " (skipped: no Chromium; set CHROMIUM_PATH)";
describe.skipIf(!existsSync(CHROMIUM))(`the page of a release in a browser${SKIPPED}`, () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let browser: Browser;
  let address: string;
  beforeAll(async () => {
    server = await testServer();
    const at = await playedEvening(server);
    const { id, hash } = await at.statistician.client.call(contract.proposeRelease, {
      parameters: { mission: at.mission, contest: at.contest },
      body: { take: at.takes.at(-1) ?? "", overrideReason: null },
    });
    const parameters = { mission: at.mission, release: id };
    await at.chief.client.call(contract.confirmRelease, { parameters, body: { hash } });
    address = `${server.origin}/public/${at.code}/${id}`;
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const opened = async (language: string, colorScheme: "light" | "dark", width = 1280) => {
    const context = await browser.newContext({
      colorScheme,
      // Only axe, which is put in by the test, may run a script: the page has none.
      bypassCSP: true,
      viewport: { width, height: 900 },
    });
    const page = await context.newPage();
    await page.goto(`${address}?lang=${language}`);
    return { page, close: () => context.close() };
  };

  it.each(["es", "en", "pt", "fr"])("is accessible in %s, in both themes", async (language) => {
    for (const scheme of ["light", "dark"] as const) {
      const { page, close } = await opened(language, scheme);
      await page.addScriptTag({ content: readFileSync(AXE, "utf8") });
      const violations: unknown = await page.evaluate(
        "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((r) => r.violations.map((v) => [v.id, v.nodes[0].html]))",
      );
      expect(violations).toEqual([]);
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      await close();
    }
  });

  it("fits a phone without scrolling sideways, and a sheet of paper when printed", async () => {
    const { page, close } = await opened("es", "light", 360);
    const widths = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]");
    expect(widths).toEqual([360, 360]);
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await close();
  });

  it("reads whole without scripts and asks for nothing but its style", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${address}?lang=en`);
    await expect(page.getByRole("heading", { level: 1 }).textContent()).resolves.toContain("Quick count");
    await expect(page.getByRole("rowheader", { name: "Alianza Águila" }).count()).resolves.toBe(1);
    expect(asked.filter((path) => path !== "/favicon.ico")).toEqual([
      new URL(address).pathname,
      "/public/style.css",
    ]);
    await context.close();
  });
});
