import { createHash } from "node:crypto";
import { ProblemError } from "@veedor/domain";
import { readFormDefinition, XFormError } from "@veedor/xforms";
import type { Kysely } from "kysely";
import type { Context } from "../context.ts";
import type { Schema } from "../database/schema.ts";
import { violatedConstraint } from "../database/violated-constraint.ts";
import { type Change, change } from "../evidence/change.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import {
  type FormRow,
  type FormSummary,
  formRow,
  formRows,
  insertForm,
  putMedia,
  withdrawFormRow,
} from "./store.ts";
import type { TallyLayout } from "./tables.ts";

/**
 * Adds a form of any kind to the mission.
 *
 * @throws {ProblemError} `form-unreadable`, `form-version-taken`
 */
export async function uploadForm(
  context: Context,
  actor: Actor,
  mission: string,
  xml: string,
): Promise<FormSummary> {
  requireInMission(actor, mission, "forms-manage");
  try {
    return await change(context, actor, (tx) => addForm(tx, mission, Buffer.from(xml, "utf8"), null));
  } catch (error) {
    if (violatedConstraint(error) === "form_mission_id_form_id_version_key")
      throw new ProblemError("form-version-taken");
    throw error;
  }
}

/** A page of the mission's forms, the newest first. */
export async function listForms(
  context: Context,
  actor: Actor,
  mission: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly items: FormSummary[]; readonly next: string | null }> {
  requireInMission(actor, mission, "forms-read");
  const items = await formRows(context.database.query, mission, { after, limit: limit + 1 });
  const page = items.slice(0, limit);
  return { items: page, next: items.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** A form with its definition. @throws {ProblemError} `not-found` */
export async function readForm(
  context: Context,
  actor: Actor,
  mission: string,
  id: string,
): Promise<FormRow> {
  requireInMission(actor, mission, "forms-read");
  return existingForm(context.database.query, mission, id);
}

/** Hands a form to phones no longer. What they have filled of it is still taken in. */
export function withdrawForm(
  context: Context,
  actor: Actor,
  mission: string,
  id: string,
): Promise<FormSummary> {
  requireInMission(actor, mission, "forms-manage");
  return change(context, actor, async (tx) => {
    const form = await existingForm(tx.query, mission, id);
    if (form.withdrawn_at !== null) return form;
    await withdrawFormRow(tx.query, id, tx.now);
    await tx.audit(
      "form-withdrawn",
      { mission, subject: id },
      { formId: form.form_id, version: form.version },
    );
    await tx.tell(mission, "forms-changed", "forms-read", { form: id });
    return { ...form, withdrawn_at: tx.now };
  });
}

/**
 * Adds or replaces a file that the form names.
 *
 * @throws {ProblemError} `media-not-named`, also for the list of stations, which the server makes itself
 */
export function putFormMedia(
  context: Context,
  actor: Actor,
  mission: string,
  id: string,
  {
    name,
    content,
    mediaType,
  }: { readonly name: string; readonly content: Buffer; readonly mediaType: string },
): Promise<FormSummary> {
  requireInMission(actor, mission, "forms-manage");
  return change(context, actor, async (tx) => {
    const form = await existingForm(tx.query, mission, id);
    if (!form.media.includes(name) || form.tally !== null) throw new ProblemError("media-not-named");
    const md5 = createHash("md5").update(content).digest("hex");
    await putMedia(tx.query, { form_id: id, name, content, media_type: mediaType, md5 });
    await tx.audit("form-media-added", { mission, subject: id }, { name });
    await tx.tell(mission, "forms-changed", "forms-read", { form: id });
    return form;
  });
}

async function existingForm(query: Kysely<Schema>, mission: string, id: string): Promise<FormRow> {
  const form = await formRow(query, id);
  if (form === null || form.mission_id !== mission) throw new ProblemError("not-found");
  return form;
}

/** Adds a form in the caller's change. */
export async function addForm(
  tx: Change,
  mission: string,
  xml: Buffer,
  tally: (TallyLayout & { readonly contest: string }) | null,
): Promise<FormSummary> {
  const definition = definitionOf(xml);
  const id = newIdentifier(tx.now.getTime());
  const layout: TallyLayout | null = tally && { lines: tally.lines, alphabet: tally.alphabet };
  const row = {
    id,
    mission_id: mission,
    form_id: definition.formId,
    version: definition.version,
    name: definition.title,
    root: definition.root,
    // MD5 is what OpenRosa's lists carry, to see that a form has changed; nothing is trusted by it.
    md5: createHash("md5").update(xml).digest("hex"),
    media: [...definition.media],
    contest_id: tally?.contest ?? null,
    created_at: tx.now,
    withdrawn_at: null,
  };
  await insertForm(tx.query, { ...row, xml, tally: layout && JSON.stringify(layout) });
  const { formId, version } = definition;
  await tx.audit("form-added", { mission, subject: id }, { formId, version, contest: row.contest_id });
  await tx.tell(mission, "forms-changed", "forms-read", { form: id });
  return { ...row, tally: layout };
}

function definitionOf(xml: Buffer): ReturnType<typeof readFormDefinition> {
  try {
    return readFormDefinition(xml);
  } catch (error) {
    if (!(error instanceof XFormError)) throw error;
    const { code, line, column, detail } = error;
    // Selectors of messages have no hyphens.
    const fault = code.replaceAll(/-(.)/g, (_hyphen, letter: string) => letter.toUpperCase());
    throw new ProblemError("form-unreadable", { fault, line, column, detail }, error);
  }
}
