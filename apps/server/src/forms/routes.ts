import * as contract from "@veedor/api-contract";
import type { z } from "zod";
import type { Routes } from "../http/app.ts";
import { serve } from "../http/serve.ts";
import { listForms, putFormMedia, readForm, uploadForm, withdrawForm } from "./forms.ts";
import type { FormSummary } from "./store.ts";
import { makeTallyForm } from "./tally-form.ts";

/** Bytes of a request that carries a form or a file in base64. */
const LARGEST_FORM = 6_000_000;
const LARGEST_MEDIA = 15_000_000;

/** The forms of a mission. */
export const formRoutes: Routes = (app, context) => {
  serve(app, contract.listForms, async ({ actor, parameters, query }) => {
    const { items, next } = await listForms(context, actor, parameters.mission, query);
    return { items: items.map(answerOf), next };
  });
  serve(
    app,
    contract.uploadForm,
    async ({ actor, parameters, body }) =>
      answerOf(await uploadForm(context, actor, parameters.mission, body.xml)),
    { bodyLimit: LARGEST_FORM },
  );
  serve(app, contract.readForm, async ({ actor, parameters }) => {
    const form = await readForm(context, actor, parameters.mission, parameters.form);
    return { ...answerOf(form), xml: form.xml.toString("utf8") };
  });
  serve(app, contract.withdrawForm, async ({ actor, parameters }) =>
    answerOf(await withdrawForm(context, actor, parameters.mission, parameters.form)),
  );
  serve(
    app,
    contract.putFormMedia,
    async ({ actor, parameters, body }) => {
      const { mission, form, name } = parameters;
      const content = Buffer.from(body.content, "base64");
      const file = { name, content, mediaType: body.mediaType };
      return answerOf(await putFormMedia(context, actor, mission, form, file));
    },
    { bodyLimit: LARGEST_MEDIA },
  );
  serve(app, contract.makeTallyForm, async ({ actor, parameters }) =>
    answerOf(await makeTallyForm(context, actor, parameters.mission, parameters.contest)),
  );
};

const answerOf = (form: FormSummary): z.input<typeof contract.uploadForm.answer> => ({
  id: form.id,
  formId: form.form_id,
  version: form.version,
  name: form.name,
  contest: form.contest_id,
  media: [...form.media],
  createdAt: form.created_at.toISOString(),
  withdrawnAt: form.withdrawn_at?.toISOString() ?? null,
});
