import type { Take } from "@veedor/quick-count";
import { ChartFrame, csvText, IntervalChart } from "@veedor/ui";
import { useWords } from "../words/words.tsx";
import { useFigures } from "./figures.ts";
import { methodInWords } from "./method.ts";
import { type ChoiceAt, choicesBySize, type QuickCountRecord } from "./quick-count-record.ts";

/** The choices with their intervals, the largest first; `most` leaves out the smaller choices, and says so. */
export function SharesChart({
  record,
  take,
  most = Number.POSITIVE_INFINITY,
}: {
  readonly record: QuickCountRecord;
  readonly take: Take;
  readonly most?: number;
}) {
  const words = useWords();
  const figures = useFigures();
  const { text, say } = words;
  const level = figures.percent(record.plan.level, 0);
  const title = text(`replay.page-shares-of-${record.plan.denominator}`);
  const all = choicesBySize(record, take);
  const shown = all.slice(0, most);
  const left = all.length - shown.length;
  const share = ({ share: one }: ChoiceAt) =>
    one === null ? text("replay.page-not-computable") : figures.percent(one.estimate, 2);
  const interval = ({ share: one }: ChoiceAt) => (one === null ? "" : figures.interval(one.low, one.high, 2));
  return (
    <ChartFrame
      title={title}
      source={`${methodInWords(record, take, words, figures)}${left > 0 ? ` ${say("estimate-more-choices", { left })}` : ""}`}
      words={{ showTable: say("show-table"), download: say("download-csv") }}
      data={{
        caption: title,
        rows: all,
        rowKey: ({ position }) => String(position),
        columns: [
          { id: "name", title: text("replay.page-choice"), cell: ({ name }) => <bdi>{name}</bdi> },
          { id: "share", title: say("estimate-share"), numeric: true, cell: share },
          { id: "interval", title: text("replay.interval", { level }), numeric: true, cell: interval },
        ],
        csv: { name: `take-${take.number}-shares.csv`, text: () => sharesCsv(record, all) },
      }}
    >
      <IntervalChart
        rows={shown.map(({ name, position, share: figure }, place) => ({
          id: String(position),
          name,
          place,
          figure,
        }))}
        words={{
          caption: title,
          name: text("replay.page-choice"),
          value: text("replay.page-estimate-with-interval", { level }),
          plot: title,
          none: text("replay.page-not-computable"),
        }}
        format={(value) => figures.percent(value, 2)}
        formatInterval={(low, high) => figures.interval(low, high, 2)}
        formatTick={(value) => figures.percent(value, 0)}
      />
    </ChartFrame>
  );
}

function sharesCsv({ codes }: QuickCountRecord, rows: readonly ChoiceAt[]): string {
  const body = rows.map(({ name, position, share }) => [
    codes[position] ?? "",
    name,
    share?.estimate ?? null,
    share?.low ?? null,
    share?.high ?? null,
  ]);
  return csvText([["code", "name", "share", "low", "high"], ...body]);
}
