import * as contract from "@veedor/api-contract";
import type { RunningServer, StagedClock } from "../../src/index.ts";
import { newIdentifier } from "../../src/outside/identifiers.ts";
import { untilTakesAreMade } from "../../src/quick-count/index.ts";
import { stationsInForce } from "../../src/samples/stations-store.ts";
import { acceptReports } from "../../src/tallies/index.ts";
import { freezePlan, PLAN, POLLING_DAY, PRESIDENT } from "./mission.ts";
import { bareMission, type SignedIn, signedInAs } from "./people.ts";
import { newPhone, type Phone, photoPart } from "./phone.ts";
import { filledSheet } from "./sheet.ts";

type Server = RunningServer & { readonly clock: StagedClock };

/** What must not be found anywhere but where it belongs. */
export type Planted = {
  /** Votes on sheets, and their sums. */
  readonly figures: readonly number[];
  /** Estimated shares, as their first digits. */
  readonly shares: readonly string[];
  /** Stations of the frame, of which the sample is a part. */
  readonly stations: readonly string[];
};

/** A mission full of figures that can be recognised, with somebody in every role. */
export type PlantedMission = {
  readonly mission: string;
  readonly code: string;
  readonly planted: Planted;
  readonly own: string;
  readonly people: Readonly<Record<"chief" | "statistician" | "desk" | "observer" | "reader", SignedIn>>;
  readonly administrator: SignedIn;
  readonly stranger: SignedIn;
  readonly phone: Phone;
  /** What parameters of paths are called, and what they are here. */
  readonly identifiers: Readonly<Record<string, string>>;
};

/** The first instant of the plan: 18 hours in Lima. */
const FIRST_TAKE = Date.parse("2026-10-04T23:00:00Z");

/** The mission before its evening: people, frame, contest, plan, sample, a phone of the observer. */
export async function preparedMission(server: Server) {
  const { database, clock } = server.context;
  const code = `planted-${newIdentifier(clock.now()).slice(-8)}`;
  const mission = await bareMission(server, code);
  const parameters = { mission };
  const [chief, statistician, desk, observer, reader] = [
    await signedInAs(server, "chief", mission),
    await signedInAs(server, "statistician", mission),
    await signedInAs(server, "desk", mission),
    await signedInAs(server, "observer", mission),
    await signedInAs(server, "reader", mission),
  ];
  const people = { chief, statistician, desk, observer, reader };
  const stations = Array.from({ length: 60 }, (_, i) => `ZQX-${String(i + 1).padStart(4, "0")}`);
  const frame = newIdentifier(clock.now());
  await database.pool.query(
    `insert into frame (id, mission_id, version, hash, area_levels, attribute_names, stations, imported_at)
     values ($1, $2, 1, repeat('0', 64), '{department}', '{zone}', 60, now())`,
    [frame, mission],
  );
  await database.pool.query(
    `insert into station (frame_id, code, areas, registered, attributes, search)
     select $1, code, array[case when n % 2 = 0 then 'Norte' else 'Sur' end], 400000,
       jsonb_build_object('zone', case when n % 4 < 2 then 'rural' else 'urban' end), lower(code)
     from unnest($2::text[]) with ordinality as s (code, n)`,
    [frame, stations],
  );
  const { id: election } = await chief.client.call(contract.createElection, {
    parameters,
    body: POLLING_DAY,
  });
  const body = { ...PRESIDENT, election };
  const { id: contest } = await chief.client.call(contract.createContest, { parameters, body });
  const plan = await freezePlan({ mission, contest, chief, statistician }, PLAN);
  const announced = await statistician.client.call(contract.announceSample, {
    parameters: { mission, election },
    body: {
      design: {
        stations: 24,
        strata: ["department", "zone"],
        allocation: { rule: "proportional" },
        spares: 1,
      },
    },
  });
  const sample = { mission, sample: announced.id };
  const dice = { text: "2 7 1 8 2 8 1 8", source: "Dice" };
  await statistician.client.call(contract.addContribution, { parameters: sample, body: dice });
  await statistician.client.call(contract.drawSample, { parameters: sample });
  const drawn = (await stationsInForce(database.query, announced.id)).map((one) => one.code);
  const own = drawn[0] ?? "";
  await database.pool.query(
    "insert into assignment (mission_id, station_code, person_id, assigned_at) values ($1, $2, $3, now())",
    [mission, own, observer.person],
  );
  const form = await chief.client.call(contract.makeTallyForm, { parameters: { mission, contest } });
  const phone = await newPhone(server, mission, observer.person);
  const identifiers = { mission, election, contest, frame, plan, sample: announced.id, form: form.id, code };
  return { mission, code, people, stations, drawn, own, phone, identifiers, formVersion: form.version };
}

