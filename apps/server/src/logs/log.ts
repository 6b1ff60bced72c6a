import type { DestinationStream, Logger } from "pino";
import { destination, pino } from "pino";
import type { Configuration } from "../config/configuration.ts";
import { LOG_EVENTS } from "./events.ts";

/** Longest text of a field; a stack is longer than anything else that is logged. */
const LONGEST = 4_000;

/**
 * The server's log: one JSON object a line, on standard error unless told otherwise, written before the call returns.
 * Only events and fields of {@link LOG_EVENTS} are written, and never a free text: what a library puts into its
 * messages may be a figure or a name.
 */
export function makeLog(level: Configuration["logLevel"], stream?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }), log: declaredPart },
      hooks: {
        logMethod([given], write) {
          // pino takes an error's message for its own.
          write.apply(this, [typeof given === "object" && !(given instanceof Error) ? given : {}]);
        },
      },
    },
    stream ?? destination({ dest: 2, sync: true }),
  );
}

/** The event and its declared fields; values that are no short text, number, truth value or list of texts are left out. */
function declaredPart(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { event } = given;
  if (typeof event !== "string" || !Object.hasOwn(LOG_EVENTS, event)) return { event: "undeclared" };
  const fields: readonly string[] = LOG_EVENTS[event as keyof typeof LOG_EVENTS].fields;
  const kept = fields.flatMap((name) => {
    const value = plain(given[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { event, ...Object.fromEntries(kept) };
}

function plain(value: unknown): unknown {
  if (typeof value === "string") return value.slice(0, LONGEST);
  if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
  return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
}
