import type { GroupCoverage } from "@veedor/quick-count";
import { CoverageBars } from "@veedor/ui";
import { useWords } from "../words/words.tsx";
import { useFigures } from "./figures.ts";

/** Bars of groups, the furthest behind first. */
export function GroupBars({
  label,
  rows,
  floor,
}: {
  readonly label: string;
  readonly rows: readonly Pick<GroupCoverage, "group" | "designed" | "arrived">[];
  readonly floor?: number;
}) {
  const { text, say } = useWords();
  const figures = useFigures();
  const rate = ({ arrived, designed }: (typeof rows)[number]) => (designed === 0 ? 1 : arrived / designed);
  return (
    <CoverageBars
      label={label}
      {...(floor === undefined ? {} : { floor })}
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
