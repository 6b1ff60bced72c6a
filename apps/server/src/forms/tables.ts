import type { CheckAlphabet } from "@veedor/xforms";
import type { ColumnType } from "kysely";

/** How a tally sheet's form was laid out: the codes of its lines in order, and how station codes are typed in it. */
export type TallyLayout = { readonly lines: readonly string[]; readonly alphabet: CheckAlphabet };

export type FormTables = {
  readonly form: {
    id: string;
    mission_id: string;
    form_id: string;
    version: string;
    name: string;
    root: string;
    xml: Buffer;
    md5: string;
    media: string[];
    contest_id: string | null;
    tally: ColumnType<TallyLayout | null, string | null, never>;
    created_at: Date;
    withdrawn_at: Date | null;
  };
  readonly form_media: { form_id: string; name: string; content: Buffer; media_type: string; md5: string };
};
