import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { missionsHeld, readConfiguration } from "@veedor/server";
import { withStartProblems } from "../start/start-problem.ts";
import { Problem } from "../terminal/problem.ts";

/** What marks a folder as a demo's, which the next demo may replace. */
const MARK = "veedor-demo.json";
const FORMAT = "veedor-demo/1";

/** Where a demo keeps its data. */
export type DemoPlace = { readonly folder: string; readonly databaseUrl: string | null };

/**
 * Makes an empty place for a demo. What an earlier demo left is replaced; anything else is refused, and above all
 * whatever holds a real mission.
 *
 * @throws {Problem} `server.in-use`, `server.demo-real-mission`, `server.demo-folder-of-others`, `server.demo-database-used`
 */
export async function emptyDemoPlace(path: string): Promise<DemoPlace> {
  const folder = resolve(path);
  const databaseUrl = process.env["DATABASE_URL"]?.trim() || null;
  await withStartProblems(async () => {
    if (isUsed(folder)) {
      if (!isDemo(folder)) throw new Problem("data", "server.demo-folder-of-others", { folder });
      await requireNoRealMission(folder, null);
      rmSync(folder, { recursive: true, force: true });
    }
    if (databaseUrl !== null) await requireNoRealMission(folder, databaseUrl);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, MARK), `${JSON.stringify({ format: FORMAT })}\n`);
  });
  return { folder, databaseUrl };
}

async function requireNoRealMission(folder: string, databaseUrl: string | null): Promise<void> {
  const settings = { VEEDOR_DATA: folder, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }) };
  const configuration = readConfiguration(settings, { dataFolder: folder });
  const { real, rehearsals, isServed } = await missionsHeld(configuration, "nobody");
  if (isServed) throw new Problem("data", "server.in-use", { detail: folder });
  const place = databaseUrl === null ? folder : "DATABASE_URL";
  if (real > 0) throw new Problem("data", "server.demo-real-mission", { place });
  if (databaseUrl !== null && rehearsals > 0) throw new Problem("data", "server.demo-database-used");
}

function isUsed(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}

function isDemo(folder: string): boolean {
  try {
    const mark = JSON.parse(readFileSync(join(folder, MARK), "utf8")) as { readonly format?: unknown };
    return mark.format === FORMAT;
  } catch {
    return false;
  }
}
