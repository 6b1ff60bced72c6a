import type { MessageKey } from "../catalogs.ts";
import type { Language } from "../languages.ts";
import { type Messages, type MessageValues, speaker } from "../messages.ts";

export { LANGUAGES, type Language, languageOf } from "../languages.ts";
export type { MessageValues } from "../messages.ts";

/** The messages that a browser can say: it loads one language, and of that only these areas. */
export type BrowserKey = Extract<
  MessageKey,
  `checks.${string}` | `plan.${string}` | `replay.${string}` | `web.${string}`
>;

/** {@link Messages} of a browser: the compiler knows which messages it has. */
export type BrowserMessages = Omit<Messages, "text"> & {
  readonly text: (key: BrowserKey, values?: MessageValues) => string;
};

const CATALOGS = {
  es: () => import("./es.ts"),
  en: () => import("./en.ts"),
  pt: () => import("./pt.ts"),
  fr: () => import("./fr.ts"),
} as const satisfies Record<Language, () => Promise<unknown>>;

/** Loads the speaker of one language; the others stay on the server. */
export async function loadMessages(language: Language): Promise<BrowserMessages> {
  const { catalog } = await CATALOGS[language]();
  return speaker(language, catalog);
}
