import type { Messages } from "@veedor/messages";
import { printedTable } from "../terminal/table.ts";
import type { Shown } from "./shown.ts";

const signed = (value: number, decimals: number, messages: Messages): string =>
  `${value > 0 ? "+" : ""}${messages.fixed(value, decimals)}`;

/** What is said of one choice's model: tested before any share of stations is given. */
export function klimekLines({ found }: Shown, messages: Messages): string[] {
  const { klimek, findings } = found;
  if (klimek === null) return [];
  const { text, percent, fixed } = messages;
  const part = (name: "incremental" | "extreme"): string => {
    const { identified, share, pValue } = klimek[name];
    const simulated = findings.find(({ code }) => code === `klimek-${name}`)?.baseline.pValue ?? 1;
    const p = fixed(pValue, 3);
    // Both nulls must be rejected: the model's own and the country simulated area by area.
    return identified && share !== null && simulated <= 0.05
      ? text(`forensics.klimek-${name}`, { share: percent(share, 1), p })
      : text(`forensics.klimek-${name}-not-identified`, { p, simulated: fixed(simulated, 3) });
  };
  return ["", text("forensics.klimek"), `  ${part("incremental")}`, `  ${part("extreme")}`];
}

/** Shpilkin's excess as a range over the choices of the peak. */
export function shpilkinLines({ found }: Shown, messages: Messages): string[] {
  const { shpilkin } = found;
  if (shpilkin === null) return [];
  const whole = (value: number): string => signed(value, 0, messages);
  const values = {
    low: whole(shpilkin.range[0]),
    high: whole(shpilkin.range[1]),
    lowAll: whole(shpilkin.allBinsRange[0]),
    highAll: whole(shpilkin.allBinsRange[1]),
    choices: shpilkin.choices.length,
  };
  return ["", messages.text("forensics.shpilkin", values)];
}

/** Stations whose swing is far from their area's. */
export function swingLines({ found, stations, shown }: Shown, messages: Messages): string[] {
  const { swings } = found;
  if (swings === null) return [];
  const { text, percent, number, fixed } = messages;
  const lines = [
    "",
    text("forensics.swing", {
      far: swings.far.length,
      stations: swings.stations,
      simulated: fixed(swings.baseline.mean, 1),
      p: fixed(swings.baseline.pValue, 3),
    }),
  ];
  if (swings.far.length === 0) return lines;
  const table = printedTable(
    [
      { heading: text("forensics.column-station") },
      { heading: text("forensics.column-before"), figures: true },
      { heading: text("forensics.column-now"), figures: true },
      { heading: text("forensics.column-votes"), figures: true },
      { heading: "q", figures: true },
    ],
    swings.far
      .slice(0, shown)
      .map((one) => [
        stations.ids[one.station] ?? "",
        percent(one.before),
        percent(one.now),
        number(one.votes),
        fixed(one.qValue, 4),
      ]),
  );
  return [...lines, table, text("forensics.innocent", { causes: text("forensics.innocent-swing") })];
}

/** The late shift and what is left of it when places are taken out, level by level. */
export function lateShiftLines(page: Shown, messages: Messages): string[] {
  const { lateShift } = page.found;
  if (lateShift === null) return [];
  const { text, percent, fixed, number } = messages;
  const { request, columns } = page;
  const points = (value: number): string => signed(100 * value, 2, messages);
  const summary = text("forensics.late", {
    first: request.choices[request.choice] ?? "",
    second: request.choices[request.rival ?? 0] ?? "",
    early: points(lateShift.early),
    late: points(lateShift.late),
    shift: points(lateShift.shift),
    share: percent(lateShift.lateShare),
  });
  const table = printedTable(
    [
      { heading: text("forensics.column-places") },
      { heading: text("forensics.column-covered"), figures: true },
      { heading: text("forensics.column-explained"), figures: true },
      { heading: text("forensics.column-left"), figures: true },
    ],
    lateShift.levels.map((level) => [
      columns.areas[level.level] ?? "",
      percent(level.covered),
      points(level.composition),
      points(level.residual),
    ]),
  );
  const rest = text("forensics.late-rest", {
    residual: points(lateShift.residual),
    votes: number(lateShift.residualVotes),
    effect: points(lateShift.effect),
    within: points(lateShift.within),
    compared: lateShift.compared,
    p: fixed(lateShift.pValue, 3),
  });
  const causes = text("forensics.innocent", { causes: text("forensics.innocent-late") });
  return ["", summary, table, rest, causes, text("forensics.late-limits")];
}
