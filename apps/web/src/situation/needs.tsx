import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMission } from "../missions/mission-context.tsx";
import { useWords, type Words } from "../words/words.tsx";
import type { ContestSituation } from "./use-situation.ts";

/** Areas named for their silence: more would be a list that nobody works through. */
const SILENT_AREAS = 3;
/** Below this coverage every area is silent, and that is no news. */
const SILENCE_COUNTS_FROM = 0.5;

type Need = { readonly id: string; readonly what: string; readonly who: string; readonly link?: ReactNode };

/** What needs whom now, the most urgent first. */
export function Needs({ state }: { readonly state: ContestSituation }) {
  const words = useWords();
  const { mission, may } = useMission();
  const needs = needsOf(state, words, deskLink());
  if (needs.length === 0) return <p className="muted">{words.say("needs-nothing")}</p>;
  return (
    <ul className="needs">
      {needs.map(({ id, what, who, link }) => (
        <li key={id} className="need">
          <span className="need-what">{what}</span>
          <span className="need-who">{who}</span>
          {link}
        </li>
      ))}
    </ul>
  );

  function deskLink(): ReactNode {
    if (!may("tallies-review")) return undefined;
    return (
      <Link to="/missions/$mission/desk" params={{ mission: mission.id }} search={{}}>
        {words.say("needs-open")}
      </Link>
    );
  }
}

function needsOf(state: ContestSituation, { say }: Words, desk: ReactNode): Need[] {
  const { waiting, expected, reported, areas, isPlanFrozen, isSampleDrawn, releaseWaits } = state;
  const needs: Need[] = [];
  if (releaseWaits) needs.push({ id: "release", what: say("needs-release"), who: say("needs-release-who") });
  if (waiting > 0)
    needs.push({ id: "desk", what: say("needs-desk", { waiting }), who: say("needs-desk-who"), link: desk });
  if (!isPlanFrozen) needs.push({ id: "plan", what: say("needs-plan"), who: say("needs-plan-who") });
  if (!isSampleDrawn) needs.push({ id: "sample", what: say("needs-sample"), who: say("needs-plan-who") });
  if (expected === 0 || reported / expected < SILENCE_COUNTS_FROM) return needs;
  const silent = areas
    .map(({ area, expected: all, reported: come }) => ({ area, missing: all - come }))
    .filter(({ missing }) => missing > 0)
    .sort((a, b) => b.missing - a.missing)
    .slice(0, SILENT_AREAS);
  for (const { area, missing } of silent)
    needs.push({
      id: `silent-${area}`,
      what: say("needs-silent", { stations: missing, area }),
      who: say("needs-silent-who"),
    });
  return needs;
}
