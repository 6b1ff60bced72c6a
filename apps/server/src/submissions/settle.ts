import { ProblemError } from "@veedor/domain";
import type { Context } from "../context.ts";
import { type Change, change } from "../evidence/change.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import { attachmentFact, type Entry, type GivenFile, type Outcome } from "./given.ts";
import {
  fillAttachment,
  insertConflict,
  insertConflictingFile,
  isDeviceUsable,
  submissionOfInstance,
} from "./store.ts";

/**
 * Settles an entry whose identifier was there already: the same content again (perhaps with files that come later),
 * or other content, which is kept aside. What is stored is never altered.
 *
 * @throws {ProblemError} `bad-token` when nothing is there since the device was revoked meanwhile
 */
export async function settle(context: Context, entry: Entry): Promise<Outcome> {
  const { query } = context.database;
  const seen = await submissionOfInstance(query, entry.device.mission, entry.instanceId);
  // What most phones do that heard nothing: the same once more, without a change to anything.
  if (seen?.sha256.equals(entry.sha256) === true && entry.files.length === 0) {
    if (!(await isDeviceUsable(query, entry.device))) throw new ProblemError("bad-token");
    return "again";
  }
  return change(context, entry.device, async (tx) => {
    if (!(await isDeviceUsable(tx.query, entry.device))) throw new ProblemError("bad-token");
    const known = await submissionOfInstance(tx.query, entry.device.mission, entry.instanceId);
    // Without a device's refusal this is a row that another process has not committed: the phone sends it again.
    if (known === null) throw new ProblemError("not-ready");
    return known.sha256.equals(entry.sha256) ? addFiles(tx, entry, known.id) : keepAside(tx, entry, known.id);
  });
}

/** Adds files that had not come yet. A name that has another file already keeps it; the new one is kept aside. */
async function addFiles(tx: Change, entry: Entry, submission: string): Promise<Outcome> {
  const { mission } = entry.device;
  const aside: GivenFile[] = [];
  let added = 0;
  for (const file of entry.files) {
    const held = await fillAttachment(tx.query, submission, file, entry.receivedAt);
    if (held === "filled") {
      await tx.record(mission, submission, attachmentFact(submission, file, entry.receivedAt));
      added++;
    } else if (!held.equals(file.sha256)) aside.push(file);
  }
  if (added > 0) await tx.tell(mission, "attachments", "submissions-read", { submission, files: added });
  if (aside.length === 0) return "again";
  await keepFilesAside(tx, entry, submission, aside);
  return "conflict";
}

async function keepAside(tx: Change, entry: Entry, submission: string): Promise<Outcome> {
  const isNew = await insertConflict(tx.query, {
    id: newIdentifier(entry.receivedAt.getTime()),
    submission_id: submission,
    sha256: entry.sha256,
    xml: entry.xml,
    device_id: entry.device.device,
    received_at: entry.receivedAt,
  });
  await keepFilesAside(tx, entry, submission, entry.files, isNew);
  return "conflict";
}

async function keepFilesAside(
  tx: Change,
  entry: Entry,
  submission: string,
  files: readonly GivenFile[],
  isNews = false,
): Promise<void> {
  let news = isNews;
  for (const { name, sha256, bytes, mediaType } of files) {
    const isNew = await insertConflictingFile(tx.query, {
      submission_id: submission,
      name,
      sha256,
      bytes,
      media_type: mediaType,
      xml_sha256: entry.sha256,
      received_at: entry.receivedAt,
    });
    news ||= isNew;
  }
  if (news) await tx.tell(entry.device.mission, "submission-conflict", "submissions-read", { submission });
}
