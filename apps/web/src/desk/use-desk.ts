import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  acceptReport,
  correctReport,
  countReports,
  listContests,
  listReports,
  lockReport,
  readReport,
  restoreReport,
  setReportAside,
  unlockReport,
} from "@veedor/api-contract";
import { useEffect, useRef } from "react";
import type { z } from "zod";
import { useClient } from "../connection/connection.tsx";
import { useMission } from "../missions/mission-context.tsx";

/** Reports of one page; the next is asked for when its place comes into view. */
const PAGE = 100;
/** Milliseconds after which a hold is renewed while somebody works on a report; the server's lasts five minutes. */
const HOLD_AGAIN = 120_000;

export type DeskState = "waiting" | "counted" | "set-aside";
export type Narrowed = { readonly state: DeskState; readonly reason: string | null; readonly search: string };

/** The queue, page by page, in order of arrival. */
export function useQueue({ state, reason, search }: Narrowed) {
  const { mission } = useMission();
  const client = useClient();
  return useInfiniteQuery({
    queryKey: ["mission", mission.id, "reports", state, reason, search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      client.call(listReports, {
        parameters: { mission: mission.id },
        query: {
          state,
          search,
          limit: PAGE,
          ...(reason === null ? {} : { reason: reason as ReasonCode }),
          ...(pageParam === undefined ? {} : { after: pageParam }),
        },
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });
}

export type QueuedReport = z.output<typeof listReports.answer>["items"][number];
type ReasonCode = QueuedReport["flags"][number]["code"];

/** How many reports there are by state, and how many wait for which reason. */
export function useCounts() {
  const { mission } = useMission();
  const client = useClient();
  return useQuery({
    queryKey: ["mission", mission.id, "report-counts"],
    queryFn: () => client.call(countReports, { parameters: { mission: mission.id }, query: {} }),
  });
}

/** One report with its versions and the station's others. */
export function useReport(report: string) {
  const { mission } = useMission();
  const client = useClient();
  return useQuery({
    queryKey: ["mission", mission.id, "report", report],
    queryFn: () => client.call(readReport, { parameters: { mission: mission.id, report } }),
  });
}

export type WholeReport = NonNullable<ReturnType<typeof useReport>["data"]>;

/** The contest's sheet lines, for the names beside the figures. */
export function useSheet(contest: string) {
  const { mission } = useMission();
  const client = useClient();
  const contests = useQuery({
    queryKey: ["mission", mission.id, "contest-list"],
    queryFn: () => client.call(listContests, { parameters: { mission: mission.id } }),
    staleTime: 60_000,
  });
  return contests.data?.items.find(({ id }) => id === contest) ?? null;
}

/** Holds a report while it is open, so that two people do not work on it, and lets it go afterwards. */
export function useHold(report: string, isWanted: boolean): { readonly refused: unknown } {
  const { mission } = useMission();
  const client = useClient();
  const parameters = { mission: mission.id, report };
  const hold = useQuery({
    // Outside of what news reload: a hold is not something that is seen, but something that is done.
    queryKey: ["hold", mission.id, report],
    queryFn: () => client.call(lockReport, { parameters }),
    enabled: isWanted,
    refetchInterval: HOLD_AGAIN,
    staleTime: HOLD_AGAIN,
    gcTime: 0,
    retry: false,
  });
  const isHeld = useRef(false);
  isHeld.current = hold.isSuccess;
  useEffect(
    () => () => {
      if (isHeld.current)
        void client
          .call(unlockReport, { parameters: { mission: mission.id, report } })
          .catch(() => undefined);
    },
    [client, mission.id, report],
  );
  return { refused: hold.error };
}

/** A decision on a report. `revision` is what the person has seen; the server refuses one on anything else. */
export type Decision =
  | { readonly kind: "accept" }
  | { readonly kind: "correct"; readonly figures: readonly (number | null)[]; readonly reason: string }
  | { readonly kind: "set-aside" | "restore"; readonly reason: string };

/** Sends a decision; afterwards everything that shows it is loaded again. */
export function useDecide(report: WholeReport, onDecided: () => void) {
  const { mission } = useMission();
  const client = useClient();
  const queries = useQueryClient();
  const parameters = { mission: mission.id, report: report.id };
  const { revision } = report;
  return useMutation({
    mutationFn: (decision: Decision) => {
      if (decision.kind === "accept") return client.call(acceptReport, { parameters, body: { revision } });
      const { reason } = decision;
      if (decision.kind === "correct")
        return client.call(correctReport, {
          parameters,
          body: { revision, figures: [...decision.figures], reason },
        });
      return client.call(decision.kind === "restore" ? restoreReport : setReportAside, {
        parameters,
        body: { revision, reason },
      });
    },
    onSuccess: (answer) => {
      queries.setQueryData(["mission", mission.id, "report", report.id], answer);
      void queries.invalidateQueries({ queryKey: ["mission", mission.id] });
      onDecided();
    },
  });
}
