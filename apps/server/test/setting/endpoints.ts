import type { RunningServer } from "../../src/index.ts";
import { REQUEST_BODIES } from "./endpoint-permissions.ts";
import { type JsonSchema, sampleOf } from "./sample-request.ts";

/** An endpoint as the OpenAPI document describes it. */
export type DocumentedEndpoint = {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
    readonly schema: JsonSchema;
  }[];
  readonly body: JsonSchema | null;
};

type Operation = {
  readonly parameters?: DocumentedEndpoint["parameters"];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>> };
};

/** Every endpoint of a server's own OpenAPI document. */
export async function documentedEndpoints(server: RunningServer): Promise<DocumentedEndpoint[]> {
  const response = await fetch(`${server.origin}/api/openapi.json`);
  const { paths } = (await response.json()) as {
    paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters = [], requestBody }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content?.["application/json"]?.schema ?? null,
    })),
  );
}

/**
 * Calls an endpoint with a small request that its schemas accept.
 *
 * @param given.identifiers for parameters of the path by name; made up where none is given
 * @param given.address of the caller, as a trusted proxy tells it
 * @returns the answer's text, empty for a stream that was accepted
 */
export async function callEndpoint(
  server: RunningServer,
  endpoint: DocumentedEndpoint,
  given: {
    readonly mission: string;
    readonly token: string | null;
    readonly address: string;
    readonly identifiers?: Readonly<Record<string, string>>;
  },
): Promise<{ readonly status: number; readonly text: string }> {
  const { token, address, mission, identifiers = {} } = given;
  const { url, type, body } = requestOf(server.origin, endpoint, { ...identifiers, mission });
  const stop = new AbortController();
  const response = await fetch(url, {
    method: endpoint.method,
    signal: stop.signal,
    headers: {
      "x-forwarded-for": address,
      "x-forwarded-proto": "https",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(type === null ? {} : { "content-type": type }),
    },
    body,
  });
  if (response.headers.get("content-type")?.startsWith("text/event-stream") === true) {
    stop.abort();
    return { status: response.status, text: "" };
  }
  return { status: response.status, text: await response.text() };
}

/** A small request that the endpoint's schemas accept. */
export function requestOf(
  origin: string,
  endpoint: DocumentedEndpoint,
  identifiers: Readonly<Record<string, string>>,
): { readonly url: URL; readonly type: string | null; readonly body: string | null } {
  return { url: addressOf(origin, endpoint, identifiers), ...bodyOf(endpoint, identifiers) };
}

function addressOf(
  origin: string,
  { path, parameters }: DocumentedEndpoint,
  identifiers: Readonly<Record<string, string>>,
): URL {
  const values = new Map(
    parameters.map(({ name, schema }) => [name, identifiers[name] ?? String(sampleOf(schema))]),
  );
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent(values.get(name) ?? "x"),
  );
  const url = new URL(filled, origin);
  for (const one of parameters)
    if (one.in === "query" && one.required === true)
      url.searchParams.set(one.name, values.get(one.name) ?? "");
  return url;
}

function bodyOf(
  { name, path, body }: DocumentedEndpoint,
  identifiers: Readonly<Record<string, string>>,
): { readonly type: string | null; readonly body: string | null } {
  const sample = REQUEST_BODIES[name] ?? (body === null ? null : sampleOf(body));
  if (sample !== null) return { type: "application/json", body: JSON.stringify(named(sample, identifiers)) };
  // Files are sent as they are.
  const isFile = ["/look", "/file"].some((end) => path.endsWith(end));
  return isFile
    ? { type: "application/octet-stream", body: "mesa;votos\n1;2\n" }
    : { type: null, body: null };
}

/** The same request with an identifier wherever it has a member of that name. */
function named(value: unknown, identifiers: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((item) => named(item, identifiers));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      typeof member === "string" ? (identifiers[name] ?? member) : named(member, identifiers),
    ]),
  );
}
