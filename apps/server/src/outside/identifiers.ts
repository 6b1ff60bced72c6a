import { randomBytes } from "node:crypto";

/**
 * A new identifier, UUID version 7 (RFC 9562, section 5.7): the first 48 bits are the time, so that rows made one
 * after the other lie together in an index. Made here, since PostgreSQL 15 to 17 have no `uuidv7()`.
 */
export function newIdentifier(now: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
