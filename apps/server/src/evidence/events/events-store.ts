import type { MissionAction } from "@veedor/domain";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../../database/schema.ts";
import type { Snapshot } from "./snapshot.ts";

type Query = Kysely<Schema>;

export type MissionEvent = {
  readonly id: number;
  readonly xid: bigint;
  readonly kind: string;
  readonly audience: MissionAction;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Date;
};

/** What has been committed until now. */
export async function presentSnapshot(query: Query): Promise<Snapshot> {
  const { rows } = await sql<{ snapshot: Snapshot }>`select pg_current_snapshot()::text as snapshot`.execute(
    query,
  );
  const [row] = rows;
  if (row === undefined) throw new Error("no snapshot");
  return row.snapshot;
}

const PAGE = 500;

/**
 * A mission's events that have been committed since a snapshot, page by page, in the order of their transactions.
 * The same two snapshots always give the same events.
 *
 * @returns the snapshot up to which everything has been handed over
 */
export async function eventsSince(
  query: Query,
  mission: string,
  since: Snapshot,
  handOver: (events: readonly MissionEvent[]) => Promise<void> | void,
): Promise<Snapshot> {
  let until: Snapshot | null = null;
  let after = { xid: "0", id: 0 };
  for (;;) {
    const { rows }: { rows: EventRow[] } = await sql<EventRow>`
      select pg_current_snapshot()::text as snapshot, e.*
      from (select) as one
      left join lateral (
        select xid::text, id, kind, audience, data, at from mission_event
        where mission_id = ${mission}
          and xid >= pg_snapshot_xmin(${since}::pg_snapshot)
          and (mission_event.xid, id) > (${after.xid}::xid8, ${after.id})
          and not pg_visible_in_snapshot(mission_event.xid, ${since}::pg_snapshot)
          ${until === null ? sql`` : sql`and pg_visible_in_snapshot(mission_event.xid, ${until}::pg_snapshot)`}
        order by mission_event.xid, id limit ${PAGE}
      ) e on true`.execute(query);
    until ??= rows[0]?.snapshot ?? since;
    const events = rows.flatMap(({ snapshot: _snapshot, xid, id, ...event }): MissionEvent[] =>
      id === null ? [] : [{ ...event, id, xid: BigInt(xid) }],
    );
    if (events.length > 0) await handOver(events);
    const last = events.at(-1);
    if (last === undefined || events.length < PAGE) return until;
    after = { xid: String(last.xid), id: last.id };
  }
}

type EventRow = Omit<MissionEvent, "xid" | "id"> & {
  readonly snapshot: Snapshot;
  readonly xid: string;
  readonly id: number | null;
};

/**
 * Events of a database that was restored from another one name transactions that have not happened here. They are
 * made old, or they would count as new when this database's own transactions come so far.
 */
export async function settleRestoredEvents(query: Query): Promise<void> {
  // 3 is the first transaction that a database ever has.
  await sql`update mission_event set xid = '3'::xid8
    where xid >= pg_snapshot_xmax(pg_current_snapshot())`.execute(query);
}
