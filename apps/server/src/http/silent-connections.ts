import type { FastifyInstance } from "fastify";

type Connection = {
  readonly destroy: () => unknown;
  readonly once: (event: "close", end: () => void) => unknown;
};

/**
 * Connections on which nothing has been asked yet: browsers open such to be quick later. They keep a server from
 * ending, and Node.js does not count them as idle; the answer ends them.
 */
export function watchSilentConnections({ server }: FastifyInstance): () => void {
  const silent = new Set<Connection>();
  const opened = (connection: Connection): void => {
    silent.add(connection);
    connection.once("close", () => silent.delete(connection));
  };
  // Over TLS a request names the connection that was made inside of the first one.
  server.on("setSecureContext" in server ? "secureConnection" : "connection", opened);
  server.on("request", (request: { readonly socket: Connection }) => silent.delete(request.socket));
  return () => {
    for (const connection of silent) connection.destroy();
  };
}
