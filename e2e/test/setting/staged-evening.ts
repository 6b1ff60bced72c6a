// The fictional evening up to an instant, laid into the database as the server would have it: quicker than sending a
// thousand reports for every page that is looked at. Journeys that send reports do so over HTTP.
import { randomUUID } from "node:crypto";
import { createContest, createElection } from "@veedor/api-contract";
import { type DemoCountry, eveningReports, makeDemoCountry } from "@veedor/demo-country";
import { CHECKS, checkTally, defineTally } from "@veedor/domain";
import {
  type AnalysisPlan,
  QuickCount,
  readPlan,
  sampleDesign,
  type Take,
  takeInstants,
  withColumns,
} from "@veedor/quick-count";
import type { RunningServer } from "@veedor/server";
import type { Someone } from "./people.ts";
import { storeEvening } from "./store-evening.ts";

/** One station in this many is in the sample. */
const ONE_IN = 8;

export type StagedEvening = {
  readonly country: DemoCountry;
  readonly election: string;
  readonly contest: string;
  readonly takes: readonly Take[];
};

/** The fictional country that journeys take place in: small, so that it is made in a blink. */
export function stagedCountry(): DemoCountry {
  return makeDemoCountry({ seed: "arayuma", stations: 4_000 });
}

/** The plan of the staged evening. */
export function stagedPlan({ date, utcOffset }: DemoCountry): AnalysisPlan {
  const nextDay = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
  return readPlan(
    "staged",
    JSON.stringify({
      format: "veedor-analysis-plan/1",
      denominator: "validVotes",
      headline: "post-stratified",
      postStrata: { columns: ["zone"], minimum: 5 },
      watch: ["zone", "access"],
      takes: {
        first: `${date}T18:00:00${utcOffset}`,
        last: `${nextDay}T00:30:00${utcOffset}`,
        everyMinutes: 10,
      },
    }),
  );
}

/** Lays the evening up to an instant into a mission. */
export async function stageEvening(
  server: RunningServer,
  { mission, chief }: { readonly mission: string; readonly chief: Someone },
  country: DemoCountry,
  until: number,
): Promise<StagedEvening> {
  const { election, contest } = await electionAndContest(mission, chief, country);
  const plan = stagedPlan(country);
  const { frame } = country;
  const sampled = frame.stations.filter((_, i) => i % ONE_IN === 0);
  const design = sampleDesign({
    frame,
    plan,
    strataColumns: ["department"],
    sample: sampled.map((station) => withColumns(frame, station)),
  });
  const registered = new Map(frame.stations.map((station) => [String(station.code), station.registered]));
  const reports = eveningReports(
    country,
    sampled.map(({ code }) => code),
    "arayuma",
  )
    .map(({ station, at, figures }) => {
      const tally = defineTally(country.contest, station, figures);
      const found = checkTally(country.contest, tally.figures, registered.get(station) ?? null);
      const waits = found.some(({ code }) => CHECKS[code].severity === "error");
      return { id: randomUUID(), station, at: Date.parse(at), figures: tally.figures, waits, found };
    })
    .filter(({ at }) => at <= until)
    .sort((a, b) => a.at - b.at);

  const quickCount = new QuickCount(plan, country.contest, design);
  const takes: Take[] = [];
  let next = 0;
  for (const at of takeInstants(plan).filter((instant) => instant <= until)) {
    for (; (reports[next]?.at ?? Number.POSITIVE_INFINITY) <= at; next += 1) {
      const report = reports[next];
      if (report !== undefined) quickCount.receive(report.station, report.figures, report.waits);
    }
    takes.push(quickCount.take(at));
  }
  await storeEvening(server, { mission, election, contest, chief, country, plan, sampled, reports, takes });
  return { country, election, contest, takes };
}

async function electionAndContest(
  mission: string,
  chief: Someone,
  { date, utcOffset, contest }: DemoCountry,
) {
  const { id: election } = await chief.client.call(createElection, {
    parameters: { mission },
    body: {
      day: date,
      name: {
        es: "Elecciones generales",
        en: "General election",
        pt: "Eleições gerais",
        fr: "Élections générales",
      },
      round: "first",
      opensAt: `${date}T08:00:00${utcOffset}`,
      closesAt: `${date}T17:00:00${utcOffset}`,
    },
  });
  const made = await chief.client.call(createContest, {
    parameters: { mission },
    body: {
      election,
      code: "president",
      name: { es: "Presidencia", en: "Presidency", pt: "Presidência", fr: "Présidence" },
      lines: contest.lines.map(({ code, name, role }) => ({ code, name: { es: name }, role })),
      decidingRule: { rule: "absolute-majority", of: "validVotes" },
    },
  });
  return { election, contest: made.id };
}
