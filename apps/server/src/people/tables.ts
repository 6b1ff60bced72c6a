import type { Generated } from "kysely";

export type PeopleTables = {
  readonly person: {
    id: string;
    is_administrator: Generated<boolean>;
    created_at: Date;
    disabled_at: Date | null;
    erased_at: Date | null;
  };
};
