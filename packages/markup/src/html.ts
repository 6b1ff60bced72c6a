/** Markup that is safe to put into a page: its only maker is `html`. */
export type Html = { readonly markup: string };
type HtmlValue = string | number | Html | readonly Html[] | null;

/**
 * Markup from a template. What is put in as text or number is escaped; only what is already `Html` stands as it
 * is. Attribute values must be written within double quotes.
 *
 * Who controls the values: authorities' files and manifests (names of choices, groups, titles), so never trusted.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { markup: parts.map((part, i) => part + markupOf(values[i] ?? null)).join("") };
}

function markupOf(value: HtmlValue): string {
  if (value === null) return "";
  if (typeof value === "string") return escaped(value);
  if (typeof value === "number") return String(value);
  return "markup" in value ? value.markup : value.map(({ markup }) => markup).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text with the five characters that have a meaning in HTML replaced, and control characters taken out. */
export function escaped(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "")
      .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "")
  );
}
