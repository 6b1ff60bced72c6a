/** The languages of Veedor, in the order in which menus show them. Each named in itself. */
export const LANGUAGES = { es: "Español", en: "English", pt: "Português", fr: "Français" } as const;
export type Language = keyof typeof LANGUAGES;

/**
 * The language that a locale name asks for (`es_PE.UTF-8`, `pt-BR`, `fr`), or `null` when it is none of ours.
 */
export function languageOf(locale: string): Language | null {
  const wanted = locale.trim().slice(0, 2).toLowerCase();
  return Object.keys(LANGUAGES).includes(wanted) && /^[a-z]{2}([^a-z]|$)/i.test(locale.trim())
    ? (wanted as Language)
    : null;
}
