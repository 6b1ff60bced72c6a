/**
 * What can be wrong with XML that comes from outside. Texts for people stand in `@veedor/messages`, area `forms`.
 *
 * - `not-utf8`, `other-encoding`, `not-well-formed`, `doctype-refused`,
 *   `instruction-refused`: not XML as it is accepted here
 * - `too-large`, `too-deep`, `too-many-elements`, `too-many-attributes`, `text-too-long`, `name-too-long`: limits
 * - the others: well-formed, and not the form or the instance that it should be
 */
export type XFormErrorCode =
  | "not-utf8"
  | "other-encoding"
  | "not-well-formed"
  | "doctype-refused"
  | "instruction-refused"
  | "too-large"
  | "too-deep"
  | "too-many-elements"
  | "too-many-attributes"
  | "text-too-long"
  | "name-too-long"
  | "not-an-xform"
  | "no-model"
  | "no-instance"
  | "no-form-id"
  | "bad-form-id"
  | "no-instance-id"
  | "bad-instance-id"
  | "several-instance-ids"
  | "bind-without-node"
  | "not-a-number"
  | "not-a-figure"
  | "wrong-structure"
  | "no-station"
  | "two-stations"
  | "bad-check-character";

/**
 * XML that is refused.
 *
 * @property line where, from 1; 0 where the whole document is meant
 * @property column in UTF-16 code units, from 1; 0 with line 0
 * @property detail what stood there or what the reader says, shortened; for developers and logs of form authors
 */
export class XFormError extends Error {
  override readonly name = "XFormError";
  readonly code: XFormErrorCode;
  readonly line: number;
  readonly column: number;
  readonly detail: string;

  constructor(code: XFormErrorCode, place: Place, detail = "") {
    const shown = detail.slice(0, 120);
    super(`${code} at ${place.line}:${place.column}${shown === "" ? "" : ` (${shown})`}`);
    this.code = code;
    this.line = place.line;
    this.column = place.column;
    this.detail = shown;
  }
}

/** A place in a text: line and column from 1. */
export type Place = { readonly line: number; readonly column: number };

/** The place of what concerns the whole document. */
export const WHOLE: Place = { line: 0, column: 0 };
