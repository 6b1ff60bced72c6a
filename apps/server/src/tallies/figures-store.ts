import type { Figure } from "@veedor/domain";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../database/schema.ts";

/**
 * A station's figures as the quick count takes them in.
 *
 * @property setAside they wait for the desk or have been set aside: arrived, and not estimated from
 */
export type FiguresInOrder = {
  readonly report: string;
  readonly version: number;
  readonly station: string;
  readonly figures: readonly Figure[];
  readonly arrivedAt: Date;
  readonly sequence: number;
  readonly setAside: boolean;
};

/**
 * The reports of a contest in order of arrival, each as it now stands. For the server's own use: whoever asks for
 * people checks their permission.
 *
 * @param until reports that arrived later are left out
 * @param sample only stations of this sample
 */
export async function figuresInOrder(
  query: Kysely<Schema>,
  contest: string,
  { until, sample }: { readonly until?: Date; readonly sample?: string } = {},
): Promise<FiguresInOrder[]> {
  const { rows } = await sql<FiguresInOrder>`
    select r.id as report, r.current_version as version, r.station_code as station, v.figures,
      r.arrived_at as "arrivedAt", r.sequence, r.state <> 'counted' as "setAside"
    from tally_report r
    join tally_version v on v.report_id = r.id and v.version = r.current_version
    where r.contest_id = ${contest}
      ${until === undefined ? sql`` : sql`and r.arrived_at <= ${until}`}
      ${
        sample === undefined
          ? sql``
          : sql`and r.station_code in (select station_code from sample_station where sample_id = ${sample})`
      }
    order by r.sequence`.execute(query);
  return rows;
}

/** Versions of reports by sequence and version, in the order that is given: what a take was made from. */
export async function versionsInOrder(
  query: Kysely<Schema>,
  mission: string,
  wanted: readonly { readonly sequence: number; readonly version: number }[],
): Promise<Pick<FiguresInOrder, "station" | "figures" | "arrivedAt">[]> {
  const { rows } = await sql<Pick<FiguresInOrder, "station" | "figures" | "arrivedAt">>`
    select r.station_code as station, v.figures, r.arrived_at as "arrivedAt"
    from unnest(
      ${wanted.map(({ sequence }) => sequence)}::bigint[], ${wanted.map(({ version }) => version)}::integer[]
    ) with ordinality as w (sequence, version, place)
    join tally_report r on r.mission_id = ${mission} and r.sequence = w.sequence
    join tally_version v on v.report_id = r.id and v.version = w.version
    order by w.place`.execute(query);
  return rows;
}
