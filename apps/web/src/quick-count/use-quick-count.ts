import { useQuery } from "@tanstack/react-query";
import { type Client, listTakes, readEstimate, readTake } from "@veedor/api-contract";
import type { AnalysisPlan, Take } from "@veedor/quick-count";
import { useClient } from "../connection/connection.tsx";
import { useMission } from "../missions/mission-context.tsx";
import { nameIn } from "../words/moments.ts";
import { useWords } from "../words/words.tsx";
import type { CourseTake, QuickCountRecord } from "./quick-count-record.ts";

/** Takes of one request; an evening of ten minutes' steps has forty. */
const PAGE = 500;

/**
 * A contest's quick count as the server holds it.
 *
 * @property shown the last take, whole; before the first one, what stands now, or `null`
 * @property takeId of the last take, for a release
 */
export type QuickCountHere = {
  readonly record: QuickCountRecord;
  readonly shown: Take | null;
  readonly takeId: string | null;
};

/** Loads it for those who may see estimates; `null` where no plan is frozen yet. */
export function useQuickCount(contest: string) {
  const { mission, may } = useMission();
  const client = useClient();
  const { language } = useWords();
  return useQuery({
    queryKey: ["mission", mission.id, "quick-count", contest],
    queryFn: () => loadQuickCount(client, { mission: mission.id, contest }),
    enabled: may("estimate-read"),
    select: ({ plan, choices, ...loaded }): QuickCountHere | null =>
      plan === null
        ? null
        : {
            shown: loaded.shown,
            takeId: loaded.takeId,
            record: {
              plan,
              takes: loaded.takes,
              codes: choices.map(({ code }) => code),
              choices: choices.map(({ name }) => nameIn(name, language)),
            },
          },
  });
}

async function loadQuickCount(
  client: Client,
  parameters: { readonly mission: string; readonly contest: string },
) {
  const [{ plan, choices, estimate }, takes] = await Promise.all([
    client.call(readEstimate, { parameters }),
    allTakes(client, parameters),
  ]);
  const last = takes.at(-1);
  const whole =
    last === undefined ? null : await client.call(readTake, { parameters: { ...parameters, take: last.id } });
  // The contract's schemas are those of the package that makes takes; only words in them are wider.
  const shown = (whole?.content ?? estimate?.content ?? null) as Take | null;
  return {
    plan: plan === null ? null : (plan.document as unknown as AnalysisPlan),
    choices,
    takes: takes.map(({ content }) => content as CourseTake),
    shown,
    takeId: last?.id ?? null,
  };
}

async function allTakes(client: Client, parameters: { readonly mission: string; readonly contest: string }) {
  const all = [];
  let after: string | null = null;
  do {
    const query: { limit: number; after?: string } = { limit: PAGE, ...(after === null ? {} : { after }) };
    const page: Awaited<ReturnType<typeof readPage>> = await readPage(query);
    all.push(...page.items);
    after = page.next;
  } while (after !== null);
  return all;

  function readPage(query: { readonly limit: number; readonly after?: string }) {
    return client.call(listTakes, { parameters, query });
  }
}
