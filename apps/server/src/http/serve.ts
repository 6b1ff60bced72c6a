import type { Endpoint, ReadPart } from "@veedor/api-contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Actor } from "../people/actor.ts";

/** What a handler is given: who asks, and the parts of the request as the contract reads them. */
export type Asked<E extends Endpoint> = {
  readonly actor: Actor;
  readonly parameters: ReadPart<E["parameters"]>;
  readonly query: ReadPart<E["query"]>;
  readonly body: ReadPart<E["body"]>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/**
 * Serves one endpoint of the contract. What the answer's schema does not name is left out, so a service cannot let
 * slip a field by accident.
 */
export function serve<E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  handler: (asked: Asked<E>) => Promise<z.input<E["answer"]>>,
  options: { readonly bodyLimit?: number; readonly requestsPerMinute?: number } = {},
): void {
  const { parameters, query, body, answer, status } = endpoint;
  const { bodyLimit, requestsPerMinute } = options;
  app.route({
    method: endpoint.method,
    url: endpoint.path.replace(/\{(\w+)\}/g, ":$1"),
    ...(bodyLimit === undefined ? {} : { bodyLimit }),
    ...(requestsPerMinute === undefined
      ? {}
      : { config: { rateLimit: { max: requestsPerMinute, timeWindow: "1 minute" } } }),
    schema: {
      summary: endpoint.summary,
      ...(parameters === undefined ? {} : { params: parameters }),
      ...(query === undefined ? {} : { querystring: query }),
      ...(body === undefined ? {} : { body }),
      response: { [status]: answer },
    },
    handler: async (request, reply) => {
      const answered = await handler({
        actor: request.actor,
        parameters: request.params as ReadPart<E["parameters"]>,
        query: request.query as ReadPart<E["query"]>,
        body: request.body as ReadPart<E["body"]>,
        request,
        reply,
      });
      return reply.status(status).send(answered);
    },
  });
}
