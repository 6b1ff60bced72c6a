/**
 * Everything that the server logs: the event's level, the fields that it may have beside it, and when it is written.
 * One table: what is not declared here is not written, and `docs/operating/logs.md` is compared with it.
 *
 * Fields never hold personal data, figures, tokens, or an address that could hold a token.
 */
export const LOG_EVENTS = {
  migrated: {
    level: "info",
    fields: ["migrations"],
    when: "the database was brought to this version at start",
  },
  listening: { level: "info", fields: ["origin"], when: "the server takes requests" },
  stopping: { level: "info", fields: ["signal"], when: "it was told to stop and finishes requests in hand" },
  "connections-cut": {
    level: "warn",
    fields: ["connections"],
    when: "requests were not finished in time at the stop; nothing of them was answered or stored",
  },
  stopped: { level: "info", fields: [], when: "everything is on disk and the process ends" },
  "database-ended": {
    level: "error",
    fields: [],
    when: "the server's own PostgreSQL ended by itself and is started again",
  },
  "database-running": { level: "warn", fields: [], when: "it runs again; nothing accepted was lost" },
  "erased-again": {
    level: "warn",
    fields: ["people"],
    when: "a restored database held people who had been erased since; they were erased again at start",
  },
  "keys-not-forgotten": {
    level: "error",
    fields: [],
    when: "the key file could not be brought to forget erased people's keys; tried again each minute",
  },
  "quick-count-failed": {
    level: "error",
    fields: ["contest", "stack"],
    when: "an estimate or a take could not be made and is tried again; the stack says where, without the error's message",
  },
  "unexpected-error": {
    level: "error",
    fields: ["route", "stack"],
    when: "a request met a fault of the program; the stack says where, without the error's message",
  },
  crashed: {
    level: "error",
    fields: ["stack"],
    when: "a fault outside of any request; the process ends, and what starts it should start it again",
  },
} as const satisfies Record<
  string,
  { readonly level: "info" | "warn" | "error"; readonly fields: readonly string[]; readonly when: string }
>;
