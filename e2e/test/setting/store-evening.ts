import { createHash, randomUUID } from "node:crypto";
import type { DemoCountry } from "@veedor/demo-country";
import type { checkTally } from "@veedor/domain";
import type { AnalysisPlan, Take } from "@veedor/quick-count";
import type { RunningServer } from "@veedor/server";
import type { Someone } from "./people.ts";

/** How the sample says that it was drawn. */
const SAMPLE_DESIGN = {
  stations: 500,
  strata: ["department"],
  allocation: { rule: "proportional" },
  minimum: 3,
  merge: {},
  spares: 0,
};

/** Everything of an evening that is laid into the database. */
export type Staged = {
  readonly mission: string;
  readonly election: string;
  readonly contest: string;
  readonly chief: Someone;
  readonly country: DemoCountry;
  readonly plan: AnalysisPlan;
  readonly sampled: DemoCountry["frame"]["stations"];
  readonly reports: readonly {
    readonly id: string;
    readonly station: string;
    readonly at: number;
    readonly figures: readonly (number | null)[];
    readonly waits: boolean;
    readonly found: ReturnType<typeof checkTally>;
  }[];
  readonly takes: readonly Take[];
};

/** Writes it all as the server would have. */
export async function storeEvening(server: RunningServer, staged: Staged): Promise<void> {
  const { pool } = server.context.database;
  const { mission, election, contest, chief, country, plan, sampled, takes } = staged;
  const [frame, sample, planId] = [randomUUID(), randomUUID(), randomUUID()];
  const run = (text: string, values: unknown[]) => pool.query(text, values);
  const began = new Date(Date.parse(country.date)).toISOString();
  await run(
    `insert into frame (id, mission_id, version, hash, area_levels, attribute_names, stations, imported_at)
     values ($1, $2, 1, $3, $4, $5, $6, $7)`,
    [
      frame,
      mission,
      "0".repeat(64),
      country.frame.areaLevels,
      country.frame.attributeNames,
      country.frame.stations.length,
      began,
    ],
  );
  await run(
    `insert into station (frame_id, code, areas, registered, attributes)
     select $1, code, areas, registered, attributes
     from jsonb_to_recordset($2) as s(code text, areas text[], registered int, attributes jsonb)`,
    [
      frame,
      JSON.stringify(
        country.frame.stations.map(({ code, areas, registered, attributes }) => ({
          code,
          areas,
          registered,
          attributes,
        })),
      ),
    ],
  );
  await run(
    `insert into sample (id, mission_id, election_id, number, frame_id, design, allocation, plans, secret_sha256, secret_sealed,
       announced_at, announced_by, drawn_at, drawn_by)
     values ($1, $2, $3, 1, $4, $8, '[]', '[]', $5, '', $6, $7, $6, $7)`,
    [sample, mission, election, frame, "0".repeat(64), began, chief.person, JSON.stringify(SAMPLE_DESIGN)],
  );
  await run(
    `insert into sample_station (sample_id, station_code, stratum, stratum_stations, stratum_drawn, draw_order, ticket, is_spare)
     select $1, code, stratum, 1, 1, place, '', false
     from jsonb_to_recordset($2) as s(code text, stratum text, place int)`,
    [sample, JSON.stringify(sampled.map(({ code, areas }, place) => ({ code, stratum: areas[0], place })))],
  );
  const document = JSON.stringify(plan);
  await run(
    `insert into analysis_plan (id, mission_id, contest_id, version, document, hash, proposed_by, proposed_at, frozen_at)
     values ($1, $2, $3, 1, $4, $5, $6, $7, $7)`,
    [
      planId,
      mission,
      contest,
      document,
      createHash("sha256").update(document).digest("hex"),
      chief.person,
      began,
    ],
  );
  await storeReports(run, staged);
  await run(
    `insert into take (id, mission_id, contest_id, plan_id, sample_id, number, at, made_at, content, inputs, inputs_hash)
     select gen_random_uuid(), $1, $2, $3, $4, (t->>'number')::int, to_timestamp((t->>'at')::float8 / 1000),
       to_timestamp((t->>'at')::float8 / 1000), t, '[]', repeat('0', 64) from jsonb_array_elements($5) t`,
    [mission, contest, planId, sample, JSON.stringify(takes, plain)],
  );
}

async function storeReports(
  run: (text: string, values: unknown[]) => Promise<unknown>,
  { mission, contest, reports }: Staged,
): Promise<void> {
  const rows = JSON.stringify(
    reports.map(({ id, station, at, figures, waits }) => ({
      id,
      station,
      at: new Date(at).toISOString(),
      figures,
      state: waits ? "waiting" : "counted",
    })),
  );
  await run(
    `insert into tally_station (contest_id, station_code, reports)
     select $1, station, count(*) from jsonb_to_recordset($2) as r(station text) group by station`,
    [contest, rows],
  );
  await run(
    `insert into tally_report (id, mission_id, contest_id, station_code, arrived_at, state)
     select id, $1, $2, station, at, state
     from jsonb_to_recordset($3) as r(id uuid, station text, at timestamptz, state text) order by at`,
    [mission, contest, rows],
  );
  await run(
    `insert into tally_version (report_id, version, figures, made_at)
     select id, 1, figures, at from jsonb_to_recordset($1) as r(id uuid, figures int[], at timestamptz)`,
    [rows],
  );
  const flags = reports.flatMap(({ id, found }) =>
    found.map(({ code, parameters }) => ({ id, code, parameters })),
  );
  await run(
    `insert into tally_flag (report_id, version, code, parameters)
     select id, 1, code, parameters from jsonb_to_recordset($1) as f(id uuid, code text, parameters jsonb)
     on conflict do nothing`,
    [JSON.stringify(flags)],
  );
}

/** JSON has no typed arrays. */
function plain(_name: string, value: unknown): unknown {
  return value instanceof Float64Array ? [...value] : value;
}
