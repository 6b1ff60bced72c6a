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
  const valueOf = ({ name, schema }: { name: string; schema: JsonSchema }): string =>
    name === "mission" ? mission : (identifiers[name] ?? String(sampleOf(schema)));
  const inPath = new Map(
    endpoint.parameters.filter((one) => one.in === "path").map((one) => [one.name, valueOf(one)]),
  );
  const url = new URL(
    endpoint.path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
      encodeURIComponent(inPath.get(name) ?? "x"),
    ),
    server.origin,
  );
  for (const one of endpoint.parameters)
    if (one.in === "query" && one.required === true) url.searchParams.set(one.name, valueOf(one));
  const sent = REQUEST_BODIES[endpoint.name] ?? (endpoint.body === null ? null : sampleOf(endpoint.body));
  const file = endpoint.body === null && ["/look", "/file"].some((end) => endpoint.path.endsWith(end));
  const stop = new AbortController();
  const response = await fetch(url, {
    method: endpoint.method,
    signal: stop.signal,
    headers: {
      "x-forwarded-for": address,
      "x-forwarded-proto": "https",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(sent === null ? {} : { "content-type": "application/json" }),
      ...(file ? { "content-type": "application/octet-stream" } : {}),
    },
    ...(sent === null ? {} : { body: JSON.stringify(sent) }),
    ...(file ? { body: "mesa;votos\n1;2\n" } : {}),
  });
  if (response.headers.get("content-type")?.startsWith("text/event-stream") === true) {
    stop.abort();
    return { status: response.status, text: "" };
  }
  return { status: response.status, text: await response.text() };
}
