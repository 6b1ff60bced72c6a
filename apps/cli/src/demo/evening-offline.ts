import type { DemoCountry } from "@veedor/demo-country";
import { eveningReports } from "@veedor/demo-country";
import { CHECKS, checkTally, defineTally } from "@veedor/domain";
import type { AnalysisPlan, Take } from "@veedor/quick-count";
import { sampleDesign } from "@veedor/quick-count";
import type { ArrivingTally, Evening } from "../replay/play.ts";
import { playEvening } from "../replay/play.ts";
import { drawFromFrame } from "../replay/sample.ts";
import { DEMO_SAMPLE } from "./plan.ts";

/** A demo's evening as it was played, with the sample that was drawn for it. */
export type PlayedDemo = {
  readonly evening: Evening;
  readonly seed: string;
  readonly strata: number;
  readonly designed: number;
};

/**
 * Plays the evening without a server: the same every time.
 *
 * @param onDrawn told of the sample before the first report comes
 */
export async function playOffline(
  country: DemoCountry,
  plan: AnalysisPlan,
  onDrawn: (drawn: Pick<PlayedDemo, "strata" | "designed">) => void,
  onTake: (take: Take) => Promise<void> | void,
): Promise<PlayedDemo> {
  const { frame, contest, seed: countrySeed } = country;
  const seed = `${countrySeed}: ${country.date}`;
  const sample = drawFromFrame(frame, { ...DEMO_SAMPLE, seed });
  const design = sampleDesign({ frame, plan, strataColumns: DEMO_SAMPLE.strata, sample });
  const drawn = { strata: design.strata.length, designed: design.stations.length };
  onDrawn(drawn);
  const codes = sample.map(({ code }) => code);
  const evening = await playEvening({ plan, contest, design, arrivals: arriving(country, codes) }, onTake);
  return { evening, seed, ...drawn };
}

/** The reports of the evening; those whose sheet fails a check are kept for a person and not estimated from. */
function arriving(country: DemoCountry, codes: readonly string[]): ArrivingTally[] {
  const { contest, frame } = country;
  const registeredOf = new Map<string, number | null>(
    frame.stations.map(({ code, registered }) => [code, registered]),
  );
  return eveningReports(country, codes, country.seed).map(({ station, at, figures }) => {
    const tally = defineTally(contest, station, figures);
    const found = checkTally(contest, tally.figures, registeredOf.get(station) ?? null);
    const setAside = found.some(({ code }) => CHECKS[code].severity === "error");
    return { station, at: Date.parse(at), figures: tally.figures, setAside };
  });
}
