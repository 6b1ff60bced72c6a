export type { Area, MessageKey } from "./catalogs.ts";
export { CATALOGS } from "./catalogs.ts";
export type { Language } from "./languages.ts";
export { LANGUAGES, languageOf } from "./languages.ts";
export type { Messages, MessageValues } from "./messages.ts";
export { messagesIn } from "./messages-in.ts";
