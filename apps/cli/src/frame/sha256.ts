import { createHash, hash } from "node:crypto";

/** SHA-256 of a text's UTF-8 bytes. A frame of 170,000 stations asks for as many in a tenth of a second. */
export function sha256(text: string): Uint8Array {
  // Older Nodes have no one-call hash; newer ones make a string of the digest in a third of the time of a Buffer.
  if (typeof hash !== "function") return createHash("sha256").update(text, "utf8").digest();
  return Buffer.from(hash("sha256", text, "binary"), "binary");
}
