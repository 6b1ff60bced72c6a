import type { ColumnType, Generated } from "kysely";

type Json<Value> = ColumnType<Value, string, string>;
type JsonOrNull<Value> = ColumnType<Value | null, string | null | undefined, string | null>;

/** Why a file as a whole cannot be read; the sentence stands in the messages, area `import`. */
export type FileRefusal = {
  readonly code: string;
  readonly parameters: Readonly<Record<string, string | number>>;
};

/** How many lines of a file were kept, refused …, and how often each check spoke. */
export type LineCounts = {
  readonly lines: number;
  readonly kept: number;
  readonly refused: number;
  readonly leftOut: number;
  readonly filtered: number;
  readonly counts: Readonly<Record<string, number>>;
};

export type ImportState = "waiting" | "receiving" | "reading" | "done" | "refused" | "failed";

export type ImportTables = {
  readonly import_job: {
    id: string;
    mission_id: string;
    purpose: "frame" | "official-results";
    state: ImportState;
    file_name: string;
    mapping: string;
    request: Json<Readonly<Record<string, string>>>;
    created_at: Date;
    created_by: string | null;
    heartbeat_at: Date | null;
    bytes: number | null;
    bytes_read: Generated<number>;
    lines_read: Generated<number>;
    file_sha256: string | null;
    problem: JsonOrNull<FileRefusal>;
    report: JsonOrNull<LineCounts>;
    result: string | null;
  };
  readonly import_finding: {
    job_id: string;
    number: number;
    line: number;
    station: string | null;
    code: string;
    refuses: boolean;
    parameters: Json<Readonly<Record<string, string | number>>>;
  };
};
