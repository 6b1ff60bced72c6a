import { createHash, hash } from "node:crypto";

/** SHA-256 of a text's UTF-8 bytes; `hash` is the quick way of newer Nodes. */
export function sha256(text: string): Uint8Array {
  return typeof hash === "function" ? hash("sha256", text, "buffer") : createHash("sha256").update(text, "utf8").digest();
}
