import { z } from "zod";
import { instant } from "./words.ts";

/** Where a mission's server-sent events are read: `text/event-stream`, resumed behind `Last-Event-ID`. */
export const eventsPath = "/api/missions/{mission}/events";

/**
 * What the `data` of each event holds. `kind` says what happened, such as `tally-arrived`; `data` names what it
 * happened to and holds no figures: whoever may see them asks for them. A reader that was cut off may be told an
 * event twice; its number is the same then. `start-over` says that the stream cannot be resumed: load everything
 * again.
 */
export const missionEvent = z.union([
  z.object({ kind: z.literal("start-over") }),
  z.object({
    number: z.int(),
    kind: z.string(),
    at: instant,
    data: z.record(z.string(), z.json()),
  }),
]);

export type MissionEvent = z.output<typeof missionEvent>;
