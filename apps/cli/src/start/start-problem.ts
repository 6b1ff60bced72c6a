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
  try {
    return await start();
  } catch (error) {
    throw startProblem(error) ?? error;
  }
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
