import { basename, join, resolve } from "node:path";
import { playPastElection } from "../evening/past-election.ts";
import { INTERRUPTED, STOPPED } from "../start/signals.ts";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions } from "../terminal/options.ts";
import { loadElection, readManifest } from "./election.ts";
import { playEvening } from "./play.ts";
import { PAGES, presentReplay, takeTeller } from "./present.ts";

const OPTIONS = {
  offline: { kind: "flag" },
  headless: { kind: "flag" },
  page: { kind: "text" },
} as const satisfies OptionSpecs;

/** `veedor replay FOLDER`: a past election as its reports arrived. */
export const replay: Command = async (args, terminal) => {
  const { values, file: folder } = readOptions(args, OPTIONS, 1);
  if (values.help) {
    terminal.say(terminal.messages.text("terminal.help-replay"));
    return 0;
  }
  const { messages } = terminal;
  const presentation = { json: values.json, headless: values.headless, page: values.page };
  const manifest = await readManifest(folder);
  terminal.tell(messages.text("replay.reading", { title: basename(resolve(folder)) }));
  const election = await loadElection(folder, manifest, messages);
  const { beforehand, contest, design, arrivals } = election;
  const { designed, strata, frame } = beforehand;
  terminal.tell(messages.text("replay.sample-drawn", { designed, strata, frame: frame.stations }));
  const names = beforehand.choices.map((choice) => choice.name);
  const onTake = takeTeller(terminal, presentation, names, beforehand.timeZone);
  const name = basename(resolve(folder));
  const evening = values.offline
    ? await playEvening({ plan: beforehand.plan, contest, design, arrivals }, onTake)
    : await playPastElection(name, election, messages, onTake);
  if (evening === STOPPED) return INTERRUPTED;
  const defaultPage = join(PAGES, `${name}.html`);
  await presentReplay({ ...beforehand, ...evening }, terminal, presentation, defaultPage);
  return 0;
};
