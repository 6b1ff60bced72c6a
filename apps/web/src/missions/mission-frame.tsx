import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { readMission } from "@veedor/api-contract";
import { AppFrame, FrameClock, FrameLine, Skeleton } from "@veedor/ui";
import { useEffect, useMemo, useState } from "react";
import { useClient } from "../connection/connection.tsx";
import { FailurePage } from "../connection/failure.tsx";
import { useLive } from "../connection/live.ts";
import { BareFrame } from "../frame/bare-frame.tsx";
import { Brand } from "../frame/brand.tsx";
import { Settings } from "../frame/settings.tsx";
import { useMe } from "../session/use-me.ts";
import { countryName, nameIn, useMoments } from "../words/moments.ts";
import { useWords } from "../words/words.tsx";
import { LineNotice } from "./line-notice.tsx";
import { MissionContext, type MissionHere, permissions } from "./mission-context.tsx";
import { useNavigation } from "./navigation.tsx";
import { useServerAhead } from "./situation-query.ts";

/** The frame around every page of a mission. */
export function MissionFrame() {
  const { mission: id } = useParams({ from: "/signed-in/missions/$mission" });
  const { say } = useWords();
  const client = useClient();
  const mission = useQuery({
    queryKey: ["mission", id, "itself"],
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
  const line = useLive(mission.id);
  const roles = me?.missions.find((one) => one.mission === mission.id)?.roles;
  const may = useMemo(() => permissions(roles ?? []), [roles]);
  const now = useNow(useServerAhead(mission.id, may("tallies-read")));
  const here = useMemo<MissionHere>(() => ({ mission, may, moments, now }), [mission, may, moments, now]);
  const links = useNavigation(here);
  const country = countryName(mission.country, language);
  return (
    <MissionContext value={here}>
      <AppFrame
        words={{ skip: say("skip"), navigation: say("navigation") }}
        brand={<Brand />}
        mission={{
          name: nameIn(mission.name, language),
          place: [country, mission.kind === "rehearsal" ? say("mission-rehearsal") : null]
            .filter((part) => part !== null)
            .join(" · "),
        }}
        tools={
          <>
            <FrameLine lost={line.lost} words={say(line.lost ? "line-lost" : "live")} />
            <FrameClock time={moments.time(now)} zone={say("clock-zone", { zone: moments.zone })} />
            <Settings />
          </>
        }
        nav={links}
      >
        <LineNotice line={line} moments={moments} />
        <Outlet />
      </AppFrame>
    </MissionContext>
  );
}

/** The present instant on the server's clock, as far as it has been told; it moves on every quarter of a minute. */
function useNow(ahead: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return now + ahead;
}
