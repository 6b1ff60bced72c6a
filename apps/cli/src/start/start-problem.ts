import process from "node:process";
import {
  BackupError,
  ConfigurationError,
  MigrationError,
  OwnPostgresError,
  StartError,
} from "@veedor/server";
import { Problem } from "../terminal/problem.ts";

/**
 * Runs the start of a server; what keeps it from starting becomes a sentence that says how to mend it. Settings are
 * what was typed (exit status 2), everything else lies in the machine (exit status 1).
 *
 * @throws {Problem}
 */
export async function withStartProblems<Result>(start: () => Promise<Result> | Result): Promise<Result> {
  requireNode(process.versions.node);
  try {
    return await start();
  } catch (error) {
    throw startProblem(error) ?? error;
  }
}

/** The oldest Node.js on which the server runs, as its package says; other commands are content with an older one. */
const OLDEST = [22, 18] as const;

/** @throws {Problem} `server.node-too-old` */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    throw new Problem("data", "server.node-too-old", { version });
}

function startProblem(error: unknown): Problem | null {
  if (error instanceof ConfigurationError) {
    const { code, setting, received } = error;
    return new Problem("usage", `server.${code}`, { setting, received });
  }
  if (error instanceof MigrationError) {
    const detail = error.code === "database-too-old" ? majorVersion(error.detail) : error.detail;
    return new Problem("data", `server.${error.code}`, { detail: `${detail}${causeOf(error)}` });
  }
  if (error instanceof OwnPostgresError || error instanceof StartError || error instanceof BackupError)
    return new Problem("data", `server.${error.code}`, { detail: error.detail });
  return null;
}

/** PostgreSQL's number of a version, `140005`, as people say it. */
function majorVersion(number: string): string {
  return `${Math.floor(Number(number) / 10_000)}.${Number(number) % 10_000}`;
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? ` (${cause.message})` : "";
}
