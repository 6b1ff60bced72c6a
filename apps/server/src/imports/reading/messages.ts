import type { FileForm, ImportReport, Mapping, MappingSuggestion } from "@veedor/authority-files";
import type { FileRefusal } from "../tables.ts";
import type { AreaNode } from "./area-tree.ts";

/** A received file: its name as the sender gave it, and the number of the open file. */
export type OpenFile = { readonly name: string; readonly fd: number };

/**
 * What the reading process is asked to do.
 *
 * @property id what the rows belong to: the frame, or the official results
 * @property lines codes of the contest's lines in its order, whatever the order of the mapping
 * @property frame whose stations they are
 * @property known stations of the frame with their registered voters; without it every station is taken
 */
export type ReadingRequest =
  | { readonly task: "look"; readonly file: OpenFile; readonly purpose: Mapping["purpose"] }
  | { readonly task: "frame"; readonly file: OpenFile; readonly mapping: string; readonly id: string }
  | {
      readonly task: "official-results";
      readonly file: OpenFile;
      readonly mapping: string;
      readonly id: string;
      readonly lines: readonly string[];
      readonly frame: string | null;
      readonly known: {
        readonly codes: readonly string[];
        readonly registered: readonly (number | null)[];
      } | null;
    };

/** What is known of a frame before its rows come. */
export type FrameHead = {
  readonly hash: string;
  readonly areaLevels: readonly string[];
  readonly attributeNames: readonly string[];
  readonly stations: number;
  readonly areas: readonly AreaNode[];
};

/** What a file holds, before anyone has said how it is to be read. */
export type Look = {
  readonly form: FileForm;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly suggestion: MappingSuggestion;
};

/**
 * What the reading process tells: `head`, `end`, with the rows between them through a pipe; or `looked`; or
 * `refused`, for what is wrong with the file, or `failed`, for a fault of ours.
 */
export type ReadingMessage =
  | { readonly kind: "progress"; readonly bytes: number; readonly lines: number }
  | { readonly kind: "head"; readonly head: FrameHead | null }
  | { readonly kind: "end"; readonly report: ImportReport }
  | { readonly kind: "refused"; readonly problem: FileRefusal }
  | { readonly kind: "failed"; readonly stack: string }
  | { readonly kind: "looked"; readonly look: Look };

/** Number under which the reading process finds the file open. */
export const FILE = 4;
/** Number of the pipe for the rows. */
export const ROWS = 5;
