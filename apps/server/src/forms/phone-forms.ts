import { createHash } from "node:crypto";
import { ProblemError } from "@veedor/domain";
import { STATIONS_FILE } from "@veedor/xforms";
import type { Context } from "../context.ts";
import type { DeviceActor } from "../people/index.ts";
import { stationsFile } from "./stations-file.ts";
import { ownStations } from "./stations-store.ts";
import { type FormRow, type FormSummary, formRow, mediaContent, mediaOfForm, openForms } from "./store.ts";

/** A file that a phone fetches with a form. */
export type PhoneFile = { readonly name: string; readonly md5: string };

/** Forms that a phone is handed: all open ones of its mission. */
export function formsForPhone(context: Context, device: DeviceActor): Promise<FormSummary[]> {
  return openForms(context.database.query, device.mission);
}

/** A form by its identifier, if it is of the phone's mission. @throws {ProblemError} `not-found` */
export async function formForPhone(context: Context, device: DeviceActor, id: string): Promise<FormRow> {
  const form = isIdentifier(id) ? await formRow(context.database.query, id) : null;
  if (form === null || form.mission_id !== device.mission) throw new ProblemError("not-found");
  return form;
}

/** The files that go with a form; the list of stations holds the phone's own only. */
export async function filesForPhone(
  context: Context,
  device: DeviceActor,
  form: FormSummary,
): Promise<PhoneFile[]> {
  const files = await mediaOfForm(context.database.query, form.id);
  if (!listsStations(form)) return files;
  const md5 = createHash("md5")
    .update(await stationsForPhone(context, device))
    .digest("hex");
  return [...files, { name: STATIONS_FILE, md5 }];
}

/** The content of one of these files. @throws {ProblemError} `not-found` */
export async function fileForPhone(
  context: Context,
  device: DeviceActor,
  form: FormSummary,
  name: string,
): Promise<{ readonly content: Buffer; readonly mediaType: string }> {
  if (listsStations(form) && name === STATIONS_FILE) {
    const text = await stationsForPhone(context, device);
    return { content: Buffer.from(text, "utf8"), mediaType: "text/csv; charset=utf-8" };
  }
  const file = await mediaContent(context.database.query, form.id, name);
  if (file === null) throw new ProblemError("not-found");
  return { content: file.content, mediaType: file.media_type };
}

const listsStations = ({ tally, media }: FormSummary): boolean =>
  tally !== null && media.includes(STATIONS_FILE);

/** Observers get their own stations only; a device that nobody carries gets none, and types the code. */
async function stationsForPhone(context: Context, { mission, person }: DeviceActor): Promise<string> {
  return stationsFile(person === null ? [] : await ownStations(context.database.query, mission, person));
}

const isIdentifier = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
