/** Why a post is refused, beside what the readers of XML and multipart say. */
export type RefusedCode =
  | "body-too-large"
  | "field-too-large"
  | "connection-dropped"
  | "no-instance-part"
  | "two-instances"
  | "attachment-name"
  | "attachment-twice"
  | "unknown-form"
  | "conflict"
  | "sign-in-needed";

/** A post that is refused; see `answers.ts` for what the phone is told. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly code: RefusedCode;

  constructor(code: RefusedCode) {
    super(code);
    this.code = code;
  }
}
