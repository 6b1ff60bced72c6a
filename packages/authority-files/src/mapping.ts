import type { CheckCode } from "@veedor/domain";
import type { Thousands } from "./numbers.ts";
import type { FileForm } from "./table.ts";

/** A column, or one part (from 0) of its cells cut at a separator: province 1 of `00-1-01-01-0002`. */
export type ColumnPart = { readonly column: string; readonly split?: string; readonly part?: number };
/** The mapping's own words for texts of a column; a text that is not listed stays as it is. */
export type Recoding = Readonly<Record<string, string>>;
/** Rows whose cell in the column is one of the values. */
export type RowFilter = { readonly column: string; readonly values: readonly string[] };

/** What is done with a line that an error check would refuse; it is then counted as a warning. */
export const SOFTENINGS = ["keep", "keep-first", "leave-out"] as const;
export type Softening = (typeof SOFTENINGS)[number];

/** A sheet line and the column that holds its figures. */
export type MappedLine = {
  readonly code: string;
  readonly name?: string;
  readonly role: string;
  readonly column: string;
};

/** An area level and where the names of its areas come from. */
type MappedArea = { readonly level: string; readonly from: ColumnPart; readonly values?: Recoding };
/** A further column that the frame keeps, under the mission's own name for it. */
type MappedAttribute = { readonly name: string; readonly from: ColumnPart; readonly values?: Recoding };

/**
 * How the columns of an authority's file become stations or tallies; a JSON document that can be saved and used
 * again with the next file of the same authority.
 *
 * @property station columns whose cells, joined by the separator, are the station's code
 * @property abroad stations whose column differs from `home` get the attribute `abroad` = yes, the others no
 * @property accept declared softenings: `{ "duplicate-station": "keep-first", "sum-above-total": "keep" }`
 */
export type Mapping = {
  readonly format: "veedor-mapping/1";
  readonly purpose: "frame" | "results";
  readonly file?: Partial<Omit<FileForm, "container">>;
  readonly thousands?: Thousands;
  readonly station: { readonly columns: readonly string[]; readonly separator: string };
  readonly formerCode?: ColumnPart;
  readonly areas?: readonly MappedArea[];
  readonly registered?: string;
  readonly centre?: ColumnPart;
  readonly attributes?: readonly MappedAttribute[];
  readonly abroad?: { readonly column: string; readonly home: string };
  readonly only?: readonly RowFilter[];
  readonly except?: readonly RowFilter[];
  readonly contest?: { readonly code: string; readonly name?: string; readonly lines: readonly MappedLine[] };
  readonly accept?: Readonly<Partial<Record<CheckCode, Softening>>>;
};

/** The JSON text of a mapping, indented; {@link parseMapping} reads it back. */
export const saveMapping = (mapping: Mapping): string => `${JSON.stringify(mapping, null, 2)}\n`;
