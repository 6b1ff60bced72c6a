// Every page of a mission on the fictional evening: in four languages and two themes, on a phone and on a desk; who is
// refused; news that come by themselves; a line that is lost.
import { enterReport, listContests } from "@veedor/api-contract";
import { type RunningServer, stagedClock } from "@veedor/server";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  axeFindings,
  DESKTOP,
  hasChromium,
  launchBrowser,
  openedPage,
  overflow,
  SKIPPED,
} from "./setting/browser.ts";
import { firstAdministrator, member, missionWithChief, PASSWORD, type Someone } from "./setting/people.ts";
import { wholeServer } from "./setting/server.ts";
import { stagedCountry, stageEvening } from "./setting/staged-evening.ts";

/** Tall enough that the bar at the bottom lies over nothing that axe would then call hidden. */
const TALL_PHONE = { width: 390, height: 3_000 };

describe.skipIf(!hasChromium)(`the pages of a mission${SKIPPED}`, () => {
  let server: RunningServer;
  let browser: Browser;
  let mission: string;
  let people: Readonly<Record<"chief" | "desk" | "observer" | "statistician", Someone>>;
  beforeAll(async () => {
    const country = stagedCountry();
    const at = Date.parse(`${country.date}T22:52:00${country.utcOffset}`);
    server = await wholeServer(stagedClock(at));
    browser = await launchBrowser();
    const made = await missionWithChief(server, await firstAdministrator(server));
    mission = made.mission;
    people = {
      chief: made.chief,
      desk: await member(server, made, "desk"),
      observer: await member(server, made, "observer"),
      statistician: await member(server, made, "statistician"),
    };
    await stageEvening(server, made, country, at);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  async function openedAs(who: Someone, path: string, options: BrowserContextOptions = {}) {
    const opened = await openedPage(browser, options);
    const { status } = await opened.page.request
      .post(`${server.origin}/api/sign-in`, { data: { email: who.email, password: PASSWORD } })
      .then((answer) => ({ status: answer.status() }));
    expect(status).toBe(201);
    await opened.page.goto(`${server.origin}/app/${path}`);
    await settled(opened.page);
    return opened;
  }

  const cases = (["es", "en", "pt", "fr"] as const).flatMap((locale) => [
    { locale, colorScheme: "light" as const, viewport: TALL_PHONE, screen: "phone" },
    { locale, colorScheme: "dark" as const, viewport: DESKTOP, screen: "desktop" },
  ]);
  it.each(cases)(
    "$locale, $colorScheme, $screen: axe finds nothing on any page",
    async ({ screen: _screen, ...options }) => {
      const { page, complaints } = await openedAs(people.chief, "", options);
      const findings: string[] = [];
      for (const path of [
        "",
        `missions/${mission}`,
        `missions/${mission}/estimate`,
        `missions/${mission}/desk`,
      ]) {
        await page.goto(`${server.origin}/app/${path}`);
        await settled(page);
        for (const found of await axeFindings(page)) findings.push(`/${path}: ${found}`);
        if ((await overflow(page)) > 0) findings.push(`/${path}: scrolls sideways`);
      }
      await page.locator(".queue-entry").first().click();
      await page.locator(".sheet").waitFor();
      for (const found of await axeFindings(page)) findings.push(`a report: ${found}`);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(findings).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it("the situation room counts a sheet that comes in, without being asked", async () => {
    const { page, complaints } = await openedAs(people.chief, `missions/${mission}`);
    await page.getByText("En vivo").waitFor();
    const figure = page.locator(".key-figure-value").first();
    const before = Number(await figure.textContent());
    const { items } = await people.desk.client.call(listContests, { parameters: { mission } });
    const { rows } = await server.context.database.pool.query<{ station_code: string }>(
      `select s.station_code from sample_station s where not exists
       (select from tally_station t where t.station_code = s.station_code) limit 1`,
    );
    const lines = items[0]?.lines ?? [];
    await people.desk.client.call(enterReport, {
      parameters: { mission },
      body: {
        contest: items[0]?.id ?? "",
        station: rows[0]?.station_code ?? "",
        figures: lines.map(() => 10),
        observer: people.observer.person,
      },
    });
    await expect.poll(() => figure.textContent(), { timeout: 10_000 }).toBe(String(before + 1));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("a lost line is said aloud, and the page catches up", async () => {
    const { page } = await openedAs(people.chief, `missions/${mission}`);
    await page.getByText("En vivo").waitFor();
    await page.context().setOffline(true);
    await page.getByRole("alert").filter({ hasText: "Sin novedades desde" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.context().setOffline(false);
    await page.getByRole("alert").waitFor({ state: "hidden" });
    await page.getByText("En vivo").waitFor();
    await page.context().close();
  });

  it("an observer is refused the desk, and its link is not offered", async () => {
    const { page } = await openedAs(people.observer, `missions/${mission}`);
    expect(await page.getByRole("navigation").getByRole("link").allTextContents()).toEqual(["Situación"]);
    await page.goto(`${server.origin}/app/missions/${mission}/desk`);
    await page.getByRole("heading", { name: "No corresponde a su función" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
  });

  it.each(["desk", "observer"] as const)(
    "no figure under embargo reaches the browser of the %s",
    async (role) => {
      const { rows } = await server.context.database.pool.query<{ share: number }>(
        "select (content->'figures'->'shares'->0->>'estimate')::float8 as share from take order by number desc limit 1",
      );
      // Enough digits that no other figure is meant.
      const embargoed = String(rows[0]?.share ?? "").slice(0, 9);
      expect(embargoed).toMatch(/^0\.\d{7}$/);
      const { page } = await openedAs(people[role], "");
      const answers: Promise<string>[] = [];
      page.on("response", (response) => {
        const isStream = response.headers()["content-type"]?.includes("event-stream") ?? false;
        if (response.url().includes("/api/") && !isStream) answers.push(response.text().catch(() => ""));
      });
      for (const path of ["", "/estimate", "/release", "/desk", "/people"]) {
        await page.goto(`${server.origin}/app/missions/${mission}${path}`);
        await settled(page);
      }
      const texts = await Promise.all(answers);
      expect(texts.length).toBeGreaterThan(3);
      expect(texts.filter((text) => text.includes(embargoed))).toEqual([]);
      await page.context().close();
    },
  );

  it("one person proposes a release and another confirms it; then everyone reads it", async () => {
    const { page, complaints } = await openedAs(people.chief, `missions/${mission}/release`);
    await page.getByRole("button", { name: "Publicar de todos modos, con un motivo público" }).click();
    await page.getByLabel(/Por qué se publica/).fill("Ensayo general del procedimiento de publicación.");
    await page.getByRole("button", { name: "Proponer con este motivo" }).click();
    await page.getByText("Una segunda persona confirma").waitFor();
    expect(await page.getByRole("button", { name: "Publicar", exact: true }).count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);

    const second = await openedAs(people.statistician, `missions/${mission}/release`);
    await second.page.getByRole("tab", { name: "English" }).click();
    await second.page.getByRole("button", { name: "Publicar", exact: true }).click();
    await second.page.getByLabel("Contraseña").fill(PASSWORD);
    expect(await axeFindings(second.page)).toEqual([]);
    await second.page.getByRole("button", { name: "Publicarlo ahora" }).click();
    await second.page.getByText("publicado", { exact: true }).waitFor();
    // The first person's page hears of it.
    await page.getByText("publicado", { exact: true }).waitFor();
    const address = await page.getByRole("link", { name: "Abrir la página pública" }).getAttribute("href");
    const public_ = await fetch(`${server.origin}${address ?? ""}`);
    expect(public_.status).toBe(200);
    expect(await public_.text()).toContain("Ensayo general del procedimiento de publicación.");
    expect([...complaints, ...second.complaints]).toEqual([]);
    await page.context().close();
    await second.page.context().close();
  });

  it("a device is added with its code, and revoked", async () => {
    const { page, complaints } = await openedAs(people.desk, `missions/${mission}/people`);
    await page.getByLabel("Etiqueta").fill("Teléfono 12");
    await page.getByRole("button", { name: "Crear una clave" }).click();
    await page.getByRole("img", { name: /Código QR/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Revocar" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revocar" }).click();
    await page.getByText("revocado", { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("a sheet is corrected with the keyboard alone, and the next one opens", async () => {
    const { page, complaints } = await openedAs(people.desk, `missions/${mission}/desk`);
    const station = page.locator("#report-station");
    await page.locator(".queue-entry").first().waitFor();
    await page.keyboard.press("j");
    await station.waitFor();
    // The first is still held by somebody who only looked at it.
    await page.keyboard.press("j");
    await expect.poll(() => page.locator(".queue-entry").nth(1).getAttribute("aria-current")).toBe("true");
    await page.getByRole("button", { name: "Corregir" }).waitFor();
    const first = await station.textContent();
    await page.locator(".sheet").waitFor();
    await page.keyboard.press("c");
    const total = page.locator(".sheet-input").last();
    await total.focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("400");
    await page.getByLabel("Motivo", { exact: true }).last().focus();
    await page.keyboard.type("La fotografía dice 400");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(() => station.textContent(), { timeout: 10_000 }).not.toBe(first);
    const { rows } = await server.context.database.pool.query<{ reason: string }>(
      "select reason from tally_decision where kind = 'corrected'",
    );
    expect(rows).toEqual([{ reason: "La fotografía dice 400" }]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

/** Waits until nothing of the page is being loaded any more. */
async function settled(page: Page): Promise<void> {
  await page.locator("h1").waitFor();
  await expect.poll(() => page.locator(".skeleton").count(), { timeout: 15_000 }).toBe(0);
}
