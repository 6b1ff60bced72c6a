import { Readable } from "node:stream";
import type { Endpoint } from "@veedor/api-contract";
import type { FastifyInstance } from "fastify";
import type { Asked } from "./serve.ts";

/** A file that is sent line by line as it is made. */
export type SentLines = { readonly fileName: string; readonly lines: AsyncIterable<string> };

/**
 * Serves an endpoint whose answer is a text file. It is streamed: nothing of it is held in memory, and a reader that is
 * slow slows down its making. A fault on the way breaks the connection, so that a part is never taken for the whole.
 */
export function serveLines<E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  mediaType: "text/csv" | "text/plain",
  handler: (asked: Asked<E>) => Promise<SentLines>,
): void {
  const { parameters, query } = endpoint;
  app.route({
    method: endpoint.method,
    url: endpoint.path.replace(/\{(\w+)\}/g, ":$1"),
    schema: {
      summary: endpoint.summary,
      produces: [mediaType],
      ...(parameters === undefined ? {} : { params: parameters }),
      ...(query === undefined ? {} : { querystring: query }),
    },
    handler: async (request, reply) => {
      const asked = {
        actor: request.actor,
        parameters: request.params,
        query: request.query,
        body: undefined,
        request,
        reply,
      } as unknown as Asked<E>;
      const { fileName, lines } = await handler(asked);
      // Quotes and what is not ASCII would need another form of the header.
      const name = fileName.replace(/[^A-Za-z0-9._-]/g, "-");
      return reply
        .type(`${mediaType}; charset=utf-8`)
        .header("content-disposition", `attachment; filename="${name}"`)
        .send(Readable.from(lines, { objectMode: false }));
    },
  });
}
