import { randomBytes } from "node:crypto";
import type { Context } from "../context.ts";
import { createMission } from "../missions/index.ts";
import { THE_SERVER } from "../people/actor.ts";
import { createDevice, createPerson } from "../people/index.ts";
import { uploadForm } from "./forms.ts";

/**
 * Sets a server up for measuring: a rehearsal with one form and one device.
 *
 * @param formXml definition of the form that submissions will be of
 * @returns where to post, and where the number of what is stored is read
 */
export async function openThrowaway(
  context: Context,
  formXml: string,
): Promise<{ readonly submissionUrl: string; readonly countUrl: string }> {
  const email = `${randomBytes(8).toString("hex")}@throwaway.invalid`;
  const chief = await createPerson(context, THE_SERVER, { email, name: "Throwaway", language: "en" });
  const mission = await createMission(context, THE_SERVER, {
    code: `throwaway-${randomBytes(6).toString("hex")}`,
    name: { en: "Throwaway" },
    country: "ZZ",
    languages: ["en"],
    timeZone: "UTC",
    kind: "rehearsal",
    areaLevels: [],
    chief,
  });
  await uploadForm(context, THE_SERVER, mission.id, formXml);
  const { token } = await createDevice(context, THE_SERVER, mission.id, { label: "", person: null });
  const base = `${context.publicUrl()}/openrosa/${token}`;
  return { submissionUrl: `${base}/submission`, countUrl: `${base}/submission-count` };
}
