import { Readable } from "node:stream";
import { accessTo, SERVER_OPTIONS } from "../server-access/access.ts";
import { MISSION_OPTIONS, missionNamed, sampleOf } from "../server-access/named.ts";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions } from "../terminal/options.ts";

const OPTIONS = {
  ...SERVER_OPTIONS,
  ...MISSION_OPTIONS,
  election: { kind: "text" },
  calls: { kind: "flag" },
} as const satisfies OptionSpecs;

/**
 * `veedor sample list`: what was drawn, as CSV; with `--calls` the sheets for the people who call. Both are under
 * embargo, and the server notes who takes them.
 */
export const list: Command = async (args, terminal) => {
  const { values } = readOptions(args, OPTIONS, 0);
  const access = accessTo(values.server, terminal);
  const { id: mission } = await missionNamed(access, values.mission);
  const { id } = await sampleOf(access, mission, values.election);
  const file = values.calls ? "call-sheets.csv" : "stations.csv";
  const { body } = await access.request(`/api/missions/${mission}/samples/${id}/${file}`);
  const lines: string[] = [];
  if (body !== null) {
    for await (const line of linesOf(Readable.fromWeb(body))) {
      if (values.json) lines.push(line);
      else terminal.say(line);
    }
  }
  if (values.json) terminal.say(JSON.stringify({ sample: id, lines }));
  return 0;
};

/** Lines as they come: a list of thousands is not held in memory to be printed. */
async function* linesOf(body: Readable): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of body.setEncoding("utf8")) {
    const lines = (rest + String(piece)).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
