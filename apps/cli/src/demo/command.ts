import { join } from "node:path";
import type { DemoCountry } from "@veedor/demo-country";
import { eveningReports, makeDemoCountry } from "@veedor/demo-country";
import { CHECKS, checkTally, defineTally } from "@veedor/domain";
import { sampleDesign } from "@veedor/quick-count";
import { frameHash } from "../frame/frame-hash.ts";
import type { ArrivingTally } from "../replay/play.ts";
import { playEvening } from "../replay/play.ts";
import { PAGES, presentReplay, takeTeller } from "../replay/present.ts";
import type { ReplayRecord } from "../replay/record.ts";
import { drawFromFrame } from "../replay/sample.ts";
import { trueShares, trueTurnout } from "../replay/truth.ts";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions } from "../terminal/options.ts";
import { DEMO_SAMPLE, demoPlan } from "./plan.ts";

const OPTIONS = {
  headless: { kind: "flag" },
  seed: { kind: "text" },
  page: { kind: "text" },
} as const satisfies OptionSpecs;

/** The seed of the country that everybody sees unless another is asked for. */
const DEFAULT_SEED = "arayuma";

/** `veedor demo`: the election evening of a fictional country, made from a seed and played as a replay is. */
export const demo: Command = async (args, terminal) => {
  const { values } = readOptions(args, OPTIONS, 0);
  const { messages } = terminal;
  if (values.help) {
    terminal.say(messages.text("terminal.help-demo"));
    return 0;
  }
  const presentation = { json: values.json, headless: values.headless, page: values.page };
  const seed = values.seed ?? DEFAULT_SEED;
  terminal.tell(messages.text("replay.making-country", { seed }));
  const country = makeDemoCountry({ seed });
  const { frame, contest } = country;
  const plan = demoPlan(country.date, country.utcOffset);
  const drawSeed = `${seed}: ${country.date}`;
  const sample = drawFromFrame(frame, { ...DEMO_SAMPLE, seed: drawSeed });
  const design = sampleDesign({ frame, plan, strataColumns: DEMO_SAMPLE.strata, sample });
  terminal.tell(
    messages.text("replay.sample-drawn", {
      designed: sample.length,
      strata: design.strata.length,
      frame: frame.stations.length,
    }),
  );
  const registeredOf = new Map(frame.stations.map((station) => [String(station.code), station.registered]));
  const arrivals = arrivingReports(country, sample, seed, registeredOf);
  const choices = contest.lines
    .filter((line) => line.role === "choice")
    .map(({ code, name }) => ({ code, name }));
  const onTake = takeTeller(
    terminal,
    presentation,
    choices.map((choice) => choice.name),
    country.timeZone,
  );
  const evening = await playEvening({ plan, contest, design, arrivals }, onTake);
  const record: ReplayRecord = {
    title: messages.text("replay.demo-title", {
      country: country.name,
      date: longDate(country.date, messages.language),
    }),
    source: messages.text("replay.fictional-source", { seed }),
    caution: messages.text("replay.fictional"),
    timeZone: country.timeZone,
    arrival: "simulated",
    sample: { kind: "drawn", seed: drawSeed },
    plan,
    choices,
    frame: {
      stations: frame.stations.length,
      registered: [...registeredOf.values()].reduce((sum: number, count) => sum + (count ?? 0), 0),
      hash: frameHash(frame),
    },
    strata: design.strata.length,
    designed: design.stations.length,
    truth: trueShares(contest, country.tallies, plan.denominator),
    trueTurnout: trueTurnout(contest, country.tallies, registeredOf),
    ...evening,
  };
  await presentReplay(record, terminal, presentation, join(PAGES, "demo.html"));
  return 0;
};

/** The reports of the evening; those whose sheet fails a check are kept for a person and not estimated from. */
function arrivingReports(
  country: DemoCountry,
  sample: ReturnType<typeof drawFromFrame>,
  seed: string,
  registeredOf: ReadonlyMap<string, number | null>,
): ArrivingTally[] {
  const codes = sample.map((station) => station.code);
  return eveningReports(country, codes, seed).map(({ station, at, figures }) => {
    const tally = defineTally(country.contest, station, figures);
    const found = checkTally(country.contest, tally.figures, registeredOf.get(station) ?? null);
    const setAside = found.some(({ code }) => CHECKS[code].severity === "error");
    return { station, at: Date.parse(at), figures: tally.figures, setAside };
  });
}

function longDate(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(Date.parse(date));
}
