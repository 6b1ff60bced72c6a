import { createHash, randomBytes } from "node:crypto";

/** A secret that is handed out once; only its hash is kept. */
export type NewToken = { readonly token: string; readonly sha256: Buffer };

/** Makes 256 random bits, as text that goes into a URL unchanged (base64url). */
export function newToken(): NewToken {
  const token = randomBytes(32).toString("base64url");
  return { token, sha256: tokenSha256(token) };
}

/** What is kept of a token. It needs no salt and no slow hash: 256 random bits cannot be guessed. */
export function tokenSha256(token: string): Buffer {
  return createHash("sha256").update(token, "utf8").digest();
}

/** Whether a text could be a token at all, so that anything else costs no query. */
export function looksLikeToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}
