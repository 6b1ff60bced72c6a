import {
  ChartFrame,
  CourseChart,
  CoverageBars,
  csvText,
  IntervalChart,
  KeyFigure,
  KeyFigures,
  Meter,
  Table,
} from "../src/index.ts";
import { clock, percent, ROWS, SERIES, TIMES, tick } from "./evening.ts";
import type { Example } from "./example.ts";

const FRAME_WORDS = { showTable: "Show the figures", download: "Download as CSV" };
const SOURCE = "Post-stratified estimate from 188 of 200 sampled stations in 4 strata; 22:00, take 19.";

const DATA = {
  caption: "Shares with their intervals",
  columns: [
    { id: "name", title: "Choice", cell: (row: (typeof ROWS)[number]) => row.name },
    {
      id: "share",
      title: "Share",
      numeric: true,
      cell: (row: (typeof ROWS)[number]) => percent(row.figure?.estimate ?? 0),
    },
  ],
  rows: ROWS,
  rowKey: (row: (typeof ROWS)[number]) => row.id,
  csv: {
    name: "shares.csv",
    text: () => csvText([["choice", "share"], ...ROWS.map((row) => [row.id, row.figure?.estimate ?? null])]),
  },
};

const keyFigures: Example = {
  name: "key-figure",
  element: (
    <KeyFigures>
      <KeyFigure label="Turnout" value="62.5%" margin="61.7 – 63.4%" source="188 of 200 stations" />
      <KeyFigure
        label="Reports in"
        value="188"
        source="of 200 expected"
        meter={<Meter part={0.94} floor={0.9} />}
      />
      <KeyFigure label="Rural" value="31" source="of 60 expected" meter={<Meter part={0.52} floor={0.7} />} />
      <KeyFigure label="Lead" value={null} none="not computable" source="no report has arrived" />
    </KeyFigures>
  ),
};

const intervals: Example = {
  name: "interval-chart",
  element: (
    <ChartFrame title="Shares of valid votes" source={SOURCE} data={DATA} words={FRAME_WORDS}>
      <IntervalChart
        rows={[...ROWS, { id: "none", name: "Frente La Campana", place: 8, figure: null }]}
        words={{
          caption: "Shares of valid votes with 95 % intervals",
          name: "Choice",
          value: "Share and 95 % interval",
          plot: "Share of valid votes",
          none: "not computable",
        }}
        format={percent}
        formatInterval={(low, high) => `${percent(low)} – ${percent(high)}`}
        formatTick={tick}
      />
    </ChartFrame>
  ),
};

const course: Example = {
  name: "course-chart",
  element: (
    <ChartFrame
      title="The course of the estimate"
      reading="Line: the estimate at each take. Band: its 95 % interval."
      source={SOURCE}
      data={{ ...DATA, caption: "Shares at each take" }}
      words={FRAME_WORDS}
    >
      <CourseChart
        times={TIMES}
        series={SERIES}
        earlyTakes={5}
        offset={0}
        words={{
          description: "Course of the estimate for four choices; the figures stand in the table.",
          early: "coverage below 90%",
          takeLabel: "Take",
          take: (take) => `Take ${take + 1}, ${clock(TIMES[take] ?? 0)}`,
        }}
        formatShare={percent}
        formatTick={tick}
        formatTime={clock}
      />
    </ChartFrame>
  ),
};

const coverage: Example = {
  name: "coverage-bars",
  element: (
    <CoverageBars
      label="Coverage by area"
      floor={0.7}
      rows={[
        { id: "coast", name: "Costa", arrived: 58, expected: 60 },
        { id: "hills", name: "Sierra del Norte", arrived: 31, expected: 60 },
        { id: "none", name: "Islas", arrived: 0, expected: 0 },
      ]}
      figures={({ arrived, expected }) => (
        <>
          <strong>{arrived}</strong> of {expected}
        </>
      )}
    />
  ),
};

const table: Example = {
  name: "table",
  element: (
    <Table
      caption="Conditions of the release gate"
      rowKey={({ id }) => id}
      rows={[
        { id: "Coverage", found: "94%", asked: "at least 90%" },
        { id: "Stability", found: "0.12", asked: "at most 0.33" },
      ]}
      columns={[
        { id: "name", title: "Condition", cell: ({ id }) => id },
        { id: "found", title: "Found", numeric: true, cell: ({ found }) => found },
        { id: "asked", title: "Asked for", numeric: true, cell: ({ asked }) => asked },
      ]}
    />
  ),
};

export const FIGURES: readonly Example[] = [keyFigures, intervals, course, coverage, table];
