import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** First byte of what is sealed in this way: AES-256-GCM, 96-bit random nonce, 128-bit tag (NIST SP 800-38D). */
const VERSION = 1;
const NONCE = 12;
const TAG = 16;

/**
 * Seals bytes under a key of 32 bytes.
 *
 * @param about what and whose it is; the same must be said to open it, so that one cannot be put in another's place
 */
export function seal(key: Buffer, about: string, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(about, "utf8"));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), nonce, body, cipher.getAuthTag()]);
}

/** Opens what {@link seal} made. Throws when the key, `about` or any byte is another. */
export function unseal(key: Buffer, about: string, sealed: Buffer): Buffer {
  if (sealed[0] !== VERSION || sealed.length < 1 + NONCE + TAG) throw new Error("not sealed in a known way");
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 1 + NONCE), {
    authTagLength: TAG,
  });
  decipher.setAAD(Buffer.from(about, "utf8"));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE, -TAG)), decipher.final()]);
}
