import type { FastifyInstance } from "fastify";
import type { Configuration } from "../config/configuration.ts";
import { StartError, systemCode } from "../start-error.ts";

/** What the system says of an address that cannot be listened on. */
const CODES: Readonly<Record<string, StartError["code"]>> = {
  EADDRINUSE: "port-in-use",
  EACCES: "port-not-allowed",
  EADDRNOTAVAIL: "address-not-here",
  ENOTFOUND: "address-not-here",
  EAI_AGAIN: "address-not-here",
};

/**
 * Begins to take requests.
 *
 * @returns the origin, with the port that was really taken
 * @throws {StartError} `port-in-use`, `port-not-allowed`, `address-not-here`
 */
export async function listen(app: FastifyInstance, { host, port, tls }: Configuration): Promise<string> {
  const shown = host.includes(":") ? `[${host}]` : host;
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = CODES[systemCode(error)];
    if (code === undefined) throw error;
    throw new StartError(code, `${shown}:${port}`, error);
  }
  const address = app.server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  return `${tls === null ? "http" : "https"}://${shown}:${actual}`;
}
