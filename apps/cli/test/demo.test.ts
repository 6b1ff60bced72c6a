import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messagesIn } from "@veedor/messages";
import { missionsHeld, readConfiguration, startServer } from "@veedor/server";
import { afterAll, describe, expect, it } from "vitest";
import { run } from "../src/run.ts";
import { spawnVeedor } from "./run-recording.ts";

async function demo(...args: string[]): Promise<{ out: string[]; err: string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const say = (line: string) => void out.push(line);
  const tell = (line: string) => void err.push(line);
  expect(await run(["demo", ...args], { messages: messagesIn("es"), say, tell, watched: false })).toBe(0);
  return { out, err };
}

const silent = { messages: messagesIn("es"), say: () => undefined, tell: () => undefined, watched: false };

type Evening = {
  sent: number;
  accepted: number;
  stored: number;
  lost: number;
  moments: {
    coverage: number;
    shares: { choice: string; low: number; high: number }[];
    verdict: { code: string };
  }[];
  truth: { choice: string; share: number }[];
};

describe("the evening of the fictional country, without a server", () => {
  it("ends, with --json, in the same line as a replay, and is the same every time", async () => {
    const { out } = await demo("--offline", "--headless", "--json");
    expect(out).toHaveLength(1);
    const evening = JSON.parse(out[0] ?? "") as Evening;
    expect(evening.sent).toBeGreaterThan(1_000);
    expect(evening).toMatchObject({ accepted: evening.sent, stored: evening.sent, lost: 0 });
    expect(evening.moments).toHaveLength(40);
    expect(evening.moments[0]?.coverage).toBeLessThan(0.1);
    expect(evening.moments.at(-1)?.coverage).toBeGreaterThan(0.9);
    expect(evening.moments[0]?.verdict.code).toBe("too-early");
    expect(evening.truth.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const last = evening.moments.at(-1)?.shares ?? [];
    expect(last.map(({ choice }) => choice)).toEqual(evening.truth.map(({ choice }) => choice));
    expect((await demo("--offline", "--headless", "--json")).out).toEqual(out);
    expect((await demo("--offline", "--headless", "--json", "--seed", "another")).out).not.toEqual(out);
  }, 60_000);

  it("says that it is fictional, and writes its page where it is asked to", async () => {
    const folder = await mkdtemp(join(tmpdir(), "veedor-demo-"));
    try {
      const page = join(folder, "pages", "evening.html");
      const { out } = await demo("--offline", "--headless", "--page", page);
      expect(out.join("\n")).toContain("Un país ficticio: ningún lugar, partido o persona es real.");
      expect(out.at(-1)).toContain(page);
      const html = await readFile(page, "utf8");
      expect(html).toMatch(/^<!doctype html>/i);
      expect(html).toContain('lang="es"');
      expect(html).toContain("Un país ficticio");
      // An earlier page is written over; anything else is not.
      await demo("--offline", "--headless", "--page", page);
      const notes = join(folder, "notes.txt");
      await writeFile(notes, "mine");
      expect(await run(["demo", "--offline", "--headless", "--page", notes], silent)).toBe(1);
      expect(await readFile(notes, "utf8")).toBe("mine");
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 60_000);
});

describe("the evening of the fictional country, through a server", () => {
  const place = mkdtempSync(join(tmpdir(), "veedor-demo-server-"));
  // As root the database's own user must be able to pass through.
  chmodSync(place, 0o711);
  afterAll(() => rm(place, { recursive: true, force: true }));
  const data = join(place, "data");
  const headless = (folder: string, environment: Record<string, string> = {}) =>
    spawnVeedor(["demo", "--headless", "--json", "--data", folder], { environment });

  it("posts every report, loses none, and ends by itself in the same line; an earlier demo's folder is replaced", async () => {
    mkdirSync(data);
    // What an earlier demo that was killed before it had a database has left.
    writeFileSync(join(data, "veedor-demo.json"), '{"format":"veedor-demo/1"}');
    writeFileSync(join(data, "left-behind"), "");
    const { status, output } = await headless(data);
    expect(status).toBe(0);
    const evening = JSON.parse(output) as Evening & { refused: number };
    expect(evening.sent).toBeGreaterThan(1_000);
    expect(evening).toMatchObject({
      accepted: evening.sent,
      stored: evening.sent,
      refused: 0,
      lost: 0,
    });
    expect(evening.moments).toHaveLength(40);
    expect(evening.moments[0]?.coverage).toBeLessThan(0.1);
    expect(evening.moments.at(-1)?.coverage).toBeGreaterThan(0.85);
    expect(existsSync(join(data, "left-behind"))).toBe(false);

    // Another program's folder, a server at work in it, and a real mission's database are left alone.
    const held = await missionsHeld(readConfiguration({}, { dataFolder: data }), "nobody");
    expect(held).toEqual({ real: 0, rehearsals: 1, isServed: false });
    const stranger = join(place, "stranger");
    mkdirSync(stranger);
    writeFileSync(join(stranger, "thesis.txt"), "mine");
    expect(codeOf(await headless(stranger))).toBe("demo-folder-of-others");
    expect(readdirSync(stranger)).toEqual(["thesis.txt"]);
  }, 240_000);

  it("leaves a real mission alone, in a demo's folder too, and a folder in which a server works", async () => {
    const settings = { VEEDOR_PORT: "0", VEEDOR_LOG_LEVEL: "error" };
    const server = await startServer(readConfiguration(settings, { dataFolder: data }), {
      systemUser: "nobody",
    });
    try {
      expect(codeOf(await headless(data))).toBe("in-use");
      const elsewhere = { DATABASE_URL: server.databaseUrl };
      expect(codeOf(await headless(join(place, "new"), elsewhere))).toBe("demo-database-used");
      await server.context.database.pool.query("update mission set kind = 'real'");
      expect(codeOf(await headless(join(place, "newer"), elsewhere))).toBe("demo-real-mission");
    } finally {
      await server.close();
    }
    expect(codeOf(await headless(data))).toBe("demo-real-mission");
    expect(existsSync(join(data, "database", "cluster", "PG_VERSION"))).toBe(true);
  }, 120_000);
});

function codeOf({ output }: { readonly output: string }): string {
  return (JSON.parse(output) as { error: { code: string } }).error.code;
}
