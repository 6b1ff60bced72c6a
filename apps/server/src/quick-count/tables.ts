import type { Take } from "@veedor/quick-count";
import type { ColumnType } from "kysely";

type Json<Value> = ColumnType<Value, string, string>;

/** A report that a take was made from: its sequence, its version, 1 where it was estimated from. */
export type TakeInput = readonly [sequence: number, version: number, used: 0 | 1];

export type QuickCountTables = {
  readonly take: {
    id: string;
    mission_id: string;
    contest_id: string;
    plan_id: string;
    sample_id: string;
    number: number;
    at: Date;
    made_at: Date;
    content: Json<Take>;
    inputs: Json<readonly TakeInput[]>;
    inputs_hash: string;
  };
  readonly estimate: {
    contest_id: string;
    mission_id: string;
    plan_id: string;
    sample_id: string;
    made_at: Date;
    content: Json<Take>;
    inputs_hash: string;
  };
};
