import { createHash } from "node:crypto";
import { ProblemError } from "@veedor/domain";
import { readFormDefinition, XFormError } from "@veedor/xforms";
import type { Context } from "../context.ts";
import { violatedConstraint } from "../database/violated-constraint.ts";
import { type Change, change } from "../evidence/change.ts";
import { newIdentifier } from "../outside/identifiers.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import { type FormSummary, insertForm } from "./store.ts";
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
