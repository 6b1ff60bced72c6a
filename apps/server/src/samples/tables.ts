import type { ColumnType } from "kysely";
import type { Allocated, SampleDesignEntry } from "./design.ts";

type Json<Value> = ColumnType<Value, string, string>;

/** A contest's analysis plan as it held when a draw was announced. */
export type AnnouncedPlan = { readonly contest: string; readonly version: number; readonly hash: string };

export type SampleTables = {
  readonly sample: {
    id: string;
    mission_id: string;
    election_id: string;
    number: number;
    frame_id: string;
    design: Json<SampleDesignEntry>;
    merged_into: ColumnType<Readonly<Record<string, string>>, string | undefined, string>;
    allocation: Json<readonly Allocated[]>;
    plans: Json<readonly AnnouncedPlan[]>;
    secret_sha256: string;
    secret_sealed: Buffer;
    reason: string | null;
    announced_at: Date;
    announced_by: string;
    drawn_at: Date | null;
    drawn_by: string | null;
    opened_at: Date | null;
    opened_by: string | null;
    secret: string | null;
    seed: string | null;
  };
  readonly sample_frame_text: { sample_id: string; gzip: Buffer };
  readonly sample_contribution: {
    sample_id: string;
    number: number;
    text: string;
    source: string;
    added_at: Date;
    added_by: string | null;
  };
  readonly sample_station: {
    sample_id: string;
    station_code: string;
    stratum: string;
    stratum_stations: number;
    stratum_drawn: number;
    draw_order: number;
    ticket: string;
    is_spare: boolean;
    replaces: string | null;
    replacement_evidence: string | null;
    replaced_at: Date | null;
    replaced_by: string | null;
  };
  readonly assignment: {
    mission_id: string;
    station_code: string;
    person_id: string;
    assigned_at: Date;
  };
};
