/** What can be wrong with a value given to this package. Texts for people stand in `@veedor/messages`. */
export type DomainErrorCode =
  | "no-lines"
  | "no-choice-line"
  | "duplicate-line"
  | "unknown-role"
  | "unknown-line"
  | "bad-code"
  | "length-mismatch"
  | "not-a-count"
  | "duplicate-station"
  | "duplicate-level";

/**
 * A value that breaks a rule of the domain.
 *
 * @property code what is wrong, one of {@link DomainErrorCode}
 * @property argument which argument, as a path (`lines[3].role`)
 * @property received what stood there, shortened
 */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: DomainErrorCode;
  readonly argument: string;
  readonly received: string;

  constructor(code: DomainErrorCode, argument: string, received: unknown) {
    const shown = String(received).slice(0, 80);
    super(`${code}: ${argument} (received ${shown})`);
    this.code = code;
    this.argument = argument;
    this.received = shown;
  }
}
