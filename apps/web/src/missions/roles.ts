import type { Words } from "../words/words.tsx";

/** Roles as a list in the reader's language. */
export function rolesInWords(roles: readonly string[], { textOf, language }: Words): string {
  const names = roles.map((role) => textOf("web", `role-${role}`) ?? role);
  return new Intl.ListFormat(language, { type: "conjunction" }).format(names);
}
