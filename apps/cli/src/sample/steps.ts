import * as contract from "@veedor/api-contract";
import { accessTo, SERVER_OPTIONS } from "../server-access/access.ts";
import { MISSION_OPTIONS, missionNamed, sampleOf } from "../server-access/named.ts";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";
import type { Terminal } from "../terminal/terminal.ts";

const OPTIONS = {
  ...SERVER_OPTIONS,
  ...MISSION_OPTIONS,
  election: { kind: "text" },
} as const satisfies OptionSpecs;
const CONTRIBUTE_OPTIONS = {
  ...OPTIONS,
  text: { kind: "text" },
  source: { kind: "text" },
} as const satisfies OptionSpecs;
const REPLACE_OPTIONS = {
  ...OPTIONS,
  station: { kind: "text" },
  evidence: { kind: "text" },
} as const satisfies OptionSpecs;
const OPEN_OPTIONS = { ...OPTIONS, yes: { kind: "flag" } } as const satisfies OptionSpecs;

type Named = {
  readonly server: string | undefined;
  readonly mission: string | undefined;
  readonly election: string | undefined;
};

async function latest(named: Named, terminal: Terminal) {
  const access = accessTo(named.server, terminal);
  const { id: mission } = await missionNamed(access, named.mission);
  const { id: sample } = await sampleOf(access, mission, named.election);
  return { call: access.call, parameters: { mission, sample } };
}

/** `veedor sample contribute`: adds what was thrown or drawn in public. */
export const contribute: Command = async (args, terminal) => {
  const { values } = readOptions(args, CONTRIBUTE_OPTIONS, 0);
  const { say, messages } = terminal;
  const body = { text: required("text", values.text), source: required("source", values.source) };
  const { call, parameters } = await latest(values, terminal);
  const added = await call(contract.addContribution, { parameters, body });
  const { number, text } = added;
  say(values.json ? JSON.stringify(added) : messages.text("mission.contribution-added", { number, text }));
  return 0;
};

/** `veedor sample draw`: draws, under embargo. */
export const drawIt: Command = async (args, terminal) => {
  const { values } = readOptions(args, OPTIONS, 0);
  const { say, messages } = terminal;
  const { call, parameters } = await latest(values, terminal);
  const drawn = await call(contract.drawSample, { parameters });
  const { stations } = drawn.design;
  say(values.json ? JSON.stringify(drawn) : messages.text("mission.sample-drawn", { stations }));
  return 0;
};

/** `veedor sample replace`: puts a spare in the place of a station shown not to exist before polls opened. */
export const replace: Command = async (args, terminal) => {
  const { values } = readOptions(args, REPLACE_OPTIONS, 0);
  const { say, messages } = terminal;
  const station = required("station", values.station);
  const body = { station, evidence: required("evidence", values.evidence) };
  const { call, parameters } = await latest(values, terminal);
  const { spare } = await call(contract.replaceStation, { parameters, body });
  say(
    values.json
      ? JSON.stringify({ station, spare })
      : messages.text("mission.station-replaced", { station, spare }),
  );
  return 0;
};

/** `veedor sample open --yes`: opens the secret, and with it the sample, to everyone. There is no way back. */
export const openIt: Command = async (args, terminal) => {
  const { values } = readOptions(args, OPEN_OPTIONS, 0);
  const { say, messages } = terminal;
  if (!values.yes) throw new Problem("usage", "problems.say-yes");
  const { call, parameters } = await latest(values, terminal);
  const opened = await call(contract.openSample, { parameters });
  const { secret, seed } = opened;
  say(
    values.json
      ? JSON.stringify(opened)
      : messages.text("mission.sample-opened", { secret: secret ?? "", seed: seed ?? "" }),
  );
  return 0;
};
