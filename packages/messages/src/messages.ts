import { IntlMessageFormat } from "intl-messageformat";
import type { Area, Catalog, MessageKey } from "./catalogs.ts";
import type { Language } from "./languages.ts";

/** What a message's placeholders are filled with. */
export type MessageValues = Readonly<Record<string, string | number | Date>>;

/** Texts, numbers and dates in one language. */
export type Messages = {
  readonly language: Language;
  /** The text of a message with its placeholders filled; plurals and numbers as the language writes them. */
  readonly text: (key: MessageKey, values?: MessageValues) => string;
  /** Like `text` for a code met at run time (`checks`, `duplicate-station`); `null` when it has no message. */
  readonly textOf: (area: Area, code: string, values?: MessageValues) => string | null;
  /** A number with up to the given number of decimals. */
  readonly number: (value: number, decimals?: number) => string;
  /** A number with exactly the given number of decimals, for columns of figures. */
  readonly fixed: (value: number, decimals: number) => string;
  /** A fraction of 1 as a percentage with exactly the given number of decimals. */
  readonly percent: (fraction: number, decimals?: number) => string;
};

/**
 * Makes the speaker of one language from its catalog. Messages are compiled when they are first used, then kept.
 *
 * @param catalog may lack areas, whose messages are then not there to be said
 */
export function speaker(language: Language, catalog: Partial<Catalog>): Messages {
  const compiled = new Map<string, IntlMessageFormat>();
  const textOf: Messages["textOf"] = (area, code, values) => {
    const texts = catalog[area] ?? {};
    const source = Object.hasOwn(texts, code) ? texts[code] : undefined;
    if (source === undefined) return null;
    const key = `${area}.${code}`;
    let message = compiled.get(key);
    if (message === undefined) {
      message = new IntlMessageFormat(source, language);
      compiled.set(key, message);
    }
    return String(message.format(values));
  };
  return {
    language,
    textOf,
    text: (key, values) => {
      const dot = key.indexOf(".");
      const text = textOf(key.slice(0, dot) as Area, key.slice(dot + 1), values);
      if (text === null) throw new Error(`no message ${key} in ${language}`);
      return text;
    },
    number: (value, decimals = 0) =>
      new Intl.NumberFormat(language, { maximumFractionDigits: decimals }).format(value),
    fixed: (value, decimals) =>
      new Intl.NumberFormat(language, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }).format(value),
    percent: (fraction, decimals = 1) =>
      new Intl.NumberFormat(language, {
        style: "percent",
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }).format(fraction),
  };
}
