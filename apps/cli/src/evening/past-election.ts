import * as contract from "@veedor/api-contract";
import type { Messages } from "@veedor/messages";
import type { Take } from "@veedor/quick-count";
import { takeInstants } from "@veedor/quick-count";
import { takeOverSample } from "@veedor/server";
import type { PastElection } from "../replay/election.ts";
import type { Evening } from "../replay/play.ts";
import { inOrderOfArrival } from "../replay/play.ts";
import { passingFolder } from "../start/passing-folder.ts";
import { hearSignals, type STOPPED, unlessStopped } from "../start/signals.ts";
import type { Cast } from "./cast.ts";
import { makeCast } from "./cast.ts";
import { acceptWaiting } from "./desk.ts";
import { type ReadyMission, setUpMission } from "./mission-set-up.ts";
import { frameWithSample } from "./past-frame.ts";
import { makePhone } from "./phone.ts";
import { playOnServer } from "./play-on-server.ts";
import { type StagedServer, startStaged } from "./staged-server.ts";
import { takeReader } from "./takes.ts";

/** Milliseconds before the first report or take in which the mission is set up. */
const BEFOREHAND = 6 * 3_600_000;

const PEOPLE = {
  administrator: { name: "Administrator", email: "administrator@replay.example" },
  chief: { name: "Chief of mission", email: "chief@replay.example" },
  statistician: { name: "Statistician", email: "statistician@replay.example" },
  desk: { name: "Desk officer", email: "desk@replay.example" },
} as const;

/**
 * Plays a past election through a server of its own, which passes: real requests of a phone, a desk that lets count
 * what the authority's file counts, takes as the server makes them.
 *
 * @param name of the election's folder
 */
export async function playPastElection(
  name: string,
  election: PastElection,
  messages: Messages,
  onTake: (take: Take) => Promise<void> | void,
): Promise<Evening | typeof STOPPED> {
  const folder = passingFolder();
  const signals = hearSignals();
  try {
    const instants = [...takeInstants(election.beforehand.plan), ...election.arrivals.map(({ at }) => at)];
    const start = instants.reduce((least, at) => Math.min(least, at)) - BEFOREHAND;
    const staged = await startStaged({ folder: folder.path, databaseUrl: null }, start);
    try {
      return await unlessStopped(signals, () => play(name, election, messages, staged, onTake));
    } finally {
      await staged.server.close();
    }
  } finally {
    signals.forget();
    folder.remove();
  }
}

async function play(
  name: string,
  election: PastElection,
  messages: Messages,
  staged: StagedServer,
  onTake: (take: Take) => Promise<void> | void,
): Promise<Evening> {
  const { server } = staged;
  const { origin, setupLink } = server;
  if (setupLink === null) throw new Error("a new server has an administrator");
  const cast = await makeCast(origin, setupLink, PEOPLE.administrator, messages.language);
  const ready = await setUp(name, election, messages, origin, cast);
  const { mission, contest, desk } = ready;
  await takeOverSample(server.context, ready, {
    strata: election.sample.strata,
    stations: election.sample.stations.map(({ code }) => code),
    seed: seedOf(election),
    person: ready.chief.person,
  });
  const parameters = { mission };
  await ready.statistician.client.call(contract.makeTallyForm, { parameters: { mission, contest } });
  const { token } = await desk.client.call(contract.addDevice, { parameters, body: { label: "Replay" } });
  const phone = makePhone(origin, token);
  const form = await phone.download(ready.formId);
  const reports = inOrderOfArrival(election.arrivals).map(({ at, station, figures }) => ({
    at,
    sheet: { station, figures },
    send: phone.send.bind(null, form),
  }));
  return playOnServer(
    {
      staged,
      reports,
      plan: election.beforehand.plan,
      takes: takeReader(server, ready.statistician, ready),
      beforeTake: async () => void (await acceptWaiting(desk, mission, contest)),
      stored: phone.stored,
    },
    onTake,
  );
}

function setUp(
  name: string,
  { beforehand, contest, frame, sample }: PastElection,
  { language }: Messages,
  origin: string,
  cast: Cast,
): Promise<ReadyMission> {
  const { plan, timeZone, title } = beforehand;
  const inZone = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  return setUpMission(origin, cast, PEOPLE, {
    contest,
    plan,
    timeZone,
    code: `replay-${name.toLowerCase().replaceAll(/[^a-z0-9-]+/g, "-")}`.slice(0, 60),
    name: { [language]: title.slice(0, 300) },
    electionName: { [language]: title.slice(0, 300) },
    country: "ZZ",
    languages: [language],
    day: inZone.format(Date.parse(plan.takes.first)),
    frame: frameWithSample(frame, sample.strata, sample.stations),
  });
}

function seedOf({ beforehand: { sample } }: PastElection): string {
  return sample.kind === "drawn" ? sample.seed : "the sample that was observed";
}
