import { randomUUID } from "node:crypto";
import type { Figure } from "@veedor/domain";
import { xmlText } from "@veedor/xforms";

/** What a phone knows of a form once it has downloaded it. */
export type BlankForm = { readonly instance: string };

/** A phone with ODK Collect's manners: it downloads a form, fills it and posts it, again where it gets no answer. */
export type Phone = {
  readonly download: (formId: string) => Promise<BlankForm>;
  /** Sends one tally sheet; the answer is the status. */
  readonly send: (form: BlankForm, sheet: FilledSheet) => Promise<number>;
  /** How many submissions of this phone the server has stored. */
  readonly stored: () => Promise<number>;
};

/** A tally sheet as an observer fills it in, figures in the order of the form's lines. */
export type FilledSheet = {
  readonly station: string;
  readonly figures: readonly Figure[];
  readonly comment?: string;
};

const HEADERS = { "x-openrosa-version": "1.0" };
/** Attempts to post one report before the evening is given up. */
const ATTEMPTS = 3;

/**
 * Makes a phone.
 *
 * @param token the device's, which stands in every address as Collect's settings have it
 */
export function makePhone(origin: string, token: string): Phone {
  const base = `${origin}/openrosa/${token}`;
  const get = async (address: string): Promise<string> => {
    const response = await fetch(address, { headers: HEADERS });
    if (!response.ok) throw new Error(`${response.status} for a form`);
    return response.text();
  };
  return {
    download: async (formId) => {
      const list = await get(`${base}/formList`);
      const entry = list.split("<xform>").find((one) => one.includes(`<formID>${xmlText(formId)}</formID>`));
      const address = /<downloadUrl>([^<]+)<\/downloadUrl>/.exec(entry ?? "")?.[1];
      if (address === undefined) throw new Error(`the server hands out no form ${formId}`);
      const form = await get(address.replaceAll("&amp;", "&"));
      const instance = /<instance>(<tally [\s\S]*?<\/tally>)<\/instance>/.exec(form)?.[1];
      if (instance === undefined) throw new Error(`the form ${formId} is no tally sheet`);
      return { instance };
    },
    send: async (form, sheet) => {
      const { type, body } = multipart(filledIn(form, sheet));
      for (let attempt = 1; ; attempt++) {
        try {
          const response = await fetch(`${base}/submission`, {
            method: "POST",
            headers: { ...HEADERS, "content-type": type },
            body,
          });
          await response.arrayBuffer();
          if (response.status < 500 || attempt === ATTEMPTS) return response.status;
        } catch (error) {
          // No answer: the phone cannot know whether it was stored, and sends the same again.
          if (attempt === ATTEMPTS) throw error;
        }
      }
    },
    stored: async () => Number(await get(`${base}/submission-count`)),
  };
}

/** The form's instance with the sheet in it: what the observer leaves out stays empty. */
function filledIn({ instance }: BlankForm, { station, figures, comment }: FilledSheet): string {
  const values = new Map([
    ["listed", station],
    ["code", station],
    ["comment", comment ?? ""],
    ["orx:instanceID", `uuid:${randomUUID()}`],
    ...figures.map((figure, i): [string, string] => [
      `line_${String(i + 1).padStart(2, "0")}`,
      figure === null ? "" : String(figure),
    ]),
  ]);
  const filled = instance.replace(/<([\w:]+)\/>/g, (empty, node: string) => {
    const value = values.get(node);
    return value === undefined ? empty : `<${node}>${xmlText(value)}</${node}>`;
  });
  return filled.replace("<tally ", '<tally xmlns:orx="http://openrosa.org/xforms" ');
}

function multipart(xml: string): { readonly type: string; readonly body: string } {
  const boundary = `veedor-${randomUUID()}`;
  const body = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="xml_submission_file"; filename="submission.xml"',
    "Content-Type: text/xml",
    "",
    xml,
    `--${boundary}--`,
    "",
  ].join("\r\n");
  return { type: `multipart/form-data; boundary=${boundary}`, body };
}
