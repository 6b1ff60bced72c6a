import type { Take } from "@veedor/quick-count";
import { type ChartData, ChartFrame, CourseChart, csvText, Section } from "@veedor/ui";
import { useFigures } from "../quick-count/figures.ts";
import {
  type ChoiceAt,
  type CourseTake,
  choicesBySize,
  type QuickCountRecord,
} from "../quick-count/quick-count-record.ts";
import type { Moments } from "../words/moments.ts";
import { useWords } from "../words/words.tsx";

/** Choices drawn at once; of more the picture would be a tangle, and the table has them all. */
const DRAWN = 6;

/** The course of the evening: every take with its band. */
export function CourseSection({
  record,
  take,
  moments,
}: {
  readonly record: QuickCountRecord;
  readonly take: Take;
  readonly moments: Moments;
}) {
  const { text, say } = useWords();
  const figures = useFigures();
  const { takes, plan } = record;
  const drawn = choicesBySize(record, take).slice(0, DRAWN);
  const level = figures.percent(plan.level, 0);
  const first = takes[0]?.at ?? 0;
  const series = drawn.map(({ name, position }, place) => ({
    id: String(position),
    name,
    place,
    points: takes.map(({ figures: of }) => of?.shares[position] ?? null),
  }));
  const earlyTakes = takes.filter(({ coverage }) => coverage < plan.gate.coverage).length;
  const ends = drawn.map(({ name, share }) =>
    share === null ? name : `${name} ${figures.percent(share.estimate)}`,
  );
  return (
    <Section
      title={text("replay.page-course-title")}
      reading={<p>{say("estimate-course-reading", { minutes: plan.takes.everyMinutes, level })}</p>}
    >
      <ChartFrame
        title={text(`replay.page-shares-of-${plan.denominator}`)}
        source={text("replay.page-axis-time", { day: moments.day(first), zone: moments.zone })}
        words={{ showTable: say("show-table"), download: say("download-csv") }}
        data={useTakesTable(record, drawn, moments)}
      >
        <CourseChart
          times={takes.map(({ at }) => at)}
          series={series}
          earlyTakes={earlyTakes}
          offset={moments.offset(first)}
          words={{
            description: text("replay.page-chart-ends", { ends: figures.list(ends) }),
            early: text("replay.page-early-area", { floor: figures.percent(plan.gate.coverage, 0) }),
            takeLabel: text("replay.page-take"),
            take: (place) => {
              const at = takes[place];
              return at === undefined
                ? ""
                : say("estimate-take-coverage", {
                    number: at.number,
                    time: moments.time(at.at),
                    coverage: figures.percent(at.coverage),
                  });
            },
          }}
          formatShare={(value) => figures.percent(value)}
          formatTick={(value) => figures.percent(value, 0)}
          formatTime={(instant) => moments.time(instant)}
        />
      </ChartFrame>
    </Section>
  );
}

/** Every take as a table, the latest first, with the choices that are drawn. */
function useTakesTable(
  record: QuickCountRecord,
  drawn: readonly ChoiceAt[],
  moments: Moments,
): ChartData<CourseTake> {
  const { text, say } = useWords();
  const figures = useFigures();
  return {
    caption: text("replay.page-takes-title"),
    rows: [...record.takes].reverse(),
    rowKey: ({ number }) => String(number),
    columns: [
      {
        id: "take",
        title: text("replay.page-take"),
        cell: (row) => say("estimate-take", { number: row.number, time: moments.time(row.at) }),
      },
      {
        id: "coverage",
        title: text("replay.page-coverage"),
        numeric: true,
        cell: ({ coverage }) => figures.percent(coverage),
      },
      ...drawn.map(({ name, position }) => ({
        id: String(position),
        title: name,
        numeric: true,
        cell: ({ figures: of }: CourseTake) => {
          const share = of?.shares[position];
          return share === undefined
            ? text("replay.page-not-computable")
            : figures.percent(share.estimate, 2);
        },
      })),
    ],
    csv: { name: "takes.csv", text: () => takesCsv(record) },
  };
}

/** Every take in figures: fractions of 1, times in UTC, empty where nothing could be computed. */
function takesCsv({ takes, codes }: QuickCountRecord): string {
  const head = [
    "take",
    "at",
    "designed",
    "usable",
    ...codes.flatMap((code) => [code, `${code} low`, `${code} high`]),
  ];
  const rows = takes.map((take) => [
    take.number,
    new Date(take.at).toISOString(),
    take.designed,
    take.usable,
    ...codes.flatMap((_, position) => {
      const share = take.figures?.shares[position];
      return [share?.estimate ?? null, share?.low ?? null, share?.high ?? null];
    }),
  ]);
  return csvText([head, ...rows]);
}
