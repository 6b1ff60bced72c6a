import { seededRandom } from "../random/index.ts";
import { requireInteger, StatisticsError } from "../statistics-error.ts";
import type { Counts } from "./arguments.ts";
import { requireCounts, requireLength } from "./arguments.ts";
import { positionsByArea } from "./duplicate-tallies.ts";

/**
 * What the late stations would have given if each had voted as the early stations of its area did.
 *
 * @property level position of the areas in the input: 0 the finest
 * @property covered share of the late total whose area at this level has early stations; the rest falls back to coarser
 * levels, and at last to all early stations
 * @property expected lead of the late stations under that, `composition` the same less the early lead: what the late
 * places explain
 * @property residual late lead less expected: what they do not explain
 */
export type CompositionLevel = {
  readonly level: number;
  readonly covered: number;
  readonly expected: number;
  readonly composition: number;
  readonly residual: number;
};

/**
 * @property early, late lead (first less second, over the total) of the stations of each kind
 * @property shift late less early: what was seen that night
 * @property levels composition taken out by ever finer areas, coarsest first
 * @property residual that of the finest level, with `residualVotes` its size in votes of the lead and `effect` what it
 * moves the whole country's lead by
 * @property pValue two-sided, by permutation of early and late inside the finest areas that hold both
 * @property compared late stations that have early ones in their finest area: the only ones the p-value speaks of
 * @property drivers late stations in falling order of the votes by which they are off their area
 */
export type LateShift = {
  readonly early: number;
  readonly late: number;
  readonly shift: number;
  readonly lateShare: number;
  readonly levels: readonly CompositionLevel[];
  readonly residual: number;
  readonly residualVotes: number;
  readonly effect: number;
  readonly within: number;
  readonly pValue: number;
  readonly compared: number;
  readonly replicates: number;
  readonly drivers: readonly number[];
};

/** The stations in columns: votes of two choices, the denominator, whether late, and areas from fine to coarse. */
export type LateShiftInput = {
  readonly first: Counts;
  readonly second: Counts;
  readonly total: Counts;
  readonly late: readonly boolean[];
  readonly areas: readonly (readonly string[])[];
};

/**
 * Late-shift analysis with the composition effect taken out: did the stations that reported late vote otherwise than
 * early stations **of the same places**?
 *
 * The lead of a choice usually changes as reports come in, because late stations are in other places: far away, with
 * other voters. The expected late lead is Σ x_i m(area of i) / Σ x_i over late stations, m the early lead of the area;
 * what remains is the residual. The p-value deals the labels early and late anew inside each finest area, which holds
 * everything the place explains fixed.
 *
 * What it can show: whether place explains the change. What it cannot: a residual is no proof of alteration (inside one
 * voting centre late tables are the larger ones, or those of later arrivals on the roll), and no residual is no proof
 * of its absence (an alteration of early and late tables alike leaves none; so does one of places that were late as a
 * whole, which have no early stations to compare with: see `covered` and `compared`).
 *
 * @param input.late true for the stations that came after the moment in question
 * @param input.areas one list a level, finest first (voting centre, municipality, department)
 * @throws StatisticsError when sizes differ, votes exceed the total, or either kind has no votes
 * @see Idrobo, Kronick & Rodríguez (2022), Do Shifts in Late-Counted Votes Signal Fraud? Evidence from Bolivia, Journal
 * of Politics 84, 2202-2215; Escobari & Hoover (2024), World Development 173, 106407, for the opposite reading
 */
