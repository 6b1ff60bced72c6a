import * as contract from "@veedor/api-contract";
import { accessTo, SERVER_OPTIONS } from "../server-access/access.ts";
import { electionNamed, MISSION_OPTIONS, missionNamed } from "../server-access/named.ts";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { printedTable } from "../terminal/table.ts";
import { mergeFile } from "./merge-file.ts";

const OPTIONS = {
  ...SERVER_OPTIONS,
  ...MISSION_OPTIONS,
  election: { kind: "text" },
  stations: { kind: "number", from: 1, to: 10_000_000, whole: true },
  strata: { kind: "list" },
  allocation: { kind: "text", oneOf: ["proportional", "equal"] },
  minimum: { kind: "number", from: 1, to: 1_000_000, whole: true },
  merge: { kind: "text" },
  spares: { kind: "number", from: 0, to: 1_000_000, whole: true },
  reason: { kind: "text" },
} as const satisfies OptionSpecs;

/** `veedor sample announce`: publishes design, frame, plans and the hash of a secret, before anything is drawn. */
export const announce: Command = async (args, terminal) => {
  const { values } = readOptions(args, OPTIONS, 0);
  const { say, messages } = terminal;
  const stations = required("stations", values.stations);
  const merge = values.merge === undefined ? {} : await mergeFile(values.merge);
  const access = accessTo(values.server, terminal);
  const { id: mission } = await missionNamed(access, values.mission);
  const { id: election } = await electionNamed(access, mission, values.election);
  const design = {
    stations,
    strata: [...(values.strata ?? [])],
    allocation: { rule: values.allocation ?? "proportional" },
    minimum: values.minimum ?? 3,
    merge,
    spares: values.spares ?? 0,
  };
  const announced = await access.call(contract.announceSample, {
    parameters: { mission, election },
    body: { design, reason: values.reason ?? null },
  });
  if (values.json) {
    say(JSON.stringify(announced));
    return 0;
  }
  const headings = [
    { heading: messages.text("sample.stratum") },
    { heading: "N_h", figures: true },
    { heading: "n_h", figures: true },
  ];
  const rows = announced.allocation.map((one) => [one.stratum, String(one.stations), String(one.drawn)]);
  say(printedTable(headings, rows));
  say(messages.text("mission.sample-announced", { hash: announced.secretSha256 }));
  return 0;
};
