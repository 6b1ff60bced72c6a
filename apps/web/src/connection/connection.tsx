import { QueryClient } from "@tanstack/react-query";
import { apiClient, type Client, type Problem, RequestRefused } from "@veedor/api-contract";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useWords, type Words } from "../words/words.tsx";

const ClientContext = createContext<Client | null>(null);

/** The client of the API; the session's cookie goes with every request. */
export function ClientProvider({ children }: { readonly children: ReactNode }) {
  const { language } = useWords();
  const client = useMemo(() => apiClient({ origin: location.origin, language }), [language]);
  return <ClientContext value={client}>{children}</ClientContext>;
}

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === null) throw new Error("the client is used outside its provider");
  return client;
}

/** The problem document of a refused request; `null` for anything else, such as a lost line. */
export function problemOf(error: unknown): Problem | null {
  return error instanceof RequestRefused ? error.problem : null;
}

/** What a failed request means to a person, and how to mend it. */
export function failureInWords(
  error: unknown,
  { say }: Words,
): { readonly title: string; readonly words: string } {
  const problem = problemOf(error);
  if (problem !== null) return { title: problem.title, words: problem.detail };
  if (isLineLost(error)) return { title: say("unreachable-title"), words: say("unreachable") };
  return { title: say("unexpected-title"), words: say("unexpected") };
}

/** `fetch` throws a TypeError when nothing answers; a proxy without its server answers in no form of ours. */
function isLineLost(error: unknown): boolean {
  return error instanceof TypeError || error instanceof SyntaxError;
}

/** Refusals are final; only a lost line is tried again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => problemOf(error) === null && failures < 3,
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
}
