import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { z } from "zod";
import { Problem } from "../terminal/problem.ts";

const sessions = z.object({
  /** where `veedor` goes when no server is named */
  latest: z.string().nullable(),
  tokens: z.record(z.string(), z.string()),
});
type Sessions = z.output<typeof sessions>;

/** Where the person's sessions are kept: in the user's own configuration folder, for nobody else to read. */
function sessionFile(): string {
  const folder = process.env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config");
  return join(folder, "veedor", "sessions.json");
}

/**
 * The sessions that were kept.
 *
 * @throws {Problem} `session-file-open` when others of this machine may read them
 */
export function keptSessions(): Sessions {
  const path = sessionFile();
  try {
    // A token that others could read may be in use by others.
    if ((statSync(path).mode & 0o077) !== 0)
      throw new Problem("data", "problems.session-file-open", { path });
    return sessions.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if (error instanceof Problem) throw error;
    // Missing or damaged: whoever needs a session signs in again.
    return { latest: null, tokens: {} };
  }
}

/** Keeps the session of a server, or forgets it. */
export function keepSession(origin: string, token: string | null): void {
  const { latest, tokens } = keptSessions();
  const others = Object.fromEntries(Object.entries(tokens).filter(([server]) => server !== origin));
  const kept: Sessions =
    token === null
      ? { latest: latest === origin ? null : latest, tokens: others }
      : { latest: origin, tokens: { ...others, [origin]: token } };
  const path = sessionFile();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Renamed when whole, and private before anything is in it.
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, "", { mode: 0o600 });
  chmodSync(partial, 0o600);
  writeFileSync(partial, `${JSON.stringify(kept, null, 2)}\n`);
  renameSync(partial, path);
}
