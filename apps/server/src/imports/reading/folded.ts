/** A text as it is looked for: without accents, in small letters, blanks as one. `José  Olaya` is found by `jose olaya`. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}
