import process from "node:process";
import type { RunningServer, StagedClock } from "@veedor/server";
import { readConfiguration, stagedClock, startServer } from "@veedor/server";
import { withStartProblems } from "../start/start-problem.ts";

/** A server on a clock that is moved by whoever plays the evening. */
export type StagedServer = { readonly server: RunningServer; readonly clock: StagedClock };

/** Milliseconds between two steps of a clock that follows the machine's. */
const STEP = 250;

/** Lets a staged clock go on with the machine's, from where it stands. */
export function followRealTime({ clock }: StagedServer): void {
  const from = clock.now();
  const began = performance.now();
  setInterval(() => clock.advanceTo(from + performance.now() - began), STEP).unref();
}

/**
 * Starts a server of its own for an evening, on a free port of this machine.
 *
 * @param place.databaseUrl a database for it, or `null`: its own
 * @param start what the clock shows at first
 */
export async function startStaged(
  place: { readonly folder: string; readonly databaseUrl: string | null; readonly port?: number },
  start: number,
): Promise<StagedServer> {
  const clock = stagedClock(start);
  const settings = {
    VEEDOR_DATA: place.folder,
    VEEDOR_PORT: String(place.port ?? 0),
    VEEDOR_LOG_LEVEL: process.env["VEEDOR_LOG_LEVEL"] ?? "warn",
    ...(place.databaseUrl === null ? {} : { DATABASE_URL: place.databaseUrl }),
  };
  const server = await withStartProblems(() =>
    startServer(readConfiguration(settings, { dataFolder: place.folder }), { clock, systemUser: "nobody" }),
  );
  return { server, clock };
}
