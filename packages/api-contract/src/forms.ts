import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { identifier, instant, missionPath, pageOf, paging } from "./words.ts";

const formPath = missionPath.extend({ form: identifier });

const form = z.object({
  id: identifier,
  /** Id and version as the XForm states them. */
  formId: z.string(),
  version: z.string(),
  name: z.string(),
  /** The contest whose tally sheet it is; null for any other form. */
  contest: identifier.nullable(),
  /** Files that it needs beside it; the list of a phone's stations the server makes itself. */
  media: z.array(z.string()),
  createdAt: instant,
  /** Since when phones are no longer handed it; what they have filled of it is still taken in. */
  withdrawnAt: instant.nullable(),
});

export const listForms = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/forms",
  summary: "The mission's forms, the newest first",
  parameters: missionPath,
  query: paging.extend({ after: identifier.optional() }),
  answer: pageOf(form),
});

export const uploadForm = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/forms",
  summary: "Add a form: an XForm definition of any kind",
  parameters: missionPath,
  body: z.object({ xml: z.string().min(1).max(5_000_000) }).strict(),
  status: 201,
  answer: form,
});

export const readForm = endpoint({
  method: "GET",
  path: "/api/missions/{mission}/forms/{form}",
  summary: "A form with its definition",
  parameters: formPath,
  answer: form.extend({ xml: z.string() }),
});

export const withdrawForm = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/forms/{form}/withdrawal",
  summary: "Hand a form to phones no longer",
  parameters: formPath,
  answer: form,
});

export const putFormMedia = endpoint({
  method: "PUT",
  path: "/api/missions/{mission}/forms/{form}/media/{name}",
  summary: "Add or replace a file that the form needs beside it",
  parameters: formPath.extend({ name: z.string().min(1).max(200) }),
  body: z
    .object({
      content: z.base64().max(14_000_000),
      mediaType: z.string().regex(/^[\w.+-]{1,60}\/[\w.+-]{1,60}$/),
    })
    .strict(),
  answer: form,
});

export const makeTallyForm = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/contests/{contest}/tally-form",
  summary: "Make the form of a contest's tally sheet, or a new version where lines or languages have changed",
  parameters: missionPath.extend({ contest: identifier }),
  answer: form,
});

export const collectCode = endpoint({
  method: "POST",
  path: "/api/missions/{mission}/devices/{device}/collect-code",
  summary:
    "The QR code that sets ODK Collect up for a device, from the token that was shown when it was made",
  parameters: missionPath.extend({ device: identifier }),
  body: z.object({ token: z.string().max(100) }).strict(),
  answer: z.object({
    /** What Collect reads out of the code. */
    settings: z.record(z.string(), z.record(z.string(), z.string())),
    /** The text in the code: the settings as JSON, compressed with zlib, in base64. */
    text: z.string(),
    svg: z.string(),
    /** The same picture as a data URL. */
    png: z.string(),
  }),
});
