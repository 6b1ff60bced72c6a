import * as contract from "@veedor/api-contract";
import type { DemoCountry, DemoReport } from "@veedor/demo-country";
import { eveningReports } from "@veedor/demo-country";
import { LANGUAGES, type Language, type Messages, messagesIn } from "@veedor/messages";
import type { AnalysisPlan, Take } from "@veedor/quick-count";
import type { Cast, Player } from "../evening/cast.ts";
import { makeCast } from "../evening/cast.ts";
import { type NameByLanguage, type ReadyMission, setUpMission } from "../evening/mission-set-up.ts";
import { makePhone, type Phone } from "../evening/phone.ts";
import { playOnServer } from "../evening/play-on-server.ts";
import { drawInPublic } from "../evening/public-draw.ts";
import type { StagedServer } from "../evening/staged-server.ts";
import { takeReader } from "../evening/takes.ts";
import type { PlayedDemo } from "./evening-offline.ts";
import { DEMO_SAMPLE } from "./plan.ts";

/** Phones that share the evening's reports; a station's second observer has another than the first. */
const PHONES = 40;

/** What was thrown in public on the day of the draw. */
const THROWN = ["dice: 4 1 6 6 2 5", "dice: 3 3 1 5 2 6"];

/** Stations that the demo's observer is assigned to. */
const ASSIGNED = 5;

/** A demo's mission with everybody who can look around in it. */
export type DemoMission = ReadyMission & {
  readonly players: readonly { readonly role: string; readonly player: Player }[];
  readonly stations: readonly string[];
  readonly sample: string;
  readonly strata: number;
};

const person = (role: string, name: string) => ({ name, email: `${role}@demo.example` });

/** Sets the mission up on the day before: people of every role, frame, frozen plan, sample drawn in public. */
export async function setUpDemo(
  { server }: StagedServer,
  country: DemoCountry,
  plan: AnalysisPlan,
  { language }: Messages,
): Promise<DemoMission> {
  const { origin, setupLink } = server;
  if (setupLink === null) throw new Error("a new server has an administrator");
  const cast = await makeCast(origin, setupLink, person("admin", "Ada Lozano"), language);
  const { date, utcOffset, timeZone, contest, frame, name } = country;
  const ready = await setUpMission(origin, cast, peopleOfDemo, {
    contest,
    frame,
    plan,
    timeZone,
    code: `demo-${date}`,
    name: inEach((messages) => messages.text("replay.demo-mission", { country: name })),
    electionName: inEach((messages) => messages.text("replay.demo-election")),
    country: "ZZ",
    // Names of the contest stand in the first of them.
    languages: ["es", "en", "pt", "fr"],
    day: date,
    polls: { opensAt: `${date}T07:00:00${utcOffset}`, closesAt: `${date}T17:00:00${utcOffset}` },
  });
  const { sample, stations } = await drawInPublic(ready.statistician, ready, DEMO_SAMPLE, THROWN);
  const players = await restOfTheCast(cast, ready, stations);
  const department = frame.areaLevels.indexOf("department");
  const strata = new Set(frame.stations.map(({ areas }) => areas[department])).size;
  return { ...ready, players, stations, sample, strata };
}

const peopleOfDemo = {
  chief: person("chief", "Clara Quiroga"),
  statistician: person("statistician", "Samuel Ibarra"),
  desk: person("desk", "Dolores Paz"),
} as const;

/** An observer with a few stations, and a reader. */
async function restOfTheCast(
  cast: Cast,
  { mission, chief, statistician, desk }: ReadyMission,
  stations: readonly string[],
): Promise<DemoMission["players"]> {
  const observer = await cast.join(chief, mission, "observer", person("observer", "Octavio Ríos"));
  const reader = await cast.join(chief, mission, "reader", person("reader", "Rosa Lima"));
  const items = stations.slice(0, ASSIGNED).map((station) => ({ station, person: observer.person }));
  await desk.client.call(contract.assignStations, { parameters: { mission }, body: { items } });
  return [
    { role: "administrator", player: cast.administrator },
    { role: "chief", player: chief },
    { role: "statistician", player: statistician },
    { role: "desk", player: desk },
    { role: "observer", player: observer },
    { role: "reader", player: reader },
  ];
}

function inEach(text: (messages: Messages) => string): NameByLanguage {
  const languages = Object.keys(LANGUAGES) as Language[];
  return Object.fromEntries(languages.map((language) => [language, text(messagesIn(language))]));
}

/**
 * Plays the evening through the server: every report is posted by a phone at its instant, takes are the server's own.
 * What checks hold back stays for the desk, as on a real evening.
 */
export async function playDemo(
  staged: StagedServer,
  ready: DemoMission,
  country: DemoCountry,
  plan: AnalysisPlan,
  onTake: (take: Take) => Promise<void> | void,
): Promise<PlayedDemo> {
  const { mission, contest, statistician, desk, chief, stations } = ready;
  await statistician.client.call(contract.makeTallyForm, { parameters: { mission, contest } });
  const { origin } = staged.server;
  const phones: Phone[] = [];
  for (let i = 1; i <= PHONES; i++) {
    const body = { label: `Phone ${String(i).padStart(2, "0")}` };
    const { token } = await desk.client.call(contract.addDevice, { parameters: { mission }, body });
    phones.push(makePhone(origin, token));
  }
  const [first] = phones;
  if (first === undefined) throw new Error("a demo without phones");
  const form = await first.download(ready.formId);
  const phoneOf = ({ observer, report }: DemoReport): Phone => phones[(observer + report) % PHONES] ?? first;
  const reports = eveningReports(country, stations, country.seed).map((report) => ({
    at: Date.parse(report.at),
    sheet: { station: report.station, figures: report.figures },
    send: phoneOf(report).send.bind(null, form),
  }));
  const stored = async (): Promise<number> => {
    let sum = 0;
    for (const phone of phones) sum += await phone.stored();
    return sum;
  };
  const takes = takeReader(staged.server, statistician, ready);
  const beforeTake = (): Promise<void> => Promise.resolve();
  const evening = await playOnServer({ staged, plan, reports, takes, beforeTake, stored }, onTake);
  const parameters = { mission, sample: ready.sample };
  const { seed } = await chief.client.call(contract.openSample, { parameters });
  return { evening, seed: seed ?? "", strata: ready.strata, designed: stations.length };
}
