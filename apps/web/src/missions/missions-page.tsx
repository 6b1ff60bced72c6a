import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listMissions } from "@veedor/api-contract";
import { AppFrame, PageHead, Skeleton, StateBadge, StatePage } from "@veedor/ui";
import { useClient } from "../connection/connection.tsx";
import { FailurePage } from "../connection/failure.tsx";
import { Brand } from "../frame/brand.tsx";
import { Settings } from "../frame/settings.tsx";
import { countryName, nameIn } from "../words/moments.ts";
import { useTitle, useWords } from "../words/words.tsx";
import "./missions.css";
import { rolesInWords } from "./roles.ts";

/** The missions that the signed-in person has a part in. */
export function MissionsPage() {
  const { say } = useWords();
  useTitle(say("missions-title"));
  return (
    <AppFrame
      words={{ skip: say("skip"), navigation: say("navigation") }}
      brand={<Brand />}
      tools={<Settings />}
    >
      <PageHead title={say("missions-title")}>
        <p>{say("missions-lead")}</p>
      </PageHead>
      <MissionList />
    </AppFrame>
  );
}

function MissionList() {
  const words = useWords();
  const { say, language } = words;
  const client = useClient();
  const missions = useQuery({ queryKey: ["missions"], queryFn: () => client.call(listMissions, {}) });
  if (missions.isPending) return <Skeleton words={say("loading")} />;
  if (missions.isError) return <FailurePage error={missions.error} onRetry={() => void missions.refetch()} />;
  if (missions.data.items.length === 0)
    return (
      <StatePage kind="empty" title={say("missions-empty-title")}>
        <p>{say("missions-empty")}</p>
      </StatePage>
    );
  return (
    <ul className="mission-list">
      {missions.data.items.map((mission) => (
        <li key={mission.id} className="mission-entry">
          <h2>
            <Link to="/missions/$mission" params={{ mission: mission.id }}>
              {nameIn(mission.name, language)}
            </Link>
          </h2>
          <p className="muted">
            {[
              countryName(mission.country, language),
              mission.roles.length === 0
                ? null
                : say("mission-as", { roles: rolesInWords(mission.roles, words) }),
            ]
              .filter((part) => part !== null)
              .join(" · ")}
          </p>
          {mission.kind === "rehearsal" ? (
            <StateBadge tone="caution">{say("mission-rehearsal")}</StateBadge>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
