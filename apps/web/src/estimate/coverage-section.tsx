import type { Take } from "@veedor/quick-count";
import { Section, Tabs } from "@veedor/ui";
import { GroupBars } from "../quick-count/group-bars.tsx";
import type { QuickCountRecord } from "../quick-count/quick-count-record.ts";
import { useWords } from "../words/words.tsx";

/** Coverage by stratum, by watched column and by post-stratum: what is missing, the furthest behind first. */
export function CoverageSection({
  record,
  take,
}: {
  readonly record: QuickCountRecord;
  readonly take: Take;
}) {
  const { text, say } = useWords();
  const columns = record.plan.watch.map((column) => ({
    id: `watched-${column}`,
    title: column,
    rows: take.groups.filter((group) => group.column === column),
  }));
  const tabs = [
    { id: "strata", title: say("estimate-strata"), rows: take.strata },
    ...columns,
    { id: "post-strata", title: say("estimate-post-strata"), rows: take.postStrata },
  ];
  return (
    <Section title={text("replay.page-groups-title")} reading={<p>{say("estimate-coverage-reading")}</p>}>
      <Tabs
        label={text("replay.page-groups-title")}
        tabs={tabs
          .filter(({ rows }) => rows.length > 1)
          .map(({ id, title, rows }) => ({
            id,
            title,
            content: <GroupBars label={title} rows={rows} floor={record.plan.gate.groupCoverage} />,
          }))}
      />
    </Section>
  );
}
