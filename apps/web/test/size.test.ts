// What a phone on a slow line loads before the home of a mission is there.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";

const HOME = fileURLToPath(new URL("..", import.meta.url));
/** Bytes of JavaScript, compressed by gzip, of the signed-in home in one language. */
const MOST = 180_000;

type Chunk = {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly src?: string;
};

describe("the web app", () => {
  let manifest: Readonly<Record<string, Chunk>>;
  beforeAll(() => {
    execFileSync(process.execPath, ["--conditions=@veedor/source", `${HOME}/build.ts`], { stdio: "ignore" });
    manifest = JSON.parse(readFileSync(`${HOME}/dist/.vite/manifest.json`, "utf8")) as typeof manifest;
  }, 120_000);

  const zipped = (file: string) => gzipSync(readFileSync(`${HOME}/dist/${file}`), { level: 9 }).length;

  it("needs at most 180 kB of JavaScript for the signed-in home, in its largest language", () => {
    const entry = Object.entries(manifest).find(([, chunk]) => chunk.isEntry === true)?.[0] ?? "";
    const needed = new Set<string>();
    const visit = (name: string): void => {
      const chunk = manifest[name];
      if (chunk === undefined || needed.has(chunk.file)) return;
      needed.add(chunk.file);
      for (const imported of chunk.imports ?? []) visit(imported);
    };
    visit(entry);
    const base = [...needed].reduce((sum, file) => sum + zipped(file), 0);
    const languages = Object.values(manifest).filter(({ src }) =>
      /in-browser\/(es|en|pt|fr)\.ts$/.test(src ?? ""),
    );
    expect(languages.length).toBe(4);
    const largest = Math.max(...languages.map(({ file }) => zipped(file)));
    expect(base).toBeGreaterThan(50_000);
    expect(base + largest).toBeLessThanOrEqual(MOST);
  });

  it("loads one language and not the other three, and the heavy pages later", () => {
    const entry = Object.values(manifest).find(({ isEntry }) => isEntry === true);
    const code = readFileSync(`${HOME}/dist/${entry?.file ?? ""}`, "utf8");
    const spanish: Readonly<Record<string, string>> = JSON.parse(
      readFileSync(new URL("../../../packages/messages/src/catalogs/es/web.json", import.meta.url), "utf8"),
    ) as Record<string, string>;
    expect(code).not.toContain(spanish["desk-lead"]);
    const later = Object.values(manifest).map(({ src }) => src ?? "");
    expect(later).toContain("src/estimate/estimate-page.tsx");
    expect(later).toContain("src/desk/desk-page.tsx");
  });
});
