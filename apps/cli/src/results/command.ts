import * as contract from "@veedor/api-contract";
import { accessTo, SERVER_OPTIONS } from "../server-access/access.ts";
import { contestNamed, MISSION_OPTIONS, missionNamed } from "../server-access/named.ts";
import { mappingFrom, sendFile } from "../server-access/send-file.ts";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";
import { printedTable } from "../terminal/table.ts";
import { verbCommand } from "../terminal/verbs.ts";

const COMMON = {
  ...SERVER_OPTIONS,
  ...MISSION_OPTIONS,
  contest: { kind: "text" },
} as const satisfies OptionSpecs;
const IMPORT_OPTIONS = {
  ...COMMON,
  mapping: { kind: "text" },
  kind: { kind: "text", oneOf: ["preliminary", "final"] },
  "published-at": { kind: "text" },
} as const satisfies OptionSpecs;

/** `veedor results import FILE`: what the authority had published at an instant. */
const importResults: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, IMPORT_OPTIONS, 1);
  const kind = required("kind", values.kind);
  const publishedAt = instantOf("published-at", required("published-at", values["published-at"]));
  const mapping = await mappingFrom(required("mapping", values.mapping));
  const access = accessTo(values.server, terminal);
  const { id: mission } = await missionNamed(access, values.mission);
  const { id: contest } = await contestNamed(access, mission, values.contest);
  const purpose = "official-results" as const;
  const ask = (fileName: string) => ({ purpose, fileName, mapping, contest, kind, publishedAt });
  return sendFile(access, mission, file, ask, { terminal, json: values.json });
};

/** An instant with its difference from UTC: a bare clock time would be read in somebody's own time zone. */
function instantOf(name: string, text: string): string {
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  if (isInstant && !Number.isNaN(Date.parse(text))) return new Date(text).toISOString();
  throw new Problem("usage", "problems.option-not-an-instant", { option: `--${name}`, value: text });
}

/** `veedor results list`: the snapshots of a contest, and what they add up to. */
const list: Command = async (args, terminal) => {
  const { values } = readOptions(args, COMMON, 0);
  const { say, messages } = terminal;
  const access = accessTo(values.server, terminal);
  const { id: mission } = await missionNamed(access, values.mission);
  const contest = await contestNamed(access, mission, values.contest);
  const { items } = await access.call(contract.listOfficialResults, {
    parameters: { mission },
    query: { contest: contest.id },
  });
  const snapshots = await Promise.all(
    items.map(async (snapshot) => {
      const parameters = { mission, results: snapshot.id };
      const { whole } = await access.call(contract.sumOfficialResults, { parameters, query: {} });
      return { ...snapshot, sums: whole.sums };
    }),
  );
  if (values.json) {
    say(JSON.stringify({ contest: contest.code, lines: contest.lines.map(({ code }) => code), snapshots }));
    return 0;
  }
  const headings = [
    { heading: messages.text("mission.heading-published") },
    { heading: messages.text("mission.heading-result-kind") },
    { heading: messages.text("mission.heading-stations"), figures: true },
    ...contest.lines.map(({ code }) => ({ heading: code, figures: true })),
  ];
  const rows = snapshots.map(({ publishedAt, kind, tallies, sums }) => [
    publishedAt,
    messages.text("mission.result-kind", { kind }),
    messages.number(tallies),
    ...sums.map(({ sum }) => (sum === null ? messages.text("import.not-computable") : messages.number(sum))),
  ]);
  say(printedTable(headings, rows));
  return 0;
};

/** `veedor results import|list`: what the authority has published. */
export const results = verbCommand("terminal.help-results", { import: importResults, list });
