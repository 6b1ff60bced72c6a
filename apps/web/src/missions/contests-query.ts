import { useQuery } from "@tanstack/react-query";
import { listContests, listElections } from "@veedor/api-contract";
import { useClient } from "../connection/connection.tsx";
import { useMission } from "./mission-context.tsx";

/** The mission's elections and contests. */
export function useContests() {
  const { mission } = useMission();
  const client = useClient();
  return useQuery({
    queryKey: ["mission", mission.id, "contests"],
    queryFn: async () => {
      const parameters = { mission: mission.id };
      const [elections, contests] = await Promise.all([
        client.call(listElections, { parameters }),
        client.call(listContests, { parameters }),
      ]);
      return { elections: elections.items, contests: contests.items };
    },
    staleTime: 60_000,
  });
}

export type Elections = NonNullable<ReturnType<typeof useContests>["data"]>["elections"];
export type Contests = NonNullable<ReturnType<typeof useContests>["data"]>["contests"];
