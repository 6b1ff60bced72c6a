import type { Messages } from "@veedor/messages";

/**
 * A fraction that somebody wrote, as a percentage with all its digits: 0.95 is 95 %, 0.9995 is 99.95 %. Rounding
 * would show a level of 0.9995 as 100 %.
 */
export function exactPercent(fraction: number, messages: Messages): string {
  const decimals = String(fraction).split(".")[1]?.length ?? 0;
  return messages.percent(fraction, Math.max(0, decimals - 2));
}
