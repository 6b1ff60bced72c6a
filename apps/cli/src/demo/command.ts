import { join } from "node:path";
import type { DemoCountry } from "@veedor/demo-country";
import { makeDemoCountry } from "@veedor/demo-country";
import type { Messages } from "@veedor/messages";
import type { AnalysisPlan } from "@veedor/quick-count";
import { frameHash } from "../frame/frame-hash.ts";
import { PAGES, presentReplay, takeTeller } from "../replay/present.ts";
import type { ReplayRecord } from "../replay/record.ts";
import { trueShares, trueTurnout } from "../replay/truth.ts";
import { defaultDataFolder } from "../start/data-folder.ts";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions } from "../terminal/options.ts";
import { playOnDemoServer } from "./demo-server.ts";
import type { PlayedDemo } from "./evening-offline.ts";
import { playOffline } from "./evening-offline.ts";
import { demoPlan } from "./plan.ts";

const OPTIONS = {
  headless: { kind: "flag" },
  offline: { kind: "flag" },
  seed: { kind: "text" },
  page: { kind: "text" },
  data: { kind: "text" },
} as const satisfies OptionSpecs;

/** The seed of the country that everybody sees unless another is asked for. */
const DEFAULT_SEED = "arayuma";

/**
 * `veedor demo`: the election evening of a fictional country, played through a server of its own, which then stays to
 * be looked at; or without one.
 */
export const demo: Command = async (args, terminal) => {
  const { values } = readOptions(args, OPTIONS, 0);
  const { messages } = terminal;
  if (values.help) {
    terminal.say(messages.text("terminal.help-demo"));
    return 0;
  }
  const { json, headless, page } = values;
  const presentation = { json, headless, page };
  const seed = values.seed ?? DEFAULT_SEED;
  terminal.tell(messages.text("replay.making-country", { seed }));
  const country = makeDemoCountry({ seed });
  const plan = demoPlan(country.date, country.utcOffset);
  const names = choicesOf(country).map(({ name }) => name);
  const onTake = takeTeller(terminal, presentation, names, country.timeZone);
  const onDrawn = ({ strata, designed }: Pick<PlayedDemo, "strata" | "designed">): void =>
    terminal.tell(
      messages.text("replay.sample-drawn", { designed, strata, frame: country.frame.stations.length }),
    );
  const present = (played: PlayedDemo): Promise<void> =>
    presentReplay(
      recordOf(country, plan, played, messages),
      terminal,
      presentation,
      join(PAGES, "demo.html"),
    );
  if (values.offline) {
    await present(await playOffline(country, plan, onDrawn, onTake));
    return 0;
  }
  const folder = values.data ?? defaultDataFolder("demo");
  return playOnDemoServer({ folder, country, plan, headless, terminal, onDrawn, onTake, present });
};

const choicesOf = ({ contest }: DemoCountry): ReplayRecord["choices"] =>
  contest.lines.filter(({ role }) => role === "choice").map(({ code, name }) => ({ code, name }));

function recordOf(
  country: DemoCountry,
  plan: AnalysisPlan,
  { evening, seed, strata, designed }: PlayedDemo,
  messages: Messages,
): ReplayRecord {
  const { frame, contest, tallies, name, date, timeZone } = country;
  const registeredOf = new Map(frame.stations.map((station) => [String(station.code), station.registered]));
  return {
    title: messages.text("replay.demo-title", { country: name, date: longDate(date, messages.language) }),
    source: messages.text("replay.fictional-source", { seed: country.seed }),
    caution: messages.text("replay.fictional"),
    timeZone,
    plan,
    strata,
    designed,
    arrival: "simulated",
    sample: { kind: "drawn", seed },
    choices: choicesOf(country),
    frame: {
      stations: frame.stations.length,
      registered: [...registeredOf.values()].reduce((sum: number, count) => sum + (count ?? 0), 0),
      hash: frameHash(frame),
    },
    truth: trueShares(contest, tallies, plan.denominator),
    trueTurnout: trueTurnout(contest, tallies, registeredOf),
    ...evening,
  };
}

function longDate(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(Date.parse(date));
}
