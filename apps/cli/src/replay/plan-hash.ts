import { createHash } from "node:crypto";
import type { AnalysisPlan } from "@veedor/quick-count";

/**
 * SHA-256, in hexadecimal, of an analysis plan: of its JSON with all defaults filled in, keys in the order of their
 * UTF-16 code units, without blanks (RFC 8785), in UTF-8. `docs/method/analysis-plan.md`.
 */
export function planHash(plan: AnalysisPlan): string {
  return createHash("sha256").update(canonical(plan), "utf8").digest("hex");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}
