/**
 * Why the database did not do what it was asked.
 *
 * - `collision`: a deadlock or a transaction that could not be serialized; trying again helps
 * - `unreachable`: the connection is gone, or the database is stopping, full or out of connections
 * - `content`: anything else: what was asked is at fault
 */
export type DatabaseFault = "collision" | "unreachable" | "content";

/** Classes and codes of PostgreSQL (appendix A, "Error Codes"). */
const COLLISIONS = new Set(["40001", "40P01"]);
const UNREACHABLE_CLASSES = new Set(["08", "53", "57", "58"]);

/** What kind of fault an error of a query is. */
export function faultOf(error: unknown): DatabaseFault {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (error instanceof Error && error.name === "ProblemError") return "content";
  // Without a code: the driver's own words for a connection that ended or could not be made.
  if (typeof code !== "string") return isOfConnection(error) ? "unreachable" : "content";
  if (COLLISIONS.has(code)) return "collision";
  if (UNREACHABLE_CLASSES.has(code.slice(0, 2)) || /^E[A-Z]+$/.test(code)) return "unreachable";
  return "content";
}

const isOfConnection = (error: unknown): boolean =>
  error instanceof Error && /connection|timeout|terminated|client was closed/i.test(error.message);
