import * as contract from "@veedor/api-contract";
import { RequestRefused } from "@veedor/api-contract";
import type { Language, Messages } from "@veedor/messages";
import type { Access } from "../server-access/access.ts";
import { accessTo, SERVER_OPTIONS } from "../server-access/access.ts";
import type { MissionItem } from "../server-access/named.ts";
import { MISSION_OPTIONS, missionNamed } from "../server-access/named.ts";
import type { Command } from "../terminal/command.ts";
import { readOptions } from "../terminal/options.ts";
import { printedTable } from "../terminal/table.ts";

/** `veedor mission show`: the missions that one has a part in, or one of them with all that stands for its evening. */
export const show: Command = async (args, terminal) => {
  const { values } = readOptions(args, { ...SERVER_OPTIONS, ...MISSION_OPTIONS }, 0);
  const { say, messages } = terminal;
  const access = accessTo(values.server, terminal);
  if (values.mission === undefined) {
    const { items } = await access.call(contract.listMissions, {});
    say(values.json ? JSON.stringify({ missions: items }) : missionTable(items, messages));
    return 0;
  }
  const mission = await missionNamed(access, values.mission);
  const parameters = { mission: mission.id };
  const whole = {
    mission,
    elections: (await access.call(contract.listElections, { parameters })).items,
    contests: (await access.call(contract.listContests, { parameters })).items,
    frames: await framesOf(access, mission.id),
    samples: (await access.call(contract.listSamples, { parameters })).items,
  };
  say(values.json ? JSON.stringify(whole) : wholeAsText(whole, messages));
  return 0;
};

/** `null` for somebody whose role does not see the frame. */
async function framesOf({ call }: Access, mission: string) {
  try {
    return (await call(contract.listFrames, { parameters: { mission } })).items;
  } catch (error) {
    if (error instanceof RequestRefused && error.problem.code === "forbidden") return null;
    throw error;
  }
}

type NameByLanguage = Readonly<Partial<Record<Language, string>>>;

function nameIn(name: NameByLanguage, language: Language): string {
  return name[language] ?? Object.values(name)[0] ?? "";
}

function missionTable(missions: readonly MissionItem[], { text, language }: Messages): string {
  if (missions.length === 0) return text("mission.none");
  const headings = (["code", "name", "country", "kind", "roles"] as const).map((key) => ({
    heading: text(`mission.heading-${key}`),
  }));
  const rows = missions.map(({ code, name, country, kind, roles }) => [
    code,
    nameIn(name, language),
    country,
    text("mission.kind", { kind }),
    roles.join(", "),
  ]);
  return printedTable(headings, rows);
}

type Whole = {
  readonly mission: MissionItem;
  readonly elections: readonly { readonly id: string; readonly day: string; readonly name: NameByLanguage }[];
  readonly contests: readonly {
    readonly code: string;
    readonly election: string;
    readonly name: NameByLanguage;
    readonly lines: readonly unknown[];
    readonly frozenAt: string | null;
  }[];
  readonly frames:
    | readonly { readonly version: number; readonly stations: number; readonly hash: string }[]
    | null;
  readonly samples: readonly {
    readonly election: string;
    readonly announcedAt: string;
    readonly drawnAt: string | null;
    readonly openedAt: string | null;
  }[];
};

function wholeAsText({ mission, elections, contests, frames, samples }: Whole, messages: Messages): string {
  const { text, language } = messages;
  const said = [missionTable([mission], messages), ""];
  for (const election of elections) {
    said.push(text("mission.election", { day: election.day, name: nameIn(election.name, language) }));
    for (const contest of contests.filter((one) => one.election === election.id)) {
      const state = contest.frozenAt === null ? "open" : "frozen";
      const { code, lines } = contest;
      const name = nameIn(contest.name, language);
      said.push(`  ${text("mission.contest", { code, name, lines: lines.length, state })}`);
    }
    for (const sample of samples.filter((one) => one.election === election.id)) {
      const state = sample.openedAt !== null ? "opened" : sample.drawnAt !== null ? "drawn" : "announced";
      said.push(`  ${text("mission.sample", { state, at: new Date(sample.announcedAt) })}`);
    }
  }
  const [latest] = frames ?? [];
  if (latest !== undefined)
    said.push(
      text("mission.frame", { version: latest.version, stations: latest.stations, hash: latest.hash }),
    );
  return said.join("\n");
}
