import { PROBLEMS, type ProblemCode, ProblemError } from "@veedor/domain";
import type { MessageKey } from "@veedor/messages";
import { XFormError, type XFormErrorCode } from "@veedor/xforms";
import { faultOf } from "../database/database-faults.ts";
import { MultipartError, type MultipartErrorCode } from "./multipart.ts";
import { type RefusedCode, RefusedError } from "./refused-error.ts";

/** How a phone is answered: status and text. */
export type Refusal = { readonly status: number; readonly text: PhoneText };
export type PhoneText = Extract<MessageKey, `phones.${string}`>;

const DAMAGED: Refusal = { status: 400, text: "phones.damaged" };
const TOO_LARGE: Refusal = { status: 413, text: "phones.too-large" };
const WRONG_STRUCTURE: Refusal = { status: 422, text: "phones.wrong-structure" };
const INSTANCE_ID: Refusal = { status: 422, text: "phones.instance-id" };
const ATTACHMENT_NAME: Refusal = { status: 400, text: "phones.attachment-name" };
const NO_STATION: Refusal = { status: 422, text: "phones.no-station" };
const CHECK_CHARACTER: Refusal = { status: 422, text: "phones.bad-check-character" };
const NOT_READY: Refusal = { status: PROBLEMS["not-ready"], text: "phones.not-ready" };
const INTERNAL: Refusal = { status: 500, text: "phones.internal" };

/** Every way in which a post can be wrong. Collect shows the text to the observer and keeps the report. */
const REFUSALS: Readonly<Record<XFormErrorCode | MultipartErrorCode | RefusedCode, Refusal>> = {
  "not-utf8": DAMAGED,
  "other-encoding": DAMAGED,
  "not-well-formed": DAMAGED,
  "doctype-refused": DAMAGED,
  "instruction-refused": DAMAGED,
  "too-deep": DAMAGED,
  "name-too-long": DAMAGED,
  "too-large": TOO_LARGE,
  "too-many-elements": TOO_LARGE,
  "too-many-attributes": TOO_LARGE,
  "text-too-long": TOO_LARGE,
  "not-an-xform": WRONG_STRUCTURE,
  "no-model": WRONG_STRUCTURE,
  "no-instance": WRONG_STRUCTURE,
  "no-form-id": WRONG_STRUCTURE,
  "bad-form-id": WRONG_STRUCTURE,
  "bind-without-node": WRONG_STRUCTURE,
  "wrong-structure": WRONG_STRUCTURE,
  "no-instance-id": INSTANCE_ID,
  "bad-instance-id": INSTANCE_ID,
  "several-instance-ids": INSTANCE_ID,
  "not-a-number": { status: 422, text: "phones.not-a-number" },
  "not-a-figure": { status: 422, text: "phones.not-a-figure" },
  "no-station": NO_STATION,
  "two-stations": NO_STATION,
  "bad-check-character": CHECK_CHARACTER,
  "bad-multipart": DAMAGED,
  "cut-short": DAMAGED,
  "part-without-name": DAMAGED,
  "too-many-parts": TOO_LARGE,
  "part-head-too-large": TOO_LARGE,
  "body-too-large": TOO_LARGE,
  "field-too-large": TOO_LARGE,
  "connection-dropped": DAMAGED,
  "no-instance-part": DAMAGED,
  "two-instances": DAMAGED,
  "attachment-name": ATTACHMENT_NAME,
  "attachment-twice": ATTACHMENT_NAME,
  "unknown-form": { status: 404, text: "phones.unknown-form" },
  conflict: { status: 409, text: "phones.conflict" },
  "sign-in-needed": { status: 401, text: "phones.sign-in-needed" },
};

/** Problems of services that have a text for phones. */
const PROBLEM_TEXTS: Partial<Record<ProblemCode, PhoneText>> = {
  "bad-token": "phones.bad-token",
  "not-found": "phones.not-found",
  "not-ready": "phones.not-ready",
  "storage-full": "phones.storage-full",
  "wrong-content-type": "phones.wrong-content-type",
  "too-large": "phones.too-large",
  "form-outdated": "phones.form-outdated",
  "station-unknown": "phones.unknown-station",
};

/** How an error is answered; what is not known here is a bug, and answered 500. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof XFormError || error instanceof MultipartError || error instanceof RefusedError)
    return REFUSALS[error.code];
  if (error instanceof ProblemError)
    return { status: PROBLEMS[error.code], text: PROBLEM_TEXTS[error.code] ?? "phones.damaged" };
  // A database that restarts: the phone keeps its report and sends it again.
  return faultOf(error) === "content" ? INTERNAL : NOT_READY;
}
