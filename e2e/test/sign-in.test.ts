// Getting in, in a real browser: the first administrator's link, an invitation, a wrong password, a second factor.
import { createHmac } from "node:crypto";
import { beginAuthenticator, confirmAuthenticator, inviteMember } from "@veedor/api-contract";
import type { RunningServer } from "@veedor/server";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings, hasChromium, launchBrowser, openedPage, SKIPPED } from "./setting/browser.ts";
import { firstAdministrator, missionWithChief, PASSWORD, type Someone } from "./setting/people.ts";
import { wholeServer } from "./setting/server.ts";

describe.skipIf(!hasChromium)(`getting in${SKIPPED}`, () => {
  let server: RunningServer;
  let browser: Browser;
  let chief: Someone;
  let mission: string;
  beforeAll(async () => {
    server = await wholeServer();
    browser = await launchBrowser();
    const administrator = await firstAdministrator(server);
    ({ mission, chief } = await missionWithChief(server, administrator));
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it("a wrong password is told in the reader's language, the right one leads to where one wanted to go", async () => {
    const { page, complaints } = await openedPage(browser);
    await page.goto(`${server.origin}/app/missions/${mission}`);
    await page.getByRole("heading", { name: "Iniciar sesión" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel("Correo electrónico").fill(chief.email);
    await page.getByLabel("Contraseña").fill("no es esta contraseña");
    await page.getByRole("button", { name: "Iniciar sesión" }).click();
    await page.getByRole("alert").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel("Contraseña").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByText("Misión de observación electoral en Arayuma").first().waitFor();
    expect(page.url()).toBe(`${server.origin}/app/missions/${mission}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("an invitation is accepted with the keyboard alone, and signs in", async () => {
    const { link } = await chief.client.call(inviteMember, {
      parameters: { mission },
      body: { email: "nueva@example.org", name: "Nora Vega", language: "es", role: "desk" },
    });
    const { page, complaints } = await openedPage(browser);
    await page.goto(link ?? "");
    await page.getByRole("heading", { name: "Le damos la bienvenida a la misión" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel("Contraseña").focus();
    await page.keyboard.type("corta");
    await page.keyboard.press("Enter");
    await page.getByText("Elija al menos 12 caracteres.").waitFor();
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Misión de observación electoral en Arayuma" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.goto(link ?? "");
    await page.getByRole("heading", { name: "Este enlace ya no sirve" }).waitFor();
    await page.context().close();
  });

  it("asks for the second factor once one is enrolled", async () => {
    const { secret } = await chief.client.call(beginAuthenticator, {});
    await chief.client.call(confirmAuthenticator, { body: { code: codeOf(secret, Date.now()) } });
    const { page, complaints } = await openedPage(browser);
    await page.goto(`${server.origin}/`);
    await page.getByLabel("Correo electrónico").fill(chief.email);
    await page.getByLabel("Contraseña").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Segundo factor" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    // The code of the enrolment is used up; the next half minute's is taken ahead of time.
    await page.getByLabel("Código").fill(codeOf(secret, Date.now() + 30_000));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Misiones" }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

/** The six digits of an authenticator app (RFC 6238). */
function codeOf(secret: string, at: number): string {
  const bits = secret
    .replace(/=+$/, "")
    .split("")
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const place = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(place) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}
