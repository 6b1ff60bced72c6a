import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { EVENING } from "./server.ts";

/** A server in a process of its own, which can be killed at any instant. */
export type ServerProcess = { readonly origin: string; readonly kill: () => Promise<void> };

const PROGRAM = `
  import { readConfiguration, stagedClock, startServer } from "@veedor/server";
  const { DATA, NOW, ...environment } = process.env;
  const clock = stagedClock(Number(NOW));
  const server = await startServer(readConfiguration(environment, { dataFolder: DATA }), { clock });
  console.log(server.origin);
`;

/**
 * Starts a server beside the test's own, on the same database, at the instant at which tests begin.
 *
 * @param keyFile of the server that the database belongs to
 */
export async function startServerProcess(databaseUrl: string, keyFile: string): Promise<ServerProcess> {
  const { PATH = "", HOME = "" } = process.env;
  const child: ChildProcess = spawn(
    process.execPath,
    ["--conditions=@veedor/source", "--input-type=module", "-e", PROGRAM],
    {
      cwd: new URL("../..", import.meta.url),
      env: {
        PATH,
        HOME,
        DATABASE_URL: databaseUrl,
        VEEDOR_PORT: "0",
        VEEDOR_KEY_FILE: keyFile,
        VEEDOR_LOG_LEVEL: "error",
        NOW: String(EVENING),
        DATA: mkdtempSync(join(tmpdir(), "veedor-process-")),
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  if (child.stdout === null) throw new Error("no output");
  const origin = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
  });
  return {
    origin,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
