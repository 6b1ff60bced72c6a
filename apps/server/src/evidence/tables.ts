import type { ColumnType, Generated } from "kysely";

export type EvidenceTables = {
  readonly audit_event: {
    id: Generated<number>;
    at: Date;
    mission_id: string | null;
    person_id: string | null;
    device_id: string | null;
    action: string;
    subject: string | null;
    details: ColumnType<Readonly<Record<string, string | number | boolean | null>>, string>;
  };
  readonly mission_event: {
    id: Generated<number>;
    xid: Generated<string>;
    mission_id: string;
    kind: string;
    audience: string;
    data: ColumnType<Readonly<Record<string, unknown>>, string>;
    at: Date;
  };
  readonly pending_leaf: {
    id: Generated<number>;
    mission_id: string;
    kind: string;
    subject: string;
    body: Buffer;
    salt_key: Buffer;
    leaf: Buffer;
  };
};
