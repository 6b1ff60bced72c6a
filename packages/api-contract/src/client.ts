import type { z } from "zod";
import type { Endpoint, GivenPart } from "./endpoint.ts";
import type { Problem } from "./problem.ts";
import { problem } from "./problem.ts";

/** A request that the server refused, with its problem document (RFC 9457). */
export class RequestRefused extends Error {
  override readonly name = "RequestRefused";
  readonly problem: Problem;

  constructor(refusal: Problem) {
    super(`${refusal.status} ${refusal.code}: ${refusal.detail}`);
    this.problem = refusal;
  }
}

type Parts<E> =
  E extends Endpoint<infer P, infer Q, infer B>
    ? {
        readonly [Name in
          | (P extends z.ZodType ? "parameters" : never)
          | (Q extends z.ZodType ? "query" : never)
          | (B extends z.ZodType ? "body" : never)]: GivenPart<{ parameters: P; query: Q; body: B }[Name]>;
      }
    : never;

/** Calls endpoints; answers are read by the same schemas that the server wrote them with. */
export type Client = {
  readonly call: <E extends Endpoint>(endpoint: E, parts: Parts<E>) => Promise<z.output<E["answer"]>>;
};

/** What a client needs of `fetch`: the platform's own has it, in a browser as in Node.js. */
export type Fetch = (
  address: string,
  request: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  },
) => Promise<{ readonly ok: boolean; readonly json: () => Promise<unknown> }>;

// Declared here, since this package is compiled without the types of any platform.
declare const fetch: Fetch;

/**
 * Makes a client.
 *
 * @param options.origin of the server, such as `http://127.0.0.1:8642`
 * @param options.token of a session, sent as bearer; a browser leaves it out and sends its cookie
 * @param options.language for the texts of problems
 * @param options.fetch the platform's own, unless told otherwise
 */
export function apiClient(options: {
  readonly origin: string;
  readonly token?: string;
  readonly language?: string;
  readonly fetch?: Fetch;
}): Client {
  // Asked for at each call: a page may have put another in its place since.
  const request: Fetch = options.fetch ?? ((address, parts) => fetch(address, parts));
  return {
    call: async (endpoint, parts) => {
      const given: { parameters?: unknown; query?: unknown; body?: unknown } = parts;
      const headers: Record<string, string> = { accept: "application/json" };
      if (options.token !== undefined) headers["authorization"] = `Bearer ${options.token}`;
      if (options.language !== undefined) headers["accept-language"] = options.language;
      if (given.body !== undefined) headers["content-type"] = "application/json";
      const address = filled(endpoint.path, given.parameters) + asked(given.query);
      const response = await request(options.origin.replace(/\/$/, "") + address, {
        method: endpoint.method,
        headers,
        ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
      });
      const answered = await response.json();
      if (!response.ok) throw new RequestRefused(problem.parse(answered));
      return endpoint.answer.parse(answered) as never;
    },
  };
}

function filled(path: string, parameters: unknown): string {
  const values = (parameters ?? {}) as Readonly<Record<string, string | number>>;
  return path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(String(values[name])));
}

/** The query part of an address; what is not given is left out. */
function asked(query: unknown): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  const parts = given.map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}
