import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Language } from "@veedor/messages";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { requireNode } from "../src/start/start-problem.ts";
import { spawnVeedor } from "./run-recording.ts";

const SERVER_MANIFEST = new URL("../../server/package.json", import.meta.url);

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "veedor-cli-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

const FORM = join(folder, "form.xml");
writeFileSync(
  FORM,
  `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>Opening</h:title><model>
<instance><data id="opening" version="1"><hour/><orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/hour" type="string"/></model></h:head>
<h:body><input ref="/data/hour"><label>Hour</label></input></h:body></h:html>`,
);

/** Posts one submission as a phone does, and answers the status. */
async function post(url: string, instance: string): Promise<number> {
  const xml = `<data xmlns:orx="http://openrosa.org/xforms" id="opening" version="1"><hour>7:02</hour><orx:meta><orx:instanceID>${instance}</orx:instanceID></orx:meta></data>`;
  const body = new FormData();
  body.set("xml_submission_file", new File([xml], "submission.xml", { type: "text/xml" }));
  const { status } = await fetch(url, { method: "POST", body, headers: { "x-openrosa-version": "1.0" } });
  return status;
}

type Throwaway = { readonly submissionUrl: string; readonly countUrl: string; readonly pid: number };

/** Starts a throwaway server, with its temporary files in a folder of its own, and reads its one line. */
async function throwaway(TMPDIR: string): Promise<Throwaway & { readonly ended: Promise<number | null> }> {
  const words = ["--conditions=@veedor/source", MAIN, "start", "--throwaway", "--form", FORM, "--json"];
  const child = spawn(process.execPath, words, {
    env: { PATH: process.env["PATH"] ?? "", TMPDIR, VEEDOR_PORT: "1" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  children.push(child);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (piece: Buffer) => resolve(piece.toString()));
    child.once("exit", () => reject(new Error("ended before it said anything")));
  });
  return { ...(JSON.parse(line) as Throwaway), ended };
}

/** A folder for temporary files; as root a database's own user must be able to pass through it. */
function temporary(name: string): string {
  const path = mkdtempSync(join(tmpdir(), `veedor-${name}-`));
  chmodSync(path, 0o711);
  return path;
}

async function eventually(what: () => boolean): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (what()) return;
    await wait(50);
  }
  throw new Error("has not come about in twenty seconds");
}

const isGone = (pid: number): boolean => !existsSync(`/proc/${pid}`);

function postmasterIn(place: string): number {
  const name = readdirSync(place).find((one) => one.startsWith("veedor-passing-")) ?? "";
  return Number(readFileSync(join(place, name, "database/cluster/postmaster.pid"), "utf8").split("\n")[0]);
}

describe("a throwaway server", () => {
  it("takes submissions of the form, counts them, and leaves nothing behind when it is told to stop", async () => {
    const place = temporary("throwaway");
    const { submissionUrl, countUrl, pid, ended } = await throwaway(place);
    const count = async (): Promise<unknown> => (await fetch(countUrl)).json();
    expect(await count()).toBe(0);
    expect(await post(submissionUrl, "uuid:1")).toBe(201);
    expect(await post(submissionUrl, "uuid:2")).toBe(201);
    expect(await post(submissionUrl, "uuid:1")).toBe(201);
    expect(await count()).toBe(2);
    expect(new URL(submissionUrl).hostname).toBe("127.0.0.1");
    const postmaster = postmasterIn(place);
    process.kill(pid, "SIGTERM");
    expect(await ended).toBe(0);
    expect(isGone(postmaster)).toBe(true);
    expect(readdirSync(place)).toEqual([]);
  });

  it("that is killed leaves no database running, and the next one removes its folder", async () => {
    const place = temporary("killed");
    const first = await throwaway(place);
    const postmaster = postmasterIn(place);
    process.kill(first.pid, "SIGKILL");
    await eventually(() => isGone(postmaster));
    const second = await throwaway(place);
    expect(readdirSync(place)).toHaveLength(1);
    expect(postmasterIn(place)).not.toBe(postmaster);
    process.kill(second.pid, "SIGTERM");
    expect(await second.ended).toBe(0);
  });
});

describe("a server that cannot start", () => {
  it("names the Node.js that is too old for it", () => {
    for (const version of ["20.19.0", "22.17.1"])
      expect(() => requireNode(version)).toThrow("server.node-too-old");
    for (const version of ["22.18.0", "24.0.0"]) expect(() => requireNode(version)).not.toThrow();
    const { engines } = JSON.parse(readFileSync(SERVER_MANIFEST, "utf8")) as { engines: { node: string } };
    expect(engines.node).toBe(">=22.18");
  });

  const told = async (environment: Record<string, string>, ...words: string[]) => {
    const { status, output, errors } = await spawnVeedor(["start", ...words], { environment });
    return { status, output, errors };
  };

  it.each([
    ["en", /VEEDOR_PORT cannot be “many”.*0 to 65535/],
    ["es", /VEEDOR_PORT no puede ser «many».*0 a 65535/],
    ["pt", /VEEDOR_PORT não pode ser “many”.*0 a 65535/],
    ["fr", /VEEDOR_PORT ne peut pas être « many ».*0 à 65535/],
  ] satisfies [Language, RegExp][])(
    "says in %s which setting is wrong and what it takes",
    async (lang, said) => {
      const { status, errors } = await told({ VEEDOR_PORT: "many" }, "--lang", lang);
      expect(status).toBe(2);
      expect(errors).toMatch(said);
      expect(errors).not.toMatch(/\bat .*\.ts:/);
    },
  );

  it("says it as JSON too, with a code", async () => {
    const { status, output } = await told({ VEEDOR_HOST: "0.0.0.0" }, "--json");
    expect(status).toBe(2);
    expect(JSON.parse(output)).toMatchObject({ error: { code: "beyond-loopback-without-tls" } });
  });

  it("ends with 1 where the fault lies in the machine", async () => {
    const nowhere = { DATABASE_URL: "postgresql://veedor:geheim@127.0.0.1:9/veedor" };
    const { status, errors } = await told({ ...nowhere, VEEDOR_DATA: join(folder, "data") });
    expect(status).toBe(1);
    expect(errors).toContain("127.0.0.1:9/veedor");
    expect(errors).not.toContain("geheim");
  });

  it.each([
    [["--form", FORM], 2, "form-needs-throwaway"],
    [["--throwaway"], 2, "option-missing"],
    [["--throwaway", "--form", "nowhere.xml"], 1, "file-not-found"],
    [["--throwaway", "--form", fileURLToPath(import.meta.url)], 1, "form-unreadable"],
  ])("names what is wrong with %j", async (words, status, code) => {
    const { status: found, output } = await told({}, ...words, "--json");
    expect(found).toBe(status);
    expect(JSON.parse(output)).toMatchObject({ error: { code } });
  });
});
