/** Why the server's own PostgreSQL cannot run. */
export class OwnPostgresError extends Error {
  override readonly name = "OwnPostgresError";
  readonly code: "no-programs" | "in-use" | "init-failed" | "start-failed";
  readonly detail: string;

  constructor(code: OwnPostgresError["code"], detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}
