import { createHash } from "node:crypto";

/**
 * The policy of a page that loads nothing and runs nothing: only the one inline style, named by its hash.
 *
 * @param style the exact text between `<style>` and `</style>`
 */
export function contentSecurityPolicy(style: string): string {
  const hash = createHash("sha256").update(style, "utf8").digest("base64");
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}
