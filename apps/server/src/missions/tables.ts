import type { Role } from "@veedor/domain";
import type { ColumnType, Generated } from "kysely";

export type MissionTables = {
  readonly mission: {
    id: string;
    code: string;
    name: ColumnType<Readonly<Record<string, string>>, string, string>;
    country: string;
    languages: string[];
    time_zone: string;
    kind: "real" | "rehearsal";
    area_levels: Generated<string[]>;
    created_at: Date;
  };
  readonly membership: { mission_id: string; person_id: string; role: Role; since: Date };
};
