import { queryOptions, useQuery } from "@tanstack/react-query";
import { type Client, readSituation } from "@veedor/api-contract";
import { useClient } from "../connection/connection.tsx";

/** News bring a reload; this one is for a line that seems to hold and does not. */
const LOOK_ANYWAY = 60_000;
/** Clocks that differ by less show the same minute, or nearly. */
const SAME_CLOCK = 90_000;

/** How reporting stands in a mission. */
export function situationQuery(client: Client, mission: string, isAllowed: boolean) {
  return queryOptions({
    queryKey: ["mission", mission, "situation"],
    queryFn: async () => {
      const answer = await client.call(readSituation, { parameters: { mission } });
      return { ...answer, ahead: Date.parse(answer.now) - Date.now() };
    },
    enabled: isAllowed,
    refetchInterval: LOOK_ANYWAY,
  });
}

/** Milliseconds that the server's clock is ahead of this device's: a replayed evening is years away. */
export function useServerAhead(mission: string, isAllowed: boolean): number {
  const { data } = useQuery(situationQuery(useClient(), mission, isAllowed));
  return data === undefined || Math.abs(data.ahead) < SAME_CLOCK ? 0 : data.ahead;
}
