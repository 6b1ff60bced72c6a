import type { Figure, Station, StationCode } from "@veedor/domain";
import type { SeededRandom } from "@veedor/statistics";
import { StatisticsError, seededRandom } from "@veedor/statistics";
import type { DemoCountry } from "../country.ts";
import { arrivalSecond, instantOf, neverArrives, secondOf } from "./arrival.ts";
import type { SlipKind } from "./slips.ts";
import { copyWithSlip } from "./slips.ts";

export type Channel = "app" | "telephone" | "sms";

/**
 * One report as it reaches the mission.
 *
 * @property instance unique identifier of the report
 * @property at instant of arrival, ISO with the country's offset
 * @property observer number of the observer, from 1; no person's name
 * @property report 1 for the station's own observer, 2 for a second one who reports the same station
 * @property figures as sent, in the order of the contest's lines
 * @property slip what differs from the signed sheet, `null` when nothing
 */
export type DemoReport = {
  readonly instance: string;
  readonly station: StationCode;
  readonly at: string;
  readonly channel: Channel;
  readonly observer: number;
  readonly report: 1 | 2;
  readonly figures: readonly Figure[];
  readonly slip: SlipKind | null;
};

const SLIPS = 0.015;
const SLIPS_OF_SECOND_OBSERVERS = 0.25;
const SECOND_OBSERVERS = 0.03;

function channelOf(station: Station, random: SeededRandom): Channel {
  const draw = random.next();
  if (station.attributes["access"] !== "road") return draw < 0.5 ? "telephone" : draw < 0.85 ? "sms" : "app";
  if (station.attributes["zone"] === "rural") return draw < 0.55 ? "app" : draw < 0.8 ? "sms" : "telephone";
  return draw < 0.85 ? "app" : draw < 0.95 ? "telephone" : "sms";
}

/**
 * The election evening: what observers at the drawn stations send, by instant of arrival. Each station has a
 * stream of its own, so that its report does not depend on which others were drawn.
 *
 * @param drawnStationCodes stations of the current frame, each once; observers are numbered in this order
 * @throws {StatisticsError} `unknown-name` for a station that the frame lacks, `duplicate` for one named twice
 */
export function eveningReports(
  country: DemoCountry,
  drawnStationCodes: readonly string[],
  seed: string,
): DemoReport[] {
  const position = new Map<string, number>(country.frame.stations.map((station, i) => [station.code, i]));
  const dark = { from: secondOf(country.powerCut.from), to: secondOf(country.powerCut.to) };
  const named = new Set<string>();
  const reports: { readonly second: number; readonly report: DemoReport }[] = [];
  drawnStationCodes.forEach((code, drawn) => {
    const argument = `drawnStationCodes[${drawn}]`;
    const i = position.get(code) ?? -1;
    const station = country.frame.stations[i];
    const tally = country.tallies[i];
    if (station === undefined || tally === undefined) {
      throw new StatisticsError("unknown-name", argument, code, "must be a station of the country's frame");
    }
    if (named.has(code)) throw new StatisticsError("duplicate", argument, code, "must be named once");
    named.add(code);
    const random = seededRandom(`${country.seed}/${seed}/evening/${code}`);
    if (neverArrives(station, random)) return;
    const ballots = tally.figures.at(-1) ?? 0;
    const send = (report: 1 | 2, slips: number): void => {
      let second = arrivalSecond(station, ballots, random);
      const darkened = station.areas[0] === country.powerCut.department && second >= dark.from;
      if (darkened && second < dark.to) second = dark.to + random.integer(1500);
      const channel = channelOf(station, random);
      const slipped = random.next() < slips;
      const copy = slipped
        ? copyWithSlip(country.contest, tally.figures, random)
        : { figures: tally.figures, slip: null };
      const observer = drawn + 1 + (report === 2 ? drawnStationCodes.length : 0);
      const instance = `${code}/${report}`;
      const at = instantOf(second);
      const sent = { instance, station: station.code, at, channel, observer, report, ...copy };
      reports.push({ second, report: sent });
    };
    send(1, SLIPS);
    if (random.next() < SECOND_OBSERVERS) send(2, SLIPS_OF_SECOND_OBSERVERS);
  });
  // Not by locale: the order must be the same on every machine.
  reports.sort((a, b) => a.second - b.second || (a.report.instance < b.report.instance ? -1 : 1));
  return reports.map(({ report }) => report);
}
