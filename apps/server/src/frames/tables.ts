import type { ColumnType, Generated } from "kysely";

export type FrameTables = {
  readonly frame: {
    id: string;
    mission_id: string;
    version: number;
    hash: string;
    area_levels: string[];
    attribute_names: string[];
    stations: number;
    file_name: string | null;
    file_sha256: string | null;
    mapping: string | null;
    imported_at: Date;
    imported_by: string | null;
  };
  readonly frame_area: {
    frame_id: string;
    number: number;
    last: number;
    parent: number | null;
    level: number;
    name: string;
    stations: number;
    registered: number | null;
    registered_missing: number;
  };
  readonly station: {
    frame_id: string;
    code: string;
    former_code: string | null;
    areas: string[];
    centre: string | null;
    registered: number | null;
    attributes: ColumnType<Readonly<Record<string, string>>, string>;
    area: number | null;
    search: Generated<string>;
  };
  readonly frame_change: {
    frame_id: string;
    number: number;
    kind: "added" | "removed" | "changed";
    from_code: string | null;
    to_code: string | null;
    columns: string[];
  };
};
