import type {
  Examination,
  ExaminationTest,
  KlimekResult,
  LateShift,
  ShpilkinCurve,
  SimulationBaseline,
  StationSwing,
} from "@veedor/statistics";
import {
  examineStations,
  klimekModel,
  lateShift,
  StatisticsError,
  shpilkinCurve,
  stationSwings,
  swingBaseline,
} from "@veedor/statistics";
import type { StationsFile } from "./stations-file.ts";

/** What was asked of an examination, with our defaults filled in. */
export type ExaminationRequest = {
  readonly choices: readonly string[];
  /** position of the choice examined, and of the one it is ahead of in the late shift */
  readonly choice: number;
  readonly rival: number | null;
  readonly tests: readonly ExaminationTest[];
  readonly replicates: number;
  readonly seed: string;
  readonly lateAfter: number | null;
};

/** All that is found of a file; `null` what the file lacks the columns for. */
export type WholeExamination = Examination & {
  readonly klimek: KlimekResult | null;
  readonly shpilkin: ShpilkinCurve | null;
  /** stations whose swing is far from that of their area, the farthest first */
  readonly swings: {
    readonly stations: number;
    readonly far: readonly StationSwing[];
    readonly baseline: SimulationBaseline;
  } | null;
  readonly lateShift: LateShift | null;
};

const DISCOVERY = 0.05;
/** More replicates of the model's own bootstrap would take minutes in a national file. */
const MOST_MODEL_REPLICATES = 59;
const MOST_SWING_REPLICATES = 99;

/** Makes every analysis that the columns allow. */
export function examine(
  stations: StationsFile,
  request: ExaminationRequest,
  onReplicate: (done: number) => void,
): WholeExamination {
  const { registered, ballots, areas } = stations;
  const votes = stations.votes[request.choice] ?? [];
  const { seed, replicates, tests } = request;
  const examination = examineStations(
    {
      registered,
      ballots,
      votes: stations.votes,
      choice: request.choice,
      ...(areas[0] === undefined ? {} : { areas: areas[0] }),
      ...(stations.sections === null ? {} : { sections: stations.sections }),
    },
    { seed, replicates, tests, onReplicate },
  );
  const modelled = examination.findings.some(({ code }) => code.startsWith("klimek"));
  const input = { registered, ballots, votes };
  return {
    ...examination,
    klimek: modelled
      ? klimekModel(input, { seed, replicates: Math.min(replicates, MOST_MODEL_REPLICATES) })
      : null,
    shpilkin: tests.includes("shpilkin-excess") ? whereComputable(() => shpilkinCurve(input)) : null,
    swings: swingsOf(stations, votes, request),
    lateShift: lateShiftOf(stations, request),
  };
}

function swingsOf(
  stations: StationsFile,
  votes: readonly number[],
  request: ExaminationRequest,
): WholeExamination["swings"] {
  const { previous, ballots, areas } = stations;
  if (previous === null) return null;
  const names = areas[0] ?? ballots.map(() => "");
  const now = { votes, total: ballots };
  const swings = whereComputable(() => stationSwings(previous, now, names));
  if (swings === null) return null;
  const far = swings.filter(({ qValue }) => qValue < DISCOVERY);
  const { seed, replicates } = request;
  return {
    stations: swings.length,
    far: far.toSorted((a, b) => a.pValue - b.pValue),
    baseline: swingBaseline(previous, now, names, {
      seed,
      replicates: Math.min(replicates, MOST_SWING_REPLICATES),
    }),
  };
}

/** The lead is over votes for choices: blank and null votes are no part of it. */
function lateShiftOf(stations: StationsFile, request: ExaminationRequest): LateShift | null {
  const { arrivals, votes, areas } = stations;
  const { lateAfter, rival, choice } = request;
  if (arrivals === null || lateAfter === null || rival === null || areas.length === 0) return null;
  const total = arrivals.map((_, i) => votes.reduce((sum, column) => sum + (column[i] ?? 0), 0));
  const late = arrivals.map((arrival) => arrival > lateAfter);
  const [first, second] = [votes[choice] ?? [], votes[rival] ?? []];
  return lateShift({ first, second, total, late, areas }, { seed: request.seed, replicates: 999 });
}

/** Null where the counts do not allow a formula; anything else is a fault and goes on. */
function whereComputable<Result>(compute: () => Result): Result | null {
  try {
    return compute();
  } catch (error) {
    if (error instanceof StatisticsError && error.code === "not-computable") return null;
    throw error;
  }
}
