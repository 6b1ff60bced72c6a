import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messagesIn } from "@veedor/messages";
import { describe, expect, it } from "vitest";
import { run } from "../src/run.ts";

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

describe("the evening of the fictional country", () => {
  it("ends, with --json, in the same line as a replay, and is the same every time", async () => {
    const { out } = await demo("--headless", "--json");
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
    expect((await demo("--headless", "--json")).out).toEqual(out);
    expect((await demo("--headless", "--json", "--seed", "another")).out).not.toEqual(out);
  }, 60_000);

  it("says that it is fictional, and writes its page where it is asked to", async () => {
    const folder = await mkdtemp(join(tmpdir(), "veedor-demo-"));
    try {
      const page = join(folder, "pages", "evening.html");
      const { out } = await demo("--headless", "--page", page);
      expect(out.join("\n")).toContain("Un país ficticio: ningún lugar, partido o persona es real.");
      expect(out.at(-1)).toContain(page);
      const html = await readFile(page, "utf8");
      expect(html).toMatch(/^<!doctype html>/i);
      expect(html).toContain('lang="es"');
      expect(html).toContain("Un país ficticio");
      // An earlier page is written over; anything else is not.
      await demo("--headless", "--page", page);
      const notes = join(folder, "notes.txt");
      await writeFile(notes, "mine");
      expect(await run(["demo", "--headless", "--page", notes], silent)).toBe(1);
      expect(await readFile(notes, "utf8")).toBe("mine");
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 60_000);
});
