import type { Mapping } from "@veedor/authority-files";
import { ProblemError } from "@veedor/domain";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { Change } from "../evidence/change.ts";
import { latestFrame, registeredOf } from "../frames/index.ts";
import type { Importer, ImportRequest, Incoming, Told } from "../imports/index.ts";
import type { MissionContest } from "../missions/index.ts";
import { existingContest, freezeContest } from "../missions/index.ts";
import { COPY_TALLIES, insertSnapshot, setTallies } from "./store.ts";

type Query = Kysely<Schema>;

/**
 * Stores what the authority has published as a snapshot of one contest.
 *
 * Options: `contest`, `kind` (preliminary or final), `publishedAt`.
 */
export const officialResultsImporter: Importer = {
  purpose: "official-results",
  action: "official-results-import",
  prepare: async (query, request) => {
    const contest = await contestOf(query, request);
    requireSameLines(contest, request.mapping);
  },
  reading: async (query, incoming) => {
    const { contest } = await contestOf(query, incoming);
    const frame = await latestFrame(query, incoming.mission);
    const stations = frame === null ? null : await registeredOf(query, frame.id);
    return {
      task: "official-results",
      id: incoming.result,
      mapping: incoming.mappingText,
      lines: contest.lines.map(({ code }) => code),
      frame: frame?.id ?? null,
      known: stations && {
        codes: stations.map(({ code }) => code),
        registered: stations.map(({ registered }) => registered),
      },
    };
  },
  begin,
  finish,
};

const contestOf = (query: Query, { mission, options }: ImportRequest): Promise<MissionContest> =>
  existingContest(query, mission, options["contest"] ?? "");

/** Each line of the mapping is one of the contest's, in the same role: figures never slip to another line. */
function requireSameLines({ contest }: MissionContest, mapping: Mapping): void {
  const roles = new Map<string, string>(contest.lines.map(({ code, role }) => [code, role]));
  for (const { code, role } of mapping.contest?.lines ?? []) {
    const own = roles.get(code);
    if (own !== role) throw new ProblemError("mapping-other-lines", { line: code, role, own: own ?? "" });
  }
}

async function begin(tx: Change, incoming: Incoming, { task }: Told): Promise<string> {
  const { result, options } = incoming;
  if (task.task !== "official-results") throw new Error("another task");
  const { id: contest, mission } = await contestOf(tx.query, incoming);
  await insertSnapshot(tx.query, {
    id: result,
    mission,
    contest,
    frame: task.frame,
    kind: options["kind"] === "final" ? "final" : "preliminary",
    publishedAt: new Date(options["publishedAt"] ?? ""),
    fileName: incoming.fileName,
    fileSha256: incoming.fileSha256,
    importedAt: tx.now,
    mapping: incoming.mappingText,
    by: incoming.by,
  });
  return COPY_TALLIES;
}

async function finish(
  tx: Change,
  incoming: Incoming,
  { task, rows: tallies }: Told & { readonly rows: number },
): Promise<void> {
  const { mission, result, options, fileSha256, mapping } = incoming;
  const contest = options["contest"] ?? "";
  const kind = options["kind"] ?? "";
  // Only now, so that a first tally from the field does not wait for the whole file. From here on the lines stay as
  // they are; if they have changed since the reading began, figures would slip to other lines.
  const frozen = await freezeContest(tx.query, tx.now, contest, "official-results");
  if (frozen === null || task.task !== "official-results") throw new ProblemError("not-found");
  requireSameLines(frozen, mapping);
  const isSame = frozen.lines.length === task.lines.length;
  if (!isSame || frozen.lines.some(({ code }, i) => code !== task.lines[i]))
    throw new ProblemError("conflict");
  await setTallies(tx.query, result, tallies);
  await tx.audit("official-results-imported", { mission, subject: result }, { contest, kind, tallies });
  await tx.record(mission, result, {
    kind: "official-results",
    fields: { contest, kind, tallies, fileSha256, publishedAt: options["publishedAt"] ?? "" },
  });
  await tx.tell(mission, "official-results-imported", "official-results-read", { contest, results: result });
}
