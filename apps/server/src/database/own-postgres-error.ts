/** Why the server's own PostgreSQL cannot run; texts stand in the messages, area `server`. */
export class OwnPostgresError extends Error {
  override readonly name = "OwnPostgresError";
  /**
   * - `no-programs`: npm has no PostgreSQL for this platform, or left it out
   * - `in-use`: another server works on the folder
   * - `out-of-reach`: the user that PostgreSQL runs as cannot enter the folder
   * - `other-version`: the folder was made by another major version of PostgreSQL
   */
  readonly code: "no-programs" | "in-use" | "out-of-reach" | "other-version" | "init-failed" | "start-failed";
  readonly detail: string;

  constructor(code: OwnPostgresError["code"], detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}