/** Plays the evening: sheets by phone and by telephone, slips, decisions at the desk, takes, a proposal to release. */
export async function plantedMission(
  server: Server,
  prepared: Awaited<ReturnType<typeof preparedMission>>,
): Promise<PlantedMission> {
  const { mission, code, people, stations, drawn, own, phone } = prepared;
  const { chief, statistician, desk, observer } = people;
  const { query, pool } = server.context.database;
  const { contest } = prepared.identifiers;
  const parameters = { mission };
  const sheets = drawn.map((_, i) => plantedSheet(i));
  const send = async (i: number, figures: readonly number[]): Promise<void> => {
    const xml = filledSheet({ version: prepared.formVersion, station: drawn[i] ?? "", figures });
    const answer = await phone.send(xml, photoPart("sheet.jpg", "photo"));
    if (answer.status !== 201) throw new Error(await answer.text());
  };
  for (const i of [0, 1, 2]) await send(i, sheets[i] ?? []);
  // The same station again with other figures, and one that does not add up.
  const other = plantedSheet(40);
  await send(1, other);
  const wrong = plantedSheet(41).map((figure, line) => (line === 5 ? figure + 1_000 : figure));
  await send(3, wrong);
  const now = new Date(server.clock.now());
  const rest = drawn.slice(4, 22).map((station, i) => ({
    id: newIdentifier(now.getTime()),
    mission,
    contest,
    station,
    figures: sheets[i + 4] ?? [],
    submission: null,
    device: null,
    observer: null,
    comment: null,
  }));
  await query.transaction().execute((tx) => acceptReports(tx, now, rest));
  const telephone = plantedSheet(42);
  const entered = await desk.client.call(contract.enterReport, {
    parameters,
    body: { contest, station: drawn[22] ?? "", figures: telephone, observer: observer.person },
  });
  const corrected = plantedSheet(43);
  await desk.client.call(contract.correctReport, {
    parameters: { ...parameters, report: entered.id },
    body: { revision: entered.revision, figures: corrected, reason: "Read again" },
  });
  for (const minutes of [0, 10, 20]) {
    server.clock.advanceTo(FIRST_TAKE + minutes * 60_000);
    await untilTakesAreMade(server.context);
  }
  const { items } = await statistician.client.call(contract.listTakes, {
    parameters: { mission, contest },
    query: {},
  });
  const take = items.at(-1);
  const proposed = await statistician.client.call(contract.proposeRelease, {
    parameters: { mission, contest },
    body: { take: take?.id ?? "", overrideReason: "A test of what is not shown before it is released." },
  });
  const { rows } = await pool.query<{ id: string }>(
    "select id from tally_report where mission_id = $1 and state = 'waiting' limit 1",
    [mission],
  );
  const figures = [...sheets.slice(0, 22), other, wrong, telephone, corrected].flat();
  const estimates = items.flatMap(({ content }) => content.figures?.shares ?? []);
  return {
    mission,
    code,
    own,
    people,
    phone,
    planted: {
      figures: [...new Set(figures)].filter((figure) => figure > 10_000),
      shares: estimates.flatMap(({ estimate, low }) => [digits(estimate), digits(low)]),
      stations,
    },
    administrator: await signedInAs(server, "administrator"),
    stranger: await signedInAs(server, "chief", await bareMission(server)),
    identifiers: {
      ...prepared.identifiers,
      report: rows[0]?.id ?? "",
      take: take?.id ?? "",
      release: proposed.id,
      device: phone.device,
      person: observer.person,
      station: own,
      chief: chief.person,
    },
  };
}

/** The first digits of a share, enough to be no other number. */
const digits = (share: number): string => share.toFixed(9).slice(0, 10);

const PRIMES = primesFrom(100_003, 400);

/** A sheet of primes that no other sheet has; blank and null are primes of five digits. */
function plantedSheet(i: number): number[] {
  const [a = 0, b = 0, c = 0] = PRIMES.slice(3 * i, 3 * i + 3);
  const [blank, spoilt] = [10_007 + 2 * i, 10_501 + 2 * i];
  return [a, b, c, blank, spoilt, a + b + c + blank + spoilt];
}

function primesFrom(start: number, count: number): number[] {
  const primes: number[] = [];
  for (let n = start; primes.length < count; n += 2) {
    let isPrime = true;
    for (let d = 3; d * d <= n && isPrime; d += 2) isPrime = n % d !== 0;
    if (isPrime) primes.push(n);
  }
  return primes;
}
