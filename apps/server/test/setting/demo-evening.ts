import * as contract from "@veedor/api-contract";
import { type DemoCountry, makeDemoCountry } from "@veedor/demo-country";
import type { RunningServer, StagedClock } from "../../src/index.ts";
import { newIdentifier } from "../../src/outside/identifiers.ts";
import { stationsInForce } from "../../src/samples/stations-store.ts";
import { freezePlan, type SmallMission } from "./mission.ts";
import { bareMission, signedInAs } from "./people.ts";

/** The fictional country in a mission of its own, with a sample of 240 stations by department. */
export type DemoEvening = Pick<
  SmallMission,
  "mission" | "contest" | "election" | "chief" | "statistician"
> & {
  readonly country: DemoCountry;
  readonly plan: object;
  readonly sample: string;
  readonly stations: readonly string[];
};

/** Makes the country, its frame put straight into the database, its plan frozen and its sample drawn through the API. */
export async function demoEvening(
  server: RunningServer & { readonly clock: StagedClock },
): Promise<DemoEvening> {
  const country = makeDemoCountry({ seed: "quick count", stations: 1_000 });
  // Sessions end after days: the mission begins on the morning of the election.
  server.clock.advanceTo(Date.parse(`${country.date}T06:00:00${country.utcOffset}`));
  const mission = await bareMission(server);
  const chief = await signedInAs(server, "chief", mission);
  const statistician = await signedInAs(server, "statistician", mission);
  const parameters = { mission };
  await storeFrame(server, mission, country);
  const election = await chief.client.call(contract.createElection, {
    parameters,
    body: { day: country.date, name: { es: "Elecciones" }, round: "only" },
  });
  const { code, name, lines } = country.contest;
  const { id } = await chief.client.call(contract.createContest, {
    parameters,
    body: {
      code,
      election: election.id,
      name: { es: name },
      lines: lines.map((line) => ({ code: line.code, name: { es: line.name }, role: line.role })),
      decidingRule: { rule: "plurality" },
    },
  });
  const people = { mission, contest: id, chief, statistician };
  const plan = planOf(country);
  await freezePlan(people, plan);
  const announced = await statistician.client.call(contract.announceSample, {
    parameters: { mission, election: election.id },
    body: {
      design: { stations: 240, strata: ["department"], minimum: 3, allocation: { rule: "proportional" } },
    },
  });
  const sample = { mission, sample: announced.id };
  const body = { text: "3 1 4 1 5 9 2 6", source: "Dice" };
  await statistician.client.call(contract.addContribution, { parameters: sample, body });
  await statistician.client.call(contract.drawSample, { parameters: sample });
  const drawn = await stationsInForce(server.context.database.query, announced.id);
  const stations = drawn.map((station) => station.code);
  return { ...people, country, plan, election: election.id, sample: announced.id, stations };
}

function planOf({ date, utcOffset }: DemoCountry): object {
  return {
    format: "veedor-analysis-plan/1",
    denominator: "validVotes",
    headline: "post-stratified",
    collapse: { rule: "neighbour", region: null },
    postStrata: { columns: ["zone"], minimum: 5 },
    watch: ["department", "zone", "access"],
    takes: {
      first: `${date}T18:00:00${utcOffset}`,
      last: `${date}T23:30:00${utcOffset}`,
      everyMinutes: 30,
    },
  };
}

async function storeFrame(
  { context }: RunningServer,
  mission: string,
  { frame }: DemoCountry,
): Promise<void> {
  const { pool } = context.database;
  const id = newIdentifier(context.clock.now());
  await pool.query(
    `insert into frame (id, mission_id, version, hash, area_levels, attribute_names, stations, imported_at)
     values ($1, $2, 1, repeat('0', 64), $3, $4, $5, now())`,
    [id, mission, frame.areaLevels, frame.attributeNames, frame.stations.length],
  );
  await pool.query(
    `insert into station (frame_id, code, areas, centre, registered, attributes)
     select $1, s ->> 'code', array(select jsonb_array_elements_text(s -> 'areas')), s ->> 'centre',
       (s ->> 'registered')::integer, s -> 'attributes'
     from jsonb_array_elements($2::jsonb) as s`,
    [id, JSON.stringify(frame.stations)],
  );
}
