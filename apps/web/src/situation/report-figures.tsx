import { KeyFigure, KeyFigures, Meter } from "@veedor/ui";
import { useMission } from "../missions/mission-context.tsx";
import { useWords } from "../words/words.tsx";
import type { ContestSituation } from "./use-situation.ts";

/** Sheets in of those expected, usable ones, the last one, and those that wait for a person. */
export function ReportFigures({ state }: { readonly state: ContestSituation }) {
  const { say, number } = useWords();
  const { moments, now } = useMission();
  const { expected, reported, counted, waiting, lastArrivedAt } = state;
  const minutes =
    lastArrivedAt === null ? 0 : Math.max(0, Math.floor((now - Date.parse(lastArrivedAt)) / 60_000));
  return (
    <KeyFigures>
      <KeyFigure
        label={say("situation-reports")}
        value={number(reported)}
        meter={<Meter part={expected === 0 ? 0 : reported / expected} />}
        source={say("situation-expected", { expected })}
      />
      <KeyFigure
        label={say("situation-usable")}
        value={number(counted)}
        source={say("situation-usable-words")}
      />
      <KeyFigure
        label={say("situation-waiting")}
        value={number(waiting)}
        source={say("situation-waiting-words", { waiting })}
      />
      <KeyFigure
        label={say("situation-last")}
        value={lastArrivedAt === null ? null : moments.time(lastArrivedAt)}
        none={say("situation-none-yet")}
        source={lastArrivedAt === null || minutes > 600 ? undefined : say("situation-last-ago", { minutes })}
      />
    </KeyFigures>
  );
}
