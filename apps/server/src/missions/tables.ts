import type { DecidingRule, Role, SheetLineRole } from "@veedor/domain";
import type { ColumnType, Generated } from "kysely";

/** A name in one or more languages: `{ es: "…", en: "…" }`. */
export type NameByLanguage = Readonly<Record<string, string>>;

/** A line of a contest's printed tally sheet, as it is stored. */
export type StoredLine = {
  readonly code: string;
  readonly name: NameByLanguage;
  readonly role: SheetLineRole;
};

type Json<Value> = ColumnType<Value, string, string>;

export type MissionTables = {
  readonly mission: {
    id: string;
    code: string;
    name: Json<NameByLanguage>;
    country: string;
    languages: string[];
    time_zone: string;
    kind: "real" | "rehearsal";
    area_levels: Generated<string[]>;
    created_at: Date;
  };
  readonly membership: { mission_id: string; person_id: string; role: Role; since: Date };
  readonly election: {
    id: string;
    mission_id: string;
    day: string;
    name: Json<NameByLanguage>;
    round: Generated<"only" | "first" | "runoff">;
    opens_at: Date | null;
    closes_at: Date | null;
  };
  readonly contest: {
    id: string;
    mission_id: string;
    election_id: string;
    code: string;
    name: Json<NameByLanguage>;
    lines: Json<readonly StoredLine[]>;
    deciding_rule: Json<DecidingRule>;
    frozen_at: Date | null;
    first_tally_at: Date | null;
  };
};
