import { once } from "node:events";
import { connect } from "node:net";

/** What a server answered on a bare connection. */
export type RawAnswer = { readonly status: number; readonly text: string };

/**
 * Sends bytes as they are on a connection of its own and reads the answer: for requests that no HTTP client makes.
 *
 * @param pieces sent one after the other, each in a packet of its own
 * @param end what happens behind them: the connection is kept open, or dropped without an answer
 */
export async function rawRequest(
  origin: string,
  pieces: readonly (string | Uint8Array)[],
  end: "wait" | "drop" = "wait",
): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  let text = "";
  socket.on("data", (data) => (text += data.toString("utf8")));
  socket.on("error", () => undefined);
  await once(socket, "connect");
  for (const piece of pieces) {
    if (socket.destroyed) break;
    socket.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (end === "drop") {
    socket.destroy();
    return { status: 0, text: "" };
  }
  const answered = (): boolean => {
    const [head = "", body] = text.split("\r\n\r\n", 2);
    const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? "NaN");
    return body !== undefined && Buffer.byteLength(body) >= length;
  };
  while (!answered() && !socket.destroyed) {
    await Promise.race([once(socket, "data"), once(socket, "close")]);
  }
  socket.destroy();
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text };
}

/** The head of a post with a body of this length. */
export function postHead(path: string, headers: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${lines.join("")}\r\n`;
}
