import * as contract from "@veedor/api-contract";
import { accessTo, SERVER_OPTIONS } from "../server-access/access.ts";
import { MISSION_OPTIONS, missionNamed } from "../server-access/named.ts";
import { mappingFrom, sendFile } from "../server-access/send-file.ts";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { printedTable } from "../terminal/table.ts";
import { verbCommand } from "../terminal/verbs.ts";

const IMPORT_OPTIONS = {
  ...SERVER_OPTIONS,
  ...MISSION_OPTIONS,
  mapping: { kind: "text" },
} as const satisfies OptionSpecs;

/** `veedor frame import FILE --mapping FILE`: the authority's list of stations becomes the mission's next frame. */
const importFrame: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, IMPORT_OPTIONS, 1);
  const mapping = await mappingFrom(required("mapping", values.mapping));
  const access = accessTo(values.server, terminal);
  const { id } = await missionNamed(access, values.mission);
  const ask = (fileName: string) => ({ purpose: "frame" as const, fileName, mapping });
  return sendFile(access, id, file, ask, { terminal, json: values.json });
};

/** `veedor frame list`: the versions of the mission's frame, with their hashes. */
const list: Command = async (args, terminal) => {
  const { values } = readOptions(args, { ...SERVER_OPTIONS, ...MISSION_OPTIONS }, 0);
  const { say, messages } = terminal;
  const access = accessTo(values.server, terminal);
  const { id } = await missionNamed(access, values.mission);
  const { items } = await access.call(contract.listFrames, { parameters: { mission: id } });
  if (values.json) {
    say(JSON.stringify({ frames: items }));
    return 0;
  }
  const headings = [
    { heading: messages.text("mission.heading-version"), figures: true },
    { heading: messages.text("mission.heading-stations"), figures: true },
    { heading: messages.text("mission.heading-file") },
    { heading: messages.text("mission.heading-hash") },
  ];
  const rows = items.map(({ version, stations, fileName, hash }) => [
    String(version),
    messages.number(stations),
    fileName ?? "",
    hash,
  ]);
  say(printedTable(headings, rows));
  return 0;
};

/** `veedor frame import|list`: the frame of a mission. */
export const frame = verbCommand("terminal.help-frame", { import: importFrame, list });
