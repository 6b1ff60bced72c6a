import { CATALOGS } from "./catalogs.ts";
import type { Language } from "./languages.ts";
import { type Messages, speaker } from "./messages.ts";

/** Makes the speaker of one language, with everything that it can say. */
export function messagesIn(language: Language): Messages {
  return speaker(language, CATALOGS[language]);
}
