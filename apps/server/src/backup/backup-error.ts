/** Why a backup cannot be made or restored; texts stand in the messages, area `server`. */
export class BackupError extends Error {
  override readonly name = "BackupError";
  readonly code:
    | "backup-exists"
    | "backup-nothing-here"
    | "backup-not-readable"
    | "backup-cut-short"
    | "backup-other-version"
    | "restore-not-empty"
    | "restore-server-runs";
  readonly detail: string;

  constructor(code: BackupError["code"], detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.detail = detail;
  }
}
