import { Section } from "@veedor/ui";
import { useMission } from "../missions/mission-context.tsx";
import { GroupBars } from "../quick-count/group-bars.tsx";
import { useWords } from "../words/words.tsx";
import type { ContestSituation } from "./use-situation.ts";

/** Sheets in by the highest area, the furthest behind first. */
export function AreaCoverage({ state }: { readonly state: ContestSituation }) {
  const { say } = useWords();
  const { mission } = useMission();
  const [level] = mission.areaLevels;
  const title = level === undefined ? say("areas-title-plain") : say("areas-title", { level });
  return (
    <Section title={title} reading={<p>{say("areas-reading")}</p>}>
      {state.areas.length === 0 ? (
        <p className="muted">{say("areas-none")}</p>
      ) : (
        <GroupBars
          label={title}
          rows={state.areas.map(({ area, expected, reported }) => ({
            group: area,
            designed: expected,
            arrived: reported,
          }))}
        />
      )}
    </Section>
  );
}
