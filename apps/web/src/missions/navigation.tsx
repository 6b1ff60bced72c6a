import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { NavItem } from "@veedor/ui";
import type { ReactNode } from "react";
import { useClient } from "../connection/connection.tsx";
import { useWords } from "../words/words.tsx";
import type { MissionHere } from "./mission-context.tsx";
import { situationQuery } from "./situation-query.ts";

/** Links to the pages that the reader may open, with what waits there. */
export function useNavigation({ mission, may }: MissionHere): ReactNode[] {
  const { say, number } = useWords();
  const { data } = useQuery(situationQuery(useClient(), mission.id, may("tallies-read")));
  const params = { mission: mission.id };
  const waiting = (data?.contests ?? []).reduce((sum, one) => sum + one.waiting, 0);
  const links = [
    <Link
      key="situation"
      className="app-nav-link"
      to="/missions/$mission"
      params={params}
      activeOptions={{ exact: true, includeSearch: false }}
    >
      <NavItem drawing="situation" label={say("nav-situation")} />
    </Link>,
  ];
  if (may("estimate-read"))
    links.push(
      <Link key="estimate" className="app-nav-link" to="/missions/$mission/estimate" params={params}>
        <NavItem drawing="estimate" label={say("nav-estimate")} />
      </Link>,
    );
  if (may("tallies-read"))
    links.push(
      <Link
        key="desk"
        className="app-nav-link"
        to="/missions/$mission/desk"
        params={params}
        activeOptions={{ includeSearch: false }}
      >
        <NavItem
          drawing="desk"
          label={say("nav-desk")}
          count={
            waiting === 0 ? undefined : { number: number(waiting), words: say("needs-desk", { waiting }) }
          }
        />
      </Link>,
    );
  if (may("release-propose") || may("release-confirm"))
    links.push(
      <Link key="release" className="app-nav-link" to="/missions/$mission/release" params={params}>
        <NavItem drawing="release" label={say("nav-release")} />
      </Link>,
    );
  if (may("members-read"))
    links.push(
      <Link key="people" className="app-nav-link" to="/missions/$mission/people" params={params}>
        <NavItem drawing="people" label={say("nav-people")} />
      </Link>,
    );
  return links;
}
