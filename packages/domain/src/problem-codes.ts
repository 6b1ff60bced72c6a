/**
 * Every problem that the server answers with, and its HTTP status. The code is stable: programs may rely on it.
 * Texts for people stand in `@veedor/messages`, area `api`; `docs/operating/problems.md` lists them.
 */
export const PROBLEMS = {
  "not-signed-in": 401,
  "sign-in-failed": 401,
  "second-factor-needed": 401,
  "sign-in-again": 401,
  forbidden: 403,
  "bad-token": 403,
  "cross-site": 403,
  "tls-needed": 403,
  "not-found": 404,
  "method-not-allowed": 405,
  conflict: 409,
  "email-taken": 409,
  "weak-password": 422,
  "wrong-code": 422,
  "passkey-refused": 422,
  "link-not-valid": 410,
  "last-chief": 409,
  "mission-has-chief": 409,
  "last-administrator": 409,
  "administrator-no-role": 409,
  "too-many-attempts": 429,
  "invalid-request": 400,
  "invalid-json": 400,
  "wrong-content-type": 415,
  "too-large": 413,
  "too-many-requests": 429,
  "not-ready": 503,
  "storage-full": 507,
  "code-taken": 409,
  "kinds-apart": 409,
  "unknown-person": 422,
  "unknown-time-zone": 422,
  "language-not-in-mission": 422,
  "day-taken": 409,
  "hours-not-in-order": 422,
  "contest-malformed": 422,
  "contest-frozen": 409,
  "plan-malformed": 422,
  "plan-does-not-fit": 422,
  "plan-takes-impossible": 422,
  "plan-not-frozen": 409,
  "reason-needed": 422,
  "same-person": 403,
  "hash-differs": 409,
  "frame-missing": 409,
  "sample-column-unknown": 422,
  "sample-label-unusable": 422,
  "sample-merge-impossible": 422,
  "sample-size-impossible": 422,
  "sample-superseded": 409,
  "sample-drawn-already": 409,
  "sample-not-drawn": 409,
  "contribution-missing": 409,
  "tallies-have-arrived": 409,
  "too-early": 409,
  "too-late": 409,
  "station-not-in-sample": 422,
  "no-spare-left": 409,
  "station-unknown": 422,
  "mapping-invalid": 422,
  "mapping-other-purpose": 422,
  "mapping-other-lines": 422,
  "too-many-imports": 503,
  "upload-cut": 400,
  "report-locked": 409,
  "figures-malformed": 422,
  "form-unreadable": 422,
  "form-version-taken": 409,
  "media-not-named": 422,
  "device-token-wrong": 422,
  "form-outdated": 422,
  "nothing-to-release": 409,
  "gate-shut": 409,
  "release-settled": 409,
  "take-superseded": 409,
  internal: 500,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof PROBLEMS;
export type ProblemParameters = Readonly<Record<string, string | number>>;

/**
 * An expected failure of a service: what, and the words that fill its sentence. Bugs throw other errors.
 *
 * @property code one of {@link PROBLEMS}
 * @property parameters values for the message; never a figure, a name or a secret
 */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ProblemCode;
  readonly parameters: ProblemParameters;

  constructor(code: ProblemCode, parameters: ProblemParameters = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.code = code;
    this.parameters = parameters;
  }
}
