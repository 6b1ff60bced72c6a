/** Why a server cannot start, beside what its settings, its own PostgreSQL and its migrations say. */
export class StartError extends Error {
  override readonly name = "StartError";
  readonly code:
    | "port-in-use"
    | "port-not-allowed"
    | "address-not-here"
    | "certificate-unusable"
    | "folder-not-writable"
    | "database-unreachable"
    | "database-refused"
    | "key-file-missing"
    | "key-file-another"
    | "key-file-unusable";
  readonly detail: string;

  constructor(code: StartError["code"], detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.detail = detail;
  }
}

/** The system's code of an error (`EADDRINUSE`), or "". */
export function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
