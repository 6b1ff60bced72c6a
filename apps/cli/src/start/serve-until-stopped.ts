import process from "node:process";
import type { RunningServer } from "@veedor/server";
import type { Terminal } from "../terminal/terminal.ts";
import type { Signals } from "./signals.ts";

/** Milliseconds after which the process ends although something that was forgotten keeps it. */
const LAST_EXIT = 3_000;

/**
 * Keeps a server running until the process is told to stop; then finishes requests in hand and ends the database. A
 * later signal cuts what is not finished.
 *
 * @param afterwards is done once the server has ended, also where ending it failed
 */
export async function serveUntilStopped(
  server: RunningServer,
  signals: Signals,
  { tell, messages }: Pick<Terminal, "tell" | "messages">,
  afterwards: () => void = () => undefined,
): Promise<void> {
  const { log } = server.context;
  signals.whenHurried(server.hurry);
  process.on("uncaughtException", (error: unknown) => {
    // The message may hold values of a statement; the stack below it says where.
    const stack = error instanceof Error ? (error.stack ?? "").replace(error.message, "…") : typeof error;
    log.error({ event: "crashed", stack });
    afterwards();
    process.exit(1);
  });
  const signal = await signals.stop;
  tell(messages.text("server.stopping"));
  log.info({ event: "stopping", signal });
  try {
    await server.close();
  } finally {
    afterwards();
  }
  tell(messages.text("server.stopped"));
  setTimeout(() => process.exit(), LAST_EXIT).unref();
}
