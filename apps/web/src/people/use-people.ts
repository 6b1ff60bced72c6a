import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  addDevice,
  collectCode,
  inviteMember,
  listDevices,
  listMembers,
  revokeDevice,
} from "@veedor/api-contract";
import type { Role } from "@veedor/domain";
import type { z } from "zod";
import { useClient } from "../connection/connection.tsx";
import { useMission } from "../missions/mission-context.tsx";

/** People and devices of one page; a mission of thousands is searched, not read through. */
const PAGE = 500;

export type Member = z.output<typeof listMembers.answer>["items"][number];
export type Device = z.output<typeof listDevices.answer>["items"][number];

export function useMembers() {
  const { mission, may } = useMission();
  const client = useClient();
  return useQuery({
    queryKey: ["mission", mission.id, "members"],
    queryFn: () => client.call(listMembers, { parameters: { mission: mission.id }, query: { limit: PAGE } }),
    enabled: may("members-read"),
  });
}

export function useDevices() {
  const { mission, may } = useMission();
  const client = useClient();
  return useQuery({
    queryKey: ["mission", mission.id, "devices"],
    queryFn: () => client.call(listDevices, { parameters: { mission: mission.id }, query: { limit: PAGE } }),
    enabled: may("devices-read"),
  });
}

/** Somebody to invite; the answer's link is shown once, to pass on. */
export type Invited = {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly language: "es" | "en" | "pt" | "fr";
};

export function useInvite() {
  const { mission } = useMission();
  const client = useClient();
  return useMutation({
    mutationFn: (body: Invited) => client.call(inviteMember, { parameters: { mission: mission.id }, body }),
    onSuccess: useReload(),
  });
}

export function useAddDevice() {
  const { mission } = useMission();
  const client = useClient();
  return useMutation({
    mutationFn: async (label: string) => {
      const { device, token } = await client.call(addDevice, {
        parameters: { mission: mission.id },
        body: { label },
      });
      // The token is there and is shown, whether or not its picture can be made.
      const code = await client
        .call(collectCode, { parameters: { mission: mission.id, device }, body: { token } })
        .catch(() => null);
      return { token, picture: code?.png ?? null };
    },
    onSuccess: useReload(),
  });
}

export function useRevoke(device: string) {
  const { mission } = useMission();
  const client = useClient();
  return useMutation({
    mutationFn: () => client.call(revokeDevice, { parameters: { mission: mission.id, device } }),
    onSuccess: useReload(),
  });
}

function useReload(): () => Promise<void> {
  const { mission } = useMission();
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["mission", mission.id] });
}
