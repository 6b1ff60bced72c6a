import { IntlMessageFormat } from "intl-messageformat";

type Element = ReturnType<IntlMessageFormat["getAst"]>[number];

/**
 * What a translation must have in common with the others.
 *
 * @property placeholders names that the program fills
 * @property branches of each `select` its words, of each `plural` its exact values (`=0`), joined in order
 * @property plurals of each `plural` its categories (`one`, `other` …)
 * @property tags parts that ICU would read as tags, of which we use none
 */
export type MessageStructure = {
  readonly placeholders: ReadonlySet<string>;
  readonly branches: ReadonlySet<string>;
  readonly plurals: readonly (readonly string[])[];
  readonly tags: readonly string[];
};

/** Reads a message's structure. Throws where the message is not in ICU syntax. */
export function structureOf(text: string, language: string): MessageStructure {
  const placeholders = new Set<string>();
  const branches = new Set<string>();
  const plurals: string[][] = [];
  const tags: string[] = [];
  const visit = (element: Element): void => {
    if ("options" in element) {
      placeholders.add(element.value);
      const words = Object.keys(element.options);
      if ("pluralType" in element) {
        plurals.push(words.filter((word) => !word.startsWith("=")));
        for (const word of words.filter((one) => one.startsWith("=")))
          branches.add(`${element.value} ${word}`);
      } else {
        branches.add(`${element.value}: ${words.sort().join(", ")}`);
      }
      for (const option of Object.values(element.options)) option.value.forEach(visit);
    } else if ("children" in element) {
      tags.push(element.value);
      element.children.forEach(visit);
    } else if (isPlaceholder(element)) {
      placeholders.add(element.value);
    }
  };
  new IntlMessageFormat(text, language).getAst().forEach(visit);
  return { placeholders, branches, plurals, tags };
}

/** Arguments, numbers, dates and times; the parser's kinds 1 to 4 (0 is text, 7 the `#` of a plural). */
function isPlaceholder(element: Element): element is Element & { readonly value: string } {
  const kind: number = element.type;
  return "value" in element && kind >= 1 && kind <= 4;
}
