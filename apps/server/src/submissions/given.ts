import { hash } from "node:crypto";
import type { Fact } from "@veedor/transparency-log";
import type { DeviceActor } from "../people/index.ts";

/** A file that came with a submission and is on disk under its hash. */
export type GivenFile = {
  readonly name: string;
  readonly sha256: Buffer;
  readonly bytes: number;
  readonly mediaType: string;
};

/**
 * The figures in a submission of a tally sheet's form, in the order of the contest's lines.
 *
 * @property linesToConfirm codes of these lines, where they could still change: the transaction that freezes them
 *   looks whether they are the same; `null` where they were frozen already
 */
export type GivenTally = {
  readonly contest: string;
  readonly station: string;
  readonly figures: readonly (number | null)[];
  readonly comment: string | null;
  readonly linesToConfirm: readonly string[] | null;
};

/**
 * A submission as the dialect read it.
 *
 * @property form identifier of the form's row
 * @property files that are on disk already
 * @property awaited names of files that the instance mentions and that did not come with it
 */
export type GivenSubmission = {
  readonly form: string;
  readonly instanceId: string;
  readonly xml: Buffer;
  readonly sha256: Buffer;
  readonly tally: GivenTally | null;
  readonly files: readonly GivenFile[];
  readonly awaited: readonly string[];
};

/**
 * What became of it.
 *
 * - `stored`: it is on disk, for the first time
 * - `again`: it was there already; files that had not come before are kept with it now
 * - `conflict`: its identifier is taken by other content; it is kept aside for the desk
 */
export type Outcome = "stored" | "again" | "conflict";

/** One submission on its way into the database. */
export type Entry = GivenSubmission & {
  readonly id: string;
  readonly device: DeviceActor;
  readonly receivedAt: Date;
};

/** What is committed to of a submission. The instance's identifier may be traced to a phone: its hash stands in. */
export function submissionFact({ form, instanceId, sha256, device, receivedAt }: Entry): Fact {
  return {
    kind: "submission",
    fields: {
      form,
      instance: hash("sha256", instanceId),
      xml: sha256.toString("hex"),
      device: device.device,
      receivedAt: receivedAt.toISOString(),
    },
  };
}

/** What is committed to of a file: which submission names it, under what name, and its bytes. */
export function attachmentFact(submission: string, file: GivenFile, receivedAt: Date): Fact {
  return {
    kind: "attachment",
    fields: {
      submission,
      name: hash("sha256", file.name),
      sha256: file.sha256.toString("hex"),
      receivedAt: receivedAt.toISOString(),
    },
  };
}