export function lateShift(
  input: LateShiftInput,
  options: { readonly seed: string; readonly replicates?: number },
): LateShift {
  requireInput(input);
  const replicates = requireInteger("options.replicates", options.replicates ?? 999, 1, 1_000_000);
  const { total, late, areas } = input;
  const stations = Array.from({ length: total.length }, (_, i) => i).filter((i) => total[i]! > 0);
  const lead = Float64Array.from({ length: total.length }, (_, i) => input.first[i]! - input.second[i]!);
  const [lateOnes, earlyOnes] = [stations.filter((i) => late[i]), stations.filter((i) => !late[i])];
  const sum = (list: readonly number[], of: Counts): number => list.reduce((all, i) => all + of[i]!, 0);
  const [lateTotal, earlyTotal] = [sum(lateOnes, total), sum(earlyOnes, total)];
  if (lateTotal === 0 || earlyTotal === 0)
    throw new StatisticsError("not-computable", "late", lateOnes.length, "must leave votes early and late");
  const [early, lateLead] = [sum(earlyOnes, lead) / earlyTotal, sum(lateOnes, lead) / lateTotal];
  const byLevel = areas.map((names) => earlyLeads(earlyOnes, names, lead, total));
  const levels = areas.map((_, from) => {
    let [expected, covered] = [0, 0];
    for (const i of lateOnes) {
      const level = byLevel.findIndex((leads, at) => at >= from && leads.has(areas[at]![i]!));
      const own = level < 0 ? early : byLevel[level]!.get(areas[level]![i]!)!;
      expected += own * total[i]!;
      if (level === from) covered += total[i]!;
    }
    expected /= lateTotal;
    return {
      level: from,
      covered: covered / lateTotal,
      expected,
      composition: expected - early,
      residual: lateLead - expected,
    };
  });
  const residual = levels[0]!.residual;
  const permuted = permuteWithin(stations, input, lead, { seed: options.seed, replicates });
  const off = (i: number): number =>
    Math.abs(lead[i]! - (byLevel[0]!.get(areas[0]![i]!) ?? Number.NaN) * total[i]!);
  const drivers = lateOnes.filter((i) => !Number.isNaN(off(i))).sort((a, b) => off(b) - off(a) || a - b);
  return {
    early,
    late: lateLead,
    shift: lateLead - early,
    lateShare: lateTotal / (lateTotal + earlyTotal),
    levels: levels.toReversed(),
    residual,
    residualVotes: residual * lateTotal,
    effect: (residual * lateTotal) / (lateTotal + earlyTotal),
    ...permuted,
    replicates,
    drivers,
  };
}

function earlyLeads(early: readonly number[], names: readonly string[], lead: Counts, total: Counts) {
  const leads = new Map<string, number>();
  for (const [area, list] of positionsByArea(early, names)) {
    const votes = list.reduce((sum, i) => sum + total[i]!, 0);
    leads.set(area, list.reduce((sum, i) => sum + lead[i]!, 0) / votes);
  }
  return leads;
}

/**
 * The difference late less early inside finest areas, weighted by the late total, and its two-sided p-value when late
 * and early are dealt anew inside each area.
 */
function permuteWithin(
  stations: readonly number[],
  { late, areas, total }: LateShiftInput,
  lead: Float64Array,
  { seed, replicates }: { readonly seed: string; readonly replicates: number },
) {
  const mixed = [...positionsByArea(stations, areas[0]!).values()].filter(
    (list) => list.some((i) => late[i]) && list.some((i) => !late[i]),
  );
  if (mixed.length === 0) return { within: 0, pValue: 1, compared: 0 };
  const random = seededRandom(seed);
  const lateCounts = mixed.map((list) => list.filter((i) => late[i]).length);
  const lists = mixed.map((list) => list.toSorted((a, b) => Number(late[b]) - Number(late[a])));
  /** The first of each list count as late. */
  const difference = (): number => {
    let [sum, weight] = [0, 0];
    lists.forEach((list, area) => {
      let [lateLead, lateTotal, earlyLead, earlyTotal] = [0, 0, 0, 0];
      list.forEach((i, at) => {
        if (at < lateCounts[area]!) [lateLead, lateTotal] = [lateLead + lead[i]!, lateTotal + total[i]!];
        else [earlyLead, earlyTotal] = [earlyLead + lead[i]!, earlyTotal + total[i]!];
      });
      sum += lateLead - (earlyLead / earlyTotal) * lateTotal;
      weight += lateTotal;
    });
    return sum / weight;
  };
  const observed = difference();
  const drawn = Float64Array.from({ length: replicates }, () => {
    for (const list of lists) random.shuffle(list);
    return difference();
  });
  const middle = drawn.reduce((sum, value) => sum + value, 0) / replicates;
  const distance = Math.abs(observed - middle) * (1 - 1e-12);
  const asFar = drawn.filter((value) => Math.abs(value - middle) >= distance).length;
  return {
    within: observed,
    pValue: (1 + asFar) / (1 + replicates),
    compared: lateCounts.reduce((sum, count) => sum + count, 0),
  };
}

function requireInput({ first, second, total, late, areas }: LateShiftInput): void {
  requireCounts("total", total);
  for (const [name, column] of [
    ["first", first],
    ["second", second],
  ] as const) {
    requireCounts(name, column);
    requireLength(name, column, total.length);
  }
  for (let i = 0; i < total.length; i++) {
    if (first[i]! + second[i]! <= total[i]!) continue;
    throw new StatisticsError(
      "impossible",
      `first[${i}]`,
      first[i],
      `and second[${i}] must not exceed total[${i}]`,
    );
  }
  requireLength("late", late, total.length);
  if (areas.length === 0) throw new StatisticsError("empty", "areas", "[]", "must hold at least one level");
  areas.forEach((names, level) => requireLength(`areas[${level}]`, names, total.length));
}
