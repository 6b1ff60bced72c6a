import { useQuery } from "@tanstack/react-query";
import { useClient } from "../connection/connection.tsx";
import { useMission } from "../missions/mission-context.tsx";
import { situationQuery } from "../missions/situation-query.ts";

/** How reporting stands, for those who may see tallies. */
export function useSituation() {
  const { mission, may } = useMission();
  return useQuery(situationQuery(useClient(), mission.id, may("tallies-read")));
}

export type ContestSituation = NonNullable<ReturnType<typeof useSituation>["data"]>["contests"][number];
