import type { Context } from "../context.ts";
import type { DeviceActor } from "../people/index.ts";
import type { GivenSubmission, Outcome } from "./given.ts";
import { SubmissionWriter } from "./writer.ts";

export type { ArrivingFile, WholeFile } from "./attachment-files.ts";
export { Attachments } from "./attachments.ts";
export type { GivenFile, GivenSubmission, GivenTally, Outcome } from "./given.ts";

const writers = new WeakMap<Context["database"], SubmissionWriter>();

/**
 * Takes a submission in. When it answers, what it says is on disk: `fsync` has returned.
 *
 * @throws {ProblemError} `bad-token` for a device that was revoked meanwhile, `not-ready` when the database is away
 */
export function submit(context: Context, device: DeviceActor, given: GivenSubmission): Promise<Outcome> {
  let writer = writers.get(context.database);
  if (writer === undefined) writers.set(context.database, (writer = new SubmissionWriter(context)));
  return writer.submit(device, given);
}

export { countOfDevice } from "./store.ts";
