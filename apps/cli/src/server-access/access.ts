import process from "node:process";
import type { Client } from "@veedor/api-contract";
import { apiClient, problem, RequestRefused } from "@veedor/api-contract";
import type { OptionSpecs } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { keptSessions } from "./session-file.ts";

/** Options of every command that speaks to a server. */
export const SERVER_OPTIONS = { server: { kind: "text" } } as const satisfies OptionSpecs;

const DEFAULT_SERVER = "http://127.0.0.1:8642";

/** A server that one is signed in to. */
export type Access = {
  readonly origin: string;
  readonly call: Client["call"];
  /** A request whose body or answer is no JSON. */
  readonly request: (path: string, parts?: RequestInit & { readonly duplex?: "half" }) => Promise<Response>;
};

/**
 * The server that is meant: by `--server`, by `VEEDOR_SERVER`, the one signed in to last, or the one on this machine.
 *
 * @throws {Problem} `server-not-an-address`, `server-not-https`
 */
export function originOf(server: string | undefined): string {
  const named = server ?? process.env["VEEDOR_SERVER"] ?? keptSessions().latest ?? DEFAULT_SERVER;
  if (!URL.canParse(named)) throw new Problem("usage", "problems.server-not-an-address", { server: named });
  const { protocol, hostname, origin } = new URL(named);
  const isLoopback = hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
  // Without TLS a token or a password could be read on the way.
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback))
    throw new Problem("usage", "problems.server-not-https", { server: named });
  return origin;
}

/**
 * Access to the server that is meant, with the token of `VEEDOR_TOKEN` or of a session that was kept.
 *
 * @throws {Problem} `not-signed-in`
 */
export function accessTo(server: string | undefined, { messages }: Terminal): Access {
  const origin = originOf(server);
  const token = process.env["VEEDOR_TOKEN"] ?? keptSessions().tokens[origin];
  if (token === undefined || token === "")
    throw new Problem("data", "problems.not-signed-in", { server: origin });
  return withToken(origin, token, messages.language);
}

/** Access without a session, to sign in. */
export function accessOfNobody(origin: string, { messages }: Terminal): Access {
  return withToken(origin, null, messages.language);
}

function withToken(origin: string, token: string | null, language: string): Access {
  const client = apiClient({ origin, language, ...(token === null ? {} : { token }) });
  return {
    origin,
    call: (endpoint, parts) => reaching(origin, () => client.call(endpoint, parts)),
    request: async (path, parts = {}) => {
      const headers = {
        "accept-language": language,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(parts.headers as Record<string, string> | undefined),
      };
      const response = await reaching(origin, () => fetch(`${origin}${path}`, { ...parts, headers }));
      if (!response.ok) throw new RequestRefused(problem.parse(await response.json()));
      return response;
    },
  };
}

async function reaching<T>(origin: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // So fetch says that there was no answer at all; its cause has the system's word.
    if (!(error instanceof TypeError)) throw error;
    const { cause } = error;
    const word = cause instanceof Error && "code" in cause ? cause.code : undefined;
    const reason = typeof word === "string" ? word : cause instanceof Error ? cause.message : error.message;
    throw new Problem("data", "problems.server-unreachable", { server: origin, reason });
  }
}
