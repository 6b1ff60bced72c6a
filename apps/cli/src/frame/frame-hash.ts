import { createHash } from "node:crypto";
import type { Frame } from "@veedor/domain";
import { canonicalFrameLines } from "@veedor/domain";

/** SHA-256, in hexadecimal, of a frame's canonical form (`docs/method/frame-hash.md`). */
export function frameHash(frame: Frame): string {
  const hash = createHash("sha256");
  for (const line of canonicalFrameLines(frame)) hash.update(line, "utf8");
  return hash.digest("hex");
}
