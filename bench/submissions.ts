// Submissions from phones through the server, beside a handler that does nothing but the same durability, by the same
// client in the same run: every one committed and fsynced before its 201.
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Load, postLoad } from "./post-load.ts";
import { FORM } from "./report-bodies.ts";

const VEEDOR = fileURLToPath(new URL("../apps/cli/bin/veedor.js", import.meta.url));
const BARE = fileURLToPath(new URL("../apps/server/test/setting/bare-handler.ts", import.meta.url));

/** What is measured, and what is wanted: posts a second, or the same share of the bare handler. */
const CASES = [
  { connections: 1, photoBytes: 0, posts: 1_500, wanted: 700, share: 700 / 1_440 },
  { connections: 8, photoBytes: 0, posts: 4_000, wanted: 1_500, share: 1_500 / 4_470 },
  { connections: 32, photoBytes: 0, posts: 6_000, wanted: 2_000, share: 2_000 / 6_060 },
  { connections: 8, photoBytes: 200_000, posts: 800, wanted: 400, share: 400 / 764 },
] as const;
/** Each case is run so often, in turns; the best run of each is compared, since neighbours only slow down. */
const ROUNDS = 3;
const MOST_MEGABYTES = 250;

type Running = { readonly child: ChildProcess; readonly url: string; readonly pid: number };

/** Measures the cases and prints each beside the bare handler. */
export async function printSubmissions(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "veedor-bench-"));
  // As root PostgreSQL runs as another user, who passes through.
  await chmod(folder, 0o711);
  const form = join(folder, "form.xml");
  await writeFile(form, FORM);
  const server = await start([VEEDOR, "start", "--throwaway", "--form", form, "--json"]);
  const bare = await start([BARE, folder]);
  try {
    for (const { url } of [server, bare]) await postLoad(url, { posts: 500, connections: 8, photoBytes: 0 });
    let megabytes = 0;
    for (const one of CASES) {
      const loads = { server: [] as Load[], bare: [] as Load[] };
      for (let round = 0; round < ROUNDS; round++) {
        loads.bare.push(await postLoad(bare.url, one));
        loads.server.push(await postLoad(server.url, one));
        megabytes = Math.max(megabytes, memoryOf(server.pid));
      }
      console.log(lineOf(one, best(loads.server), best(loads.bare)));
    }
    const verdict = megabytes <= MOST_MEGABYTES ? "within" : "OVER";
    console.log(
      `memory of the server and its PostgreSQL at its highest\n    ${megabytes} MB (${verdict} ${MOST_MEGABYTES} MB)`,
    );
  } finally {
    for (const { child } of [server, bare]) await stop(child);
    await rm(folder, { recursive: true, force: true });
  }
}

const best = (loads: readonly Load[]): Load =>
  loads.reduce((one, other) => (other.perSecond > one.perSecond ? other : one));

function lineOf(
  { connections, photoBytes, wanted, share }: (typeof CASES)[number],
  server: Load,
  bare: Load,
): string {
  const what = `submissions${photoBytes === 0 ? "" : " with a 200 kB photo"} over ${connections} connection${connections === 1 ? "" : "s"}`;
  const reached = server.perSecond / bare.perSecond;
  const isFast = server.perSecond >= wanted || reached >= share;
  const seconds = `${server.perSecond.toFixed(0)} a second (${isFast ? "reaches" : "BELOW"} ${wanted}, or ${(share * 100).toFixed(0)} % of the bare handler)`;
  const beside = `bare handler: ${bare.perSecond.toFixed(0)}, so ${(reached * 100).toFixed(0)} %`;
  return `${what}\n    ${seconds}; ${beside}; median ${server.median.toFixed(1)} ms, 99 % ${server.ninetyNinth.toFixed(1)} ms`;
}

async function start(words: readonly string[]): Promise<Running> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [...process.execArgv, ...words], {
    env: { PATH, HOME },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface(child.stdout)) {
    const { submissionUrl, pid } = JSON.parse(line) as { submissionUrl: string; pid: number };
    child.stdout.resume();
    return { child, url: submissionUrl, pid };
  }
  throw new Error(`${words[0]} did not start`);
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  if (child.exitCode === null && child.kill("SIGTERM")) await ended;
}

/** Megabytes of a process and all that it has started, pages that several share counted once; 0 where not told. */
function memoryOf(root: number): number {
  try {
    const parents = new Map(
      readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .map((pid) => [Number(pid), Number(/^PPid:\s+(\d+)/m.exec(read(pid, "status"))?.[1] ?? 0)]),
    );
    const isOurs = (pid: number): boolean => pid === root || (pid > 1 && isOurs(parents.get(pid) ?? 0));
    const kilobytes = [...parents.keys()]
      .filter(isOurs)
      .map((pid) => Number(/^Pss:\s+(\d+)/m.exec(read(String(pid), "smaps_rollup"))?.[1] ?? 0));
    return Math.round(kilobytes.reduce((sum, one) => sum + one, 0) / 1024);
  } catch {
    return 0;
  }
}

function read(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    // It ended meanwhile, or is another user's.
    return "";
  }
}
