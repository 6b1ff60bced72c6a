import type { z } from "zod";

/** A schema, or nothing where a request has no such part. */
type Part = z.ZodType | undefined;

/**
 * One request that the API answers: what goes in, what comes out. The server validates with it and makes the OpenAPI
 * document of it; the client takes its types from it.
 *
 * @property path with parameters in braces: `/api/missions/{mission}`
 * @property summary one sentence for the OpenAPI document
 */
export type Endpoint<
  Parameters extends Part = Part,
  Query extends Part = Part,
  Body extends Part = Part,
  Answer extends z.ZodType = z.ZodType,
> = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly summary: string;
  readonly parameters: Parameters;
  readonly query: Query;
  readonly body: Body;
  readonly status: 200 | 201 | 202;
  readonly answer: Answer;
};

/** Declares an endpoint; parts that are left out are not there. */
export function endpoint<
  Answer extends z.ZodType,
  Parameters extends Part = undefined,
  Query extends Part = undefined,
  Body extends Part = undefined,
>(declared: {
  readonly method: Endpoint["method"];
  readonly path: string;
  readonly summary: string;
  readonly parameters?: Parameters;
  readonly query?: Query;
  readonly body?: Body;
  readonly status?: Endpoint["status"];
  readonly answer: Answer;
}): Endpoint<Parameters, Query, Body, Answer> {
  return {
    method: declared.method,
    path: declared.path,
    summary: declared.summary,
    parameters: declared.parameters as Parameters,
    query: declared.query as Query,
    body: declared.body as Body,
    status: declared.status ?? 200,
    answer: declared.answer,
  };
}

/** What a part of a request is once it has been read; nothing where there is no such part. */
export type ReadPart<P> = P extends z.ZodType ? z.output<P> : undefined;
/** What a caller hands in for a part. */
export type GivenPart<P> = P extends z.ZodType ? z.input<P> : undefined;
