import type { Mapping } from "@veedor/authority-files";
import type { MissionAction } from "@veedor/domain";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { Change } from "../evidence/change.ts";
import type { FrameHead, ReadingRequest } from "./reading/messages.ts";

type Query = Kysely<Schema>;

/** What is asked of an import, besides the file. */
export type ImportRequest = {
  readonly mission: string;
  readonly mapping: Mapping;
  readonly options: Readonly<Record<string, string>>;
};

/**
 * A file that is being stored.
 *
 * @property result identifier that the frame or the official results get
 * @property mappingText the mapping as it was given
 * @property by who sent it; `null` when the server itself did
 */
export type Incoming = ImportRequest & {
  readonly result: string;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly mappingText: string;
  readonly by: string | null;
};

/**
 * @property head what is known of a frame before its rows come
 * @property task what the reading process was told
 */
export type Told = { readonly head: FrameHead | null; readonly task: ReadingTask };

/** How files of one purpose are stored; given by the capability whose tables they fill. */
export type Importer = {
  readonly purpose: "frame" | "official-results";
  /** who may */
  readonly action: MissionAction;
  /** Refuses, before any file is sent, what cannot be. @throws {ProblemError} */
  readonly prepare: (query: Query, request: ImportRequest) => Promise<void>;
  /** What the reading process is told, besides the file. */
  readonly reading: (query: Query, incoming: Incoming) => Promise<ReadingTask>;
  /** Makes what the rows belong to, and says by which COPY they come in. */
  readonly begin: (tx: Change, incoming: Incoming, told: Told) => Promise<string>;
  /** Completes it, once all rows are in. */
  readonly finish: (tx: Change, incoming: Incoming, told: Told & { readonly rows: number }) => Promise<void>;
};

type WithoutFile<Task> = Task extends unknown ? Omit<Task, "file"> : never;
export type ReadingTask = WithoutFile<Exclude<ReadingRequest, { readonly task: "look" }>>;
