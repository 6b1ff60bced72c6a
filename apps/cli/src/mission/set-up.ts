import { isDeepStrictEqual } from "node:util";
import * as contract from "@veedor/api-contract";
import { readStrictly } from "@veedor/quick-count";
import { z } from "zod";
import type { Access } from "../server-access/access.ts";
import { accessTo, SERVER_OPTIONS } from "../server-access/access.ts";
import { MISSION_OPTIONS, missionNamed } from "../server-access/named.ts";
import { readText } from "../table-files/text-file.ts";
import type { Command } from "../terminal/command.ts";
import { readOptions } from "../terminal/options.ts";

const contest = contract.createContest.body.omit({ election: true });
const election = contract.createElection.body.extend({ contests: z.array(contest).default([]) });
const elections = z.strictObject({ elections: z.array(election).min(1) });

type Election = z.output<typeof election>;
type Contest = z.output<typeof contest>;

const OPTIONS = { ...SERVER_OPTIONS, ...MISSION_OPTIONS };

/**
 * `veedor mission set-up FILE`: the elections and contests of a file. What is there already is changed to what the
 * file says, known by its day or code; run twice, it changes nothing the second time.
 */
export const setUp: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, OPTIONS, 1);
  const { say, messages } = terminal;
  const wanted = readStrictly(file, await readText(file), elections);
  const access = accessTo(values.server, terminal);
  const { id: mission, code } = await missionNamed(access, values.mission);
  const done = { added: 0, changed: 0 };
  for (const one of wanted.elections) {
    const { contests, ...entry } = one;
    const electionId = await bringElection(access, mission, entry, done);
    for (const each of contests) await bringContest(access, mission, electionId, each, done);
  }
  say(
    values.json ? JSON.stringify({ mission, ...done }) : messages.text("mission.set-up", { code, ...done }),
  );
  return 0;
};

type Done = { added: number; changed: number };

async function bringElection(
  { call }: Access,
  mission: string,
  entry: Omit<Election, "contests">,
  done: Done,
): Promise<string> {
  const parameters = { mission };
  const { items } = await call(contract.listElections, { parameters });
  const there = items.find(({ day }) => day === entry.day);
  if (there === undefined) {
    const { id } = await call(contract.createElection, { parameters, body: entry });
    done.added += 1;
    return id;
  }
  const { id, ...before } = there;
  const instant = (text: string | null): string | null =>
    text === null ? null : new Date(text).toISOString();
  const after = { ...entry, opensAt: instant(entry.opensAt), closesAt: instant(entry.closesAt) };
  if (!isDeepStrictEqual(before, after)) {
    await call(contract.changeElection, { parameters: { mission, election: id }, body: after });
    done.changed += 1;
  }
  return id;
}

async function bringContest(
  { call }: Access,
  mission: string,
  electionId: string,
  entry: Contest,
  done: Done,
): Promise<void> {
  const parameters = { mission };
  const { items } = await call(contract.listContests, { parameters });
  const there = items.find(({ code }) => code === entry.code);
  if (there === undefined) {
    await call(contract.createContest, { parameters, body: { ...entry, election: electionId } });
    done.added += 1;
    return;
  }
  // Only what differs: lines that are frozen may stand in the file as they are.
  const body = {
    ...(isDeepStrictEqual(there.name, entry.name) ? {} : { name: entry.name }),
    ...(isDeepStrictEqual(there.lines, entry.lines) ? {} : { lines: entry.lines }),
    ...(isDeepStrictEqual(there.decidingRule, entry.decidingRule)
      ? {}
      : { decidingRule: entry.decidingRule }),
  };
  if (Object.keys(body).length === 0) return;
  await call(contract.changeContest, { parameters: { mission, contest: there.id }, body });
  done.changed += 1;
}
