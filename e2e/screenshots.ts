// `node --conditions=@veedor/source e2e/screenshots.ts` (Node.js 24): takes the pictures of docs/screenshots anew, on
// the fictional evening, so that they always show what is there.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stagedClock } from "@veedor/server";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./test/setting/browser.ts";
import { firstAdministrator, member, missionWithChief, PASSWORD } from "./test/setting/people.ts";
import { wholeServer } from "./test/setting/server.ts";
import { stagedCountry, stageEvening } from "./test/setting/staged-evening.ts";

const FOLDER = fileURLToPath(new URL("../docs/screenshots", import.meta.url));
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

type Picture = {
  readonly name: string;
  readonly page: string;
  readonly viewport: typeof DESKTOP;
  readonly locale: "es" | "en";
  readonly colorScheme: "light" | "dark";
  /** text of a heading that is brought to the top */
  readonly from?: string;
  /** what is pressed before the picture is taken */
  readonly press?: string;
};

const PICTURES: readonly Picture[] = [
  { name: "situation", page: "", viewport: DESKTOP, locale: "en", colorScheme: "light" },
  { name: "situation-phone", page: "", viewport: PHONE, locale: "es", colorScheme: "light" },
  { name: "situation-phone-dark", page: "", viewport: PHONE, locale: "en", colorScheme: "dark" },
  { name: "estimate", page: "/estimate", viewport: DESKTOP, locale: "es", colorScheme: "light" },
  {
    name: "estimate-course-dark",
    page: "/estimate",
    viewport: DESKTOP,
    locale: "en",
    colorScheme: "dark",
    from: "The course of the estimate",
  },
  { name: "estimate-phone", page: "/estimate", viewport: PHONE, locale: "es", colorScheme: "dark" },
  { name: "desk", page: "/desk", viewport: DESKTOP, locale: "es", colorScheme: "light", press: "j" },
  { name: "release", page: "/release", viewport: DESKTOP, locale: "en", colorScheme: "light" },
  { name: "people", page: "/people", viewport: DESKTOP, locale: "es", colorScheme: "dark" },
];

const country = stagedCountry();
const at = Date.parse(`${country.date}T23:32:00${country.utcOffset}`);
const server = await wholeServer(stagedClock(at));
const browser = await launchBrowser();
try {
  const made = await missionWithChief(server, await firstAdministrator(server));
  for (const role of ["statistician", "desk", "observer"] as const) await member(server, made, role);
  await stageEvening(server, made, country, at);
  mkdirSync(FOLDER, { recursive: true });
  for (const picture of PICTURES) await take(browser, picture, made.mission, made.chief.email);
} finally {
  await browser.close();
  await server.close();
}

async function take(within: Browser, picture: Picture, mission: string, email: string): Promise<void> {
  const { name, page: path, from, press, ...options } = picture;
  const context = await within.newContext({ ...options, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.request.post(`${server.origin}/api/sign-in`, { data: { email, password: PASSWORD } });
  await page.goto(`${server.origin}/app/missions/${mission}${path}`);
  await page.locator("h1").waitFor();
  await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => undefined);
  if (press !== undefined) await page.keyboard.press(press);
  if (from !== undefined) {
    const heading = page.getByRole("heading", { name: from });
    await heading.scrollIntoViewIfNeeded();
    const box = await heading.boundingBox();
    await page.mouse.wheel(0, (box?.y ?? 0) - 90);
  }
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await context.close();
}
