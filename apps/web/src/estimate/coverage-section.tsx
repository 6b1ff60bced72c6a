import type { GroupCoverage, Take } from "@veedor/quick-count";
import { CoverageBars, Section, Tabs } from "@veedor/ui";
import { useWords } from "../words/words.tsx";
import { useFigures } from "./figures.ts";
import type { QuickCountRecord } from "./quick-count-record.ts";

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

/** Bars of groups, the furthest behind first. */
export function GroupBars({
  label,
  rows,
  floor,
}: {
  readonly label: string;
  readonly rows: readonly Pick<GroupCoverage, "group" | "designed" | "arrived">[];
  readonly floor: number;
}) {
  const { text, say } = useWords();
  const figures = useFigures();
  const rate = ({ arrived, designed }: (typeof rows)[number]) => (designed === 0 ? 1 : arrived / designed);
  return (
    <CoverageBars
      label={label}
      floor={floor}
      rows={[...rows]
        .sort((a, b) => rate(a) - rate(b))
        .map((row) => ({
          id: row.group,
          name: row.group === "" ? text("replay.page-group-empty") : row.group,
          arrived: row.arrived,
          expected: row.designed,
        }))}
      figures={({ arrived, expected }) => (
        <>
          <strong>{expected === 0 ? "–" : figures.percent(arrived / expected, 0)}</strong>{" "}
          <span className="muted small">{say("reports-of", { arrived, expected })}</span>
        </>
      )}
    />
  );
}
