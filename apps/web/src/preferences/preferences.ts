import { LANGUAGES, type Language, languageOf } from "@veedor/messages/in-browser";

const KEPT_AS = "veedor-language";

/** The language to begin in: the reader's choice in this browser, else the browser's own, else Spanish. */
export function firstLanguage(): Language {
  const kept = languageOf(read(KEPT_AS) ?? "");
  if (kept !== null) return kept;
  for (const locale of navigator.languages) {
    const language = languageOf(locale);
    if (language !== null) return language;
  }
  return "es";
}

/** Remembers the reader's choice in this browser. */
export function keepLanguage(language: Language): void {
  keep(KEPT_AS, language);
}

export type Theme = "system" | "light" | "dark";

/** The reader's choice of theme in this browser. */
export function keptTheme(): Theme {
  const kept = read("veedor-theme");
  return kept === "light" || kept === "dark" ? kept : "system";
}

/** Shows the page in a theme, and remembers it. */
export function applyTheme(theme: Theme): void {
  keep("veedor-theme", theme);
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset["theme"];
  else dataset["theme"] = theme;
}

/** Languages by their own names, in the order of the menus. */
export const LANGUAGE_NAMES = Object.entries(LANGUAGES) as readonly (readonly [Language, string])[];

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    // A browser that keeps nothing is no failure.
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // See above.
  }
}
