import process from "node:process";
import type { RunningServer } from "@veedor/server";
import type { Terminal } from "../terminal/terminal.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Milliseconds in which further signals are the first one again: npm, a shell and the terminal may each send it. */
const SAME_SIGNAL = 500;

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
  { tell, messages }: Pick<Terminal, "tell" | "messages">,
  afterwards: () => void = () => undefined,
): Promise<void> {
  const { log } = server.context;
  const crash = (error: unknown): void => {
    // The message may hold values of a statement; the stack below it says where.
    const stack = error instanceof Error ? (error.stack ?? "").replace(error.message, "…") : typeof error;
    log.error({ event: "crashed", stack });
    afterwards();
    process.exit(1);
  };
  process.on("uncaughtException", crash);
  let first = 0;
  const stopAsked = new Promise<void>((resolve) => {
    const hear = (signal: NodeJS.Signals): void => {
      if (first === 0) {
        first = performance.now();
        tell(messages.text("server.stopping"));
        log.info({ event: "stopping", signal });
        resolve();
      } else if (performance.now() - first > SAME_SIGNAL) {
        server.hurry();
      }
    };
    for (const signal of SIGNALS) process.on(signal, hear);
  });
  await stopAsked;
  try {
    await server.close();
  } finally {
    afterwards();
  }
  tell(messages.text("server.stopped"));
  setTimeout(() => process.exit(), LAST_EXIT).unref();
}
