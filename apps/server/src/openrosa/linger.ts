import type { IncomingMessage } from "node:http";

/** Bytes of a refused body that are still read and thrown away, and for how long, in milliseconds. */
const MOST_BYTES = 20_000_000;
const LONGEST = 10_000;

/**
 * Lets a refused body run out, so that its sender gets to read the answer; a connection that is cut while it sends
 * tells the phone nothing. What goes on for too long is cut all the same.
 */
export function linger(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) return;
  let bytes = 0;
  const timer = setTimeout(() => request.destroy(), LONGEST);
  timer.unref();
  request.on("data", (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > MOST_BYTES) request.destroy();
  });
  request.on("error", () => undefined);
  request.once("close", () => clearTimeout(timer));
  request.resume();
}
