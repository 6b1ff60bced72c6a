import { once } from "node:events";
import { connect } from "node:net";
import { CONTENT_TYPE, reportBody } from "./report-bodies.ts";

/** What a run measured: accepted posts a second, and milliseconds from sending to the whole answer. */
export type Load = {
  readonly perSecond: number;
  readonly median: number;
  readonly ninetyNinth: number;
};

/**
 * Posts so many reports over so many connections that are kept, each with one request in flight, as phones do. A
 * client of a few lines, since client, server and database share the machine.
 *
 * @throws {Error} when a post is not accepted
 */
export async function postLoad(
  address: string,
  asked: { readonly posts: number; readonly connections: number; readonly photoBytes: number },
): Promise<Load> {
  const url = new URL(address);
  const times: number[] = [];
  let next = 0;
  const began = performance.now();
  const lane = async (): Promise<void> => {
    const socket = connect(Number(url.port), url.hostname);
    socket.setNoDelay(true);
    await once(socket, "connect");
    while (next < asked.posts) {
      const body = reportBody(next++, asked.photoBytes);
      const head = `POST ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nX-OpenRosa-Version: 1.0\r\nContent-Type: ${CONTENT_TYPE}\r\nContent-Length: ${body.length}\r\n\r\n`;
      const sent = performance.now();
      socket.cork();
      socket.write(head);
      socket.write(body);
      socket.uncork();
      const status = await answered(socket);
      if (status !== 201) throw new Error(`a post was answered ${status}`);
      times.push(performance.now() - sent);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: asked.connections }, lane));
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { perSecond: asked.posts / seconds, median: at(0.5), ninetyNinth: at(0.99) };
}

/** Waits for one whole answer. @returns its status */
function answered(socket: ReturnType<typeof connect>): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = "";
    const end = (result: () => void): void => {
      socket.off("data", take).off("close", broken);
      result();
    };
    const take = (piece: Buffer): void => {
      text += piece.toString("latin1");
      const blank = text.indexOf("\r\n\r\n");
      if (blank < 0) return;
      const head = text.slice(0, blank);
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
      const isWhole = /transfer-encoding: chunked/i.test(head)
        ? text.endsWith("0\r\n\r\n")
        : text.length >= blank + 4 + length;
      if (isWhole) end(() => resolve(Number(text.slice(9, 12))));
    };
    const broken = (): void => end(() => reject(new Error("the connection broke")));
    socket.on("data", take).on("close", broken);
  });
}
