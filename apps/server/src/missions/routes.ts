import * as contract from "@veedor/api-contract";
import type { z } from "zod";
import type { Routes } from "../http/app.ts";
import { serve } from "../http/serve.ts";
import { changeContest, createContest, listContests, readContest } from "./contests.ts";
import type { ElectionEntry } from "./elections.ts";
import { changeElection, createElection, listElections } from "./elections.ts";
import type { Election, Mission, MissionContest } from "./mission.ts";
import { changeMission, createMission, listMissions, readMission } from "./missions.ts";

/** Missions, their elections and contests. */
export const missionRoutes: Routes = (app, context) => {
  serve(app, contract.listMissions, async ({ actor }) => ({
    items: (await listMissions(context, actor)).map((one) => ({
      ...missionAnswer(one),
      roles: [...one.roles],
    })),
  }));
  serve(app, contract.createMission, async ({ actor, body }) =>
    missionAnswer(await createMission(context, actor, body)),
  );
  serve(app, contract.readMission, async ({ actor, parameters }) =>
    missionAnswer(await readMission(context, actor, parameters.mission)),
  );
  serve(app, contract.changeMission, async ({ actor, parameters, body }) =>
    missionAnswer(await changeMission(context, actor, parameters.mission, given(body))),
  );
  serve(app, contract.listElections, async ({ actor, parameters }) => ({
    items: (await listElections(context, actor, parameters.mission)).map(electionAnswer),
  }));
  serve(app, contract.createElection, async ({ actor, parameters, body }) => {
    const entry: ElectionEntry = { ...body, opensAt: dateOf(body.opensAt), closesAt: dateOf(body.closesAt) };
    return electionAnswer(await createElection(context, actor, parameters.mission, entry));
  });
  serve(app, contract.changeElection, async ({ actor, parameters, body }) => {
    const { opensAt, closesAt, ...others } = body;
    const changes: Partial<ElectionEntry> = given({
      ...others,
      ...(opensAt === undefined ? {} : { opensAt: dateOf(opensAt) }),
      ...(closesAt === undefined ? {} : { closesAt: dateOf(closesAt) }),
    });
    const { mission, election } = parameters;
    return electionAnswer(await changeElection(context, actor, mission, election, changes));
  });
  serve(app, contract.listContests, async ({ actor, parameters }) => ({
    items: (await listContests(context, actor, parameters.mission)).map(contestAnswer),
  }));
  serve(app, contract.createContest, async ({ actor, parameters, body }) =>
    contestAnswer(await createContest(context, actor, parameters.mission, body)),
  );
  serve(app, contract.readContest, async ({ actor, parameters }) =>
    contestAnswer(await readContest(context, actor, parameters.mission, parameters.contest)),
  );
  serve(app, contract.changeContest, async ({ actor, parameters, body }) =>
    contestAnswer(await changeContest(context, actor, parameters.mission, parameters.contest, given(body))),
  );
};

/** Without members that were left out: those must not overwrite what stands. */
function given<Changes extends object>(
  changes: Changes,
): { [Name in keyof Changes]?: Exclude<Changes[Name], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as never;
}

const dateOf = (instant: string | null): Date | null => (instant === null ? null : new Date(instant));

const missionAnswer = (mission: Mission): z.input<typeof contract.readMission.answer> => ({
  ...mission,
  languages: mission.languages as ("es" | "en" | "pt" | "fr")[],
  areaLevels: [...mission.areaLevels],
  createdAt: mission.createdAt.toISOString(),
});

const electionAnswer = (election: Election): z.input<typeof contract.createElection.answer> => ({
  ...election,
  opensAt: election.opensAt?.toISOString() ?? null,
  closesAt: election.closesAt?.toISOString() ?? null,
});

const contestAnswer = (one: MissionContest): z.input<typeof contract.readContest.answer> => ({
  id: one.id,
  election: one.election,
  code: one.contest.code,
  name: one.name,
  lines: one.lines.map((line) => ({ ...line })),
  decidingRule: one.decidingRule,
  frozenAt: one.frozenAt?.toISOString() ?? null,
});
