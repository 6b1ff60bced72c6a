import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  confirmRelease,
  listReleases,
  proposeRelease,
  signInAgain,
  withdrawRelease,
} from "@veedor/api-contract";
import type { z } from "zod";
import { useClient } from "../connection/connection.tsx";
import { useMission } from "../missions/mission-context.tsx";

export type Release = z.output<typeof listReleases.answer>["items"][number];

/** Proposed and released records of a contest, the latest first. */
export function useReleases(contest: string) {
  const { mission, may } = useMission();
  const client = useClient();
  return useQuery({
    queryKey: ["mission", mission.id, "releases", contest],
    queryFn: async () => {
      const { items } = await client.call(listReleases, { parameters: { mission: mission.id, contest } });
      return items;
    },
    enabled: may("release-propose") || may("release-confirm"),
  });
}

/** Freezes the record of a take and proposes its release. */
export function usePropose(contest: string) {
  const { mission } = useMission();
  const client = useClient();
  return useMutation({
    mutationFn: (body: { readonly take: string; readonly overrideReason: string | null }) =>
      client.call(proposeRelease, { parameters: { mission: mission.id, contest }, body }),
    onSuccess: useReload(),
  });
}

/** Signs in again, then releases what another person proposed, by the hash that was seen. */
export function useConfirm(release: Release) {
  const { mission } = useMission();
  const client = useClient();
  return useMutation({
    mutationFn: async ({ password, code }: { readonly password: string; readonly code: string }) => {
      await client.call(signInAgain, { body: code === "" ? { password } : { password, code } });
      return client.call(confirmRelease, {
        parameters: { mission: mission.id, release: release.id },
        body: { hash: release.hash },
      });
    },
    onSuccess: useReload(),
  });
}

/** Withdraws a proposal, or says in public that a released record no longer stands. */
export function useWithdraw(release: Release) {
  const { mission } = useMission();
  const client = useClient();
  return useMutation({
    mutationFn: (reason: string) =>
      client.call(withdrawRelease, {
        parameters: { mission: mission.id, release: release.id },
        body: { reason },
      }),
    onSuccess: useReload(),
  });
}

function useReload(): () => Promise<void> {
  const { mission } = useMission();
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["mission", mission.id] });
}
