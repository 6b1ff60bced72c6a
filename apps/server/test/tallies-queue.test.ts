import * as contract from "@veedor/api-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { type SignedIn, signedInAs } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";
import { type TallyMission, tallyMission } from "./setting/tally-mission.ts";

const WAITING = 50_000;
/** Milliseconds in which a page comes, also on a machine that does other things; it is a tenth of it alone. */
const SMOOTH = 400;

describe("a queue of 50,000 reports", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let at: TallyMission;
  let desk: SignedIn;
  beforeAll(async () => {
    server = await testServer();
    at = await tallyMission(server, 0);
    desk = await signedInAs(server, "desk", at.mission);
    const { pool } = server.context.database;
    await pool.query(
      `insert into station (frame_id, code, areas, registered, attributes, area, search)
       select $1, 'S' || n, array['Dep ' || n % 20, 'Mun ' || n % 400], 300, '{}', 1 + n / 7 % 20,
         's' || n || ' dep ' || n % 20
       from generate_series(1, 170000) n`,
      [at.frame],
    );
    await pool.query(
      `insert into frame_area (frame_id, number, last, parent, level, name, stations, registered_missing)
       select $1, n, n, null, 1, 'Dep ' || n - 1, 8500, 0 from generate_series(1, 20) n`,
      [at.frame],
    );
    // 150,000 more that count, as later in the evening.
    await pool.query(
      `with reports as (
         insert into tally_report (id, mission_id, contest_id, station_code, arrived_at, state)
         select gen_random_uuid(), $1, $2, 'S' || (n % 170000 + 1), now(),
           case when n % 4 = 0 then 'waiting' else 'counted' end
         from generate_series(1, $3::integer) n returning id, contest_id, station_code, state, sequence
       ), stations as (
         insert into tally_station select contest_id, station_code, count(*) from reports group by 1, 2
       ), versions as (
         insert into tally_version (report_id, version, figures, made_at)
         select id, 1, '{1,2,3,4,5,15}', now() from reports
       )
       insert into tally_flag (report_id, version, code, parameters)
       select id, 1, case when sequence % 400 = 0 then 'no-votes' else 'sum-above-total' end, '{}'
       from reports where state = 'waiting'`,
      [at.mission, at.contest, 4 * WAITING],
    );
    await pool.query("analyze station, tally_report, tally_flag, tally_version, tally_station, frame_area");
  });
  afterAll(() => server.close());

  const page = async (query: z.input<typeof contract.listReports.query>) => {
    const begun = performance.now();
    const answer = await desk.client.call(contract.listReports, {
      parameters: { mission: at.mission },
      query,
    });
    return { ...answer, took: performance.now() - begun };
  };

  it.each([
    ["from its beginning", {}],
    ["a rare reason", { reason: "no-votes" as const }],
    ["one department", { area: 7 }],
    ["a text that few stations have", { search: "s4999" }],
    ["a text that no station has", { search: "nowhere" }],
  ])("pages smoothly, %s", async (_, query) => {
    const times: number[] = [];
    let after: string | null = null;
    for (let i = 0; i < 12; i++) {
      const answer = await page({ ...query, limit: 100, ...(after === null ? {} : { after }) });
      times.push(answer.took);
      after = answer.next;
      if (after === null) break;
    }
    times.sort((a, b) => a - b);
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(SMOOTH);
  });

  it("pages as smoothly at its end as at its beginning", async () => {
    const { rows } = await server.context.database.pool.query<{ sequence: number }>(
      "select sequence from tally_report where state = 'waiting' order by sequence desc offset 60 limit 1",
    );
    const answer = await page({ after: String(rows[0]?.sequence), limit: 100 });
    expect(answer.items).toHaveLength(60);
    expect(answer.next).toBeNull();
    expect(answer.took).toBeLessThan(SMOOTH);
  });

  it("is counted by reason while one waits", async () => {
    const begun = performance.now();
    const { states, reasons } = await desk.client.call(contract.countReports, {
      parameters: { mission: at.mission },
      query: {},
    });
    const took = performance.now() - begun;
    expect(states).toEqual({ counted: 3 * WAITING, waiting: WAITING, "set-aside": 0 });
    expect(reasons.reduce((sum, { reports }) => sum + reports, 0)).toBe(WAITING);
    expect(took).toBeLessThan(3 * SMOOTH);
  });
});
