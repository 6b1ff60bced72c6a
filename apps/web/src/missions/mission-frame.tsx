import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useParams } from "@tanstack/react-router";
import { readMission } from "@veedor/api-contract";
import { AppFrame, FrameClock, NavItem, Skeleton } from "@veedor/ui";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useClient } from "../connection/connection.tsx";
import { FailurePage } from "../connection/failure.tsx";
import { BareFrame } from "../frame/bare-frame.tsx";
import { Brand } from "../frame/brand.tsx";
import { Settings } from "../frame/settings.tsx";
import { useMe } from "../session/use-me.ts";
import { nameIn, useMoments } from "../words/moments.ts";
import { useWords } from "../words/words.tsx";
import { MissionContext, type MissionHere, permissions } from "./mission-context.tsx";

/** The frame around every page of a mission. */
export function MissionFrame() {
  const { mission: id } = useParams({ from: "/signed-in/missions/$mission" });
  const { say } = useWords();
  const client = useClient();
  const mission = useQuery({
    queryKey: ["mission", id],
    queryFn: () => client.call(readMission, { parameters: { mission: id } }),
  });
  if (mission.isPending)
    return (
      <BareFrame>
        <Skeleton words={say("loading")} />
      </BareFrame>
    );
  if (mission.isError)
    return (
      <BareFrame>
        <FailurePage error={mission.error} onRetry={() => void mission.refetch()} />
      </BareFrame>
    );
  return <FrameOf mission={mission.data} />;
}

function FrameOf({ mission }: { readonly mission: MissionHere["mission"] }) {
  const { say, language } = useWords();
  const { data: me } = useMe();
  const moments = useMoments(mission.timeZone);
  const now = useNow();
  const roles = me?.missions.find((one) => one.mission === mission.id)?.roles;
  const here = useMemo<MissionHere>(
    () => ({ mission, may: permissions(roles ?? []), moments, now }),
    [mission, roles, moments, now],
  );
  const country =
    new Intl.DisplayNames([language], { type: "region" }).of(mission.country) ?? mission.country;
  return (
    <MissionContext value={here}>
      <AppFrame
        words={{ skip: say("skip"), navigation: say("navigation") }}
        brand={<Brand />}
        mission={{
          name: nameIn(mission.name, language),
          place: mission.kind === "rehearsal" ? `${country} · ${say("mission-rehearsal")}` : country,
        }}
        tools={
          <>
            <FrameClock time={moments.time(now)} zone={say("clock-zone", { zone: moments.zone })} />
            <Settings />
          </>
        }
        nav={navigation(here, say)}
      >
        <Outlet />
      </AppFrame>
    </MissionContext>
  );
}

/** Links to the pages that the reader may open. */
function navigation({ mission }: MissionHere, say: ReturnType<typeof useWords>["say"]): ReactNode[] {
  const params = { mission: mission.id };
  return [
    <Link
      key="situation"
      className="app-nav-link"
      to="/missions/$mission"
      params={params}
      activeOptions={{ exact: true }}
    >
      <NavItem drawing="situation" label={say("nav-situation")} />
    </Link>,
  ];
}

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
