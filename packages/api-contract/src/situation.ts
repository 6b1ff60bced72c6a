import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { identifier, instant, missionPath } from "./words.ts";

/**
 * How reporting stands in one contest. Counts of sheets, never what stands on them.
 *
 * @property expected stations of the sample in use; 0 before the draw
 * @property reported expected stations of which a sheet has come, usable or not
 * @property counted stations of which a sheet counts; of two sheets of one station only one does
 * @property areas the same by the highest area of the tree
 */
const contestSituation = z.object({
  contest: identifier,
  expected: z.int(),
  reported: z.int(),
  counted: z.int(),
  waiting: z.int(),
  setAside: z.int(),
  lastArrivedAt: instant.nullable(),
  areas: z.array(z.object({ area: z.string(), expected: z.int(), reported: z.int() })),
  isPlanFrozen: z.boolean(),
  isSampleDrawn: z.boolean(),
  releaseWaits: z.boolean(),
});

export const readSituation = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/situation",
  summary: "How reporting stands in each contest: sheets expected and in, by area; what waits for whom",
  parameters: missionPath,
  answer: z.object({
    /** the present instant on the server's clock, which on a replayed evening is not the reader's */
    now: instant,
    contests: z.array(contestSituation),
  }),
});
